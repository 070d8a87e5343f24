// What is on the page and what is chosen. Every other file reads this state; only functions called by a
// reader's act change it.

const KINDS = ["projects", "project_groups", "money", "percentages", "organizations"];
const STATUSES = ["planned", "signed", "started", "under_construction", "completed", "operating"];

const byId = (id) => document.getElementById(id);
const articles = JSON.parse(byId("data").textContent);
const state = {
  language: "zh",
  theme: "auto",
  article: -1, // number of the article that is shown
  chosen: null, // {kind, item}: the record that is lit up
  mention: -1, // number of the mark that is the reader's place in the text
  currency: "CNY", // of the chart of projects
};

// The mark of an article as an object; in the data it is a list, which is shorter.
function markOf(article, number) {
  const [kind, item, from, to, paragraph, rule] = article.marks[number];
  return { kind, item, from, to, paragraph, rule, number };
}

const indexes = new WeakMap(); // article → its marks by record, made when the article is first shown

function marksOf(article, kind, item) {
  if (!indexes.has(article)) {
    const index = new Map();
    article.marks.forEach(([markKind, markItem], number) => {
      const key = `${markKind} ${markItem}`;
      if (!index.has(key)) index.set(key, []);
      index.get(key).push(number);
    });
    indexes.set(article, index);
  }
  return indexes.get(article).get(`${kind} ${item}`) || [];
}

const numbers = new WeakMap(); // list of records → their numbers by id

function itemById(list, id) {
  if (!numbers.has(list)) numbers.set(list, new Map(list.map((item, number) => [item.id, number])));
  return numbers.get(list).get(id);
}

// The records that a record is tied to: [word for the tie, kind, number in its list].
function tiesOf(article, kind, item) {
  const record = article[kind][item];
  const found = [];
  const add = (word, other, id) => {
    if (id !== undefined) found.push([word, other, itemById(article[other], id)]);
  };
  if (kind === "projects") {
    add("investment", "money", record.investment);
    record.organizations.forEach((id) => add("builders", "organizations", id));
  } else if (kind === "project_groups") {
    add("total", "money", record.total);
    add("completed_total", "money", record.completed);
  } else if (kind === "money") {
    article.projects.forEach((p) => p.investment === record.id && add("of_project", "projects", p.id));
    article.project_groups.forEach((g) => {
      if (g.total === record.id || g.completed === record.id) add("of_group", "project_groups", g.id);
    });
  } else if (kind === "organizations") {
    article.projects.forEach((p) => p.organizations.includes(record.id) && add("builds", "projects", p.id));
  }
  return found;
}

function start() {
  readHash();
  buildControls();
  buildList();
  listenToText();
  listenToRecords();
  listenToKeys();
  listenToAddress();
  applyLanguage();
  refilter();
}
