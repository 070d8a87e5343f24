// The records of the shown article, a table for each kind.

const MOST_PLACES = 6;

const cell = (...children) => element("td", {}, ...children);
const wordCell = (field, value) => element("td", { class: "word" }, sayValue(field, value) || "–");
const countCell = (count) => element("td", { class: "word" }, String(count));
const small = (text) => (text ? element("small", {}, text) : null);
const numberCell = (text, below) => element("td", {}, element("span", { class: "number" }, text || "–"), small(below));
const moneyOf = (article, id) => (id === undefined ? "" : article.money[itemById(article.money, id)].shown);

function projectCells(article, item) {
  const names = item.organizations.map((id) => article.organizations[itemById(article.organizations, id)].name);
  const notes = [names.join("、"), item.location].filter(Boolean).join(" · ");
  return [cell(item.name, small(notes)), numberCell(moneyOf(article, item.investment)), wordCell("status", item.status)];
}

function groupCells(article, item) {
  const done = item.completed === undefined ? "" : `${say("completed_total")} ${moneyOf(article, item.completed)}`;
  return [cell(item.text, small(item.filter)), countCell(item.count), numberCell(moneyOf(article, item.total), done),
    wordCell("status", item.status)];
}

function moneyCells(article, item) {
  return [cell(item.text), numberCell(item.shown, item.per && `${say("per")} ${item.per}`), wordCell("role", item.role)];
}

function percentCells(article, item) {
  const notes = [sayValue("direction", item.direction), sayValue("basis", item.basis)].filter(Boolean).join(" · ");
  return [cell(item.text), numberCell(item.shown), cell(item.metric || "–", small(notes))];
}

function organizationCells(article, item) {
  return [cell(item.name, small(item.aliases.join("、"))), wordCell("type", item.type), countCell(item.mentions.length)];
}

const TABLES = {
  projects: [["name", "investment", "status", "where"], projectCells],
  project_groups: [["said", "count", "total", "status", "where"], groupCells],
  money: [["said", "value", "role", "where"], moneyCells],
  percentages: [["said", "value", "metric", "where"], percentCells],
  organizations: [["name", "type", "mentions", "where"], organizationCells],
};

// The paragraphs in which a record is mentioned, each a button that leads there.
function placesCell(article, kind, item) {
  const numbers = marksOf(article, kind, item);
  const seen = new Map();
  numbers.forEach((number) => seen.has(article.marks[number][4]) || seen.set(article.marks[number][4], number));
  const buttons = [...seen].slice(0, MOST_PLACES).map(([paragraph, number]) =>
    element("button", { type: "button", tabindex: -1, "data-mark": number }, paragraph ? `¶${paragraph}` : "–"));
  return element("td", { class: "places" }, ...buttons, seen.size > MOST_PLACES ? "…" : null);
}

function tableOf(article, kind) {
  const [heads, cells] = TABLES[kind];
  const bodyRows = article[kind].map((item, number) =>
    element("tr", { class: `${kind}${isHit(kind, item) ? " hit" : ""}`, tabindex: number ? -1 : 0, "data-kind": kind, "data-item": number },
      ...cells(article, item), placesCell(article, kind, number)));
  const title = element("h3", { class: "kind" }, say(kind), element("b", {}, String(article[kind].length)));
  const head = element("tr", {}, ...heads.map((word) => element("th", { scope: "col" }, say(word))));
  return element("section", { class: kind, "data-kind": kind, "aria-label": say(kind) },
    title, element("table", {}, element("thead", {}, head), element("tbody", {}, ...bodyRows)));
}

const ORDER = ["projects", "project_groups", "money", "percentages", "organizations"];

function showRecords(article) {
  const sections = article ? ORDER.filter((kind) => article[kind].length && shows(kind)).map((kind) => tableOf(article, kind)) : [];
  if (article && !sections.length) sections.push(element("p", { class: "none" }, say("no_records")));
  else if (article) sections.unshift(element("p", { class: "none" }, say("hint")));
  byId("records").replaceChildren(...sections);
}

const rowOf = (kind, item) => byId("records").querySelector(`tr[data-kind="${kind}"][data-item="${item}"]`);

function lightRows(scroll) {
  byId("records").querySelectorAll("tr.lit, tr.tied").forEach((row) => row.classList.remove("lit", "tied"));
  if (!state.chosen) return;
  const { kind, item } = state.chosen;
  const row = rowOf(kind, item);
  tiesOf(articles[state.article], kind, item).forEach(([, other, at]) => rowOf(other, at)?.classList.add("tied"));
  if (!row) return;
  row.classList.add("lit");
  makeStop(row);
  if (scroll) keepSeen(byId("records"), row);
}

// Scrolls a pane, and only it, until a row of it is seen.
function keepSeen(pane, row) {
  const [frame, box] = [pane.getBoundingClientRect(), row.getBoundingClientRect()];
  const bottom = Math.min(frame.bottom, innerHeight);
  if (box.top < frame.top + 40) pane.scrollTop += box.top - frame.top - 40;
  else if (box.bottom > bottom) pane.scrollTop += box.bottom - bottom + 8;
}

// One row of each table is reached by Tab; the arrows lead to the others.
function makeStop(row) {
  row.parentElement.querySelectorAll('tr[tabindex="0"]').forEach((other) => (other.tabIndex = -1));
  row.tabIndex = 0;
}

function listenToRecords() {
  byId("records").addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-kind]");
    if (!row) return;
    const place = event.target.closest("button[data-mark]");
    choose(row.dataset.kind, Number(row.dataset.item), { mark: place ? Number(place.dataset.mark) : null, from: "records" });
  });
}
