// The shown article and the chosen record.

function showHeading(article) {
  const box = byId("heading");
  if (!article) return box.replaceChildren();
  const { publication, author, published, url, path } = article.source;
  const source = [publication, author, published, article.id, url, path].filter(Boolean).join(" · ");
  const parts = [element("h2", {}, article.title || article.id), element("p", { class: "source" }, source)];
  if (article.error) parts.push(element("p", { class: "wrong" }, `${say("failed")}: ${article.error.stage}: ${article.error.message}`));
  if (article.warnings.length) {
    parts.push(element("ul", { "aria-label": say("warnings") }, ...article.warnings.map((line) => element("li", {}, line))));
  }
  return box.replaceChildren(...parts);
}

// Draws an article anew; what was chosen in it stays chosen when it is the same one.
function showArticle(number) {
  const same = number === state.article;
  const article = articles[number];
  markRow(state.article, number);
  state.article = number;
  if (!same) Object.assign(state, { chosen: null, mention: -1 });
  hideTip();
  showHeading(article);
  showText(article);
  showRecords(article);
  if (!same) {
    byId("article").scrollTop = 0;
    byId("records").scrollTop = 0;
  }
  lightMarks();
  lightRows(false);
  redrawLinks();
  writeHash();
}

function openArticle(number) {
  if (number < 0) return;
  showArticle(number);
  showPane("text");
}

// Lights up a record. mark: the mention to go to; without one, the first, or the next when it is chosen again.
function choose(kind, item, { mark = null, from = "records" } = {}) {
  const again = state.chosen && state.chosen.kind === kind && state.chosen.item === item;
  state.chosen = { kind, item };
  const numbers = marksOf(articles[state.article], kind, item);
  const next = again ? numbers[(numbers.indexOf(state.mention) + 1) % numbers.length] : numbers[0];
  if (from !== "text") showPane("text");
  lightMarks();
  lightRows(from !== "records");
  if (from === "text") state.mention = mark;
  else goToMark(mark === null ? next : mark, false);
  redrawLinks();
}

function openRecord(number, kind, item) {
  if (number !== state.article) showArticle(number);
  choose(kind, item, { from: "chart" });
}

function chooseNothing() {
  state.chosen = null;
  hideTip();
  lightMarks();
  lightRows(false);
  clearLinks();
}

// On a narrow window one of the three panes is seen at a time.
function showPane(name) {
  document.body.dataset.pane = name;
  document.querySelectorAll("#panes button").forEach((button) =>
    button.setAttribute("aria-pressed", String(button.dataset.pane === name)));
}
