// The list of articles. Rows are made once; filters only hide them.

let rows = [];

function buildList() {
  rows = articles.map((article, number) =>
    element("li", { role: "option", id: `row-${number}`, tabindex: -1, "data-number": number, "aria-selected": "false" },
      element("strong", {}, article.title || article.id), element("small")));
  byId("rows").append(...rows);
  byId("rows").addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (row) openArticle(Number(row.dataset.number));
  });
}

// What a row says of its article: how many projects, and the largest investment among them.
function aboutArticle(article) {
  if (article.error) return say("failed");
  const parts = KINDS.filter((kind) => article[kind].length && (kind === "projects" || kind === "money"))
    .map((kind) => `${say(kind)} ${article[kind].length}`);
  const largest = largestProjects([article], "CNY")[0];
  if (largest) parts.push(largest.shown);
  return parts.join(" · ") || "–";
}

function nameRows() {
  rows.forEach((row, number) => {
    const small = row.lastElementChild;
    small.textContent = aboutArticle(articles[number]);
    small.classList.toggle("wrong", articles[number].error !== undefined);
  });
}

function showList() {
  const kept = new Set(listed);
  rows.forEach((row, number) => (row.hidden = !kept.has(articles[number])));
  byId("nothing").hidden = listed.length > 0;
  byId("nothing").textContent = say(articles.length ? "nothing" : "no_articles");
  byId("tally").textContent = say("count_of", { shown: listed.length, all: articles.length });
}

function markRow(before, now) {
  for (const [number, here] of [[before, false], [now, true]]) {
    if (!rows[number]) continue;
    rows[number].setAttribute("aria-selected", String(here));
    rows[number].tabIndex = here ? 0 : -1;
    if (here) keepSeen(byId("list"), rows[number]);
  }
}

// The article that stands so many places behind the shown one in the list, at most the last one.
function neighbour(steps) {
  const at = listed.indexOf(articles[state.article]);
  const next = listed[Math.min(Math.max(at + steps, 0), listed.length - 1)];
  return next ? articles.indexOf(next) : -1;
}
