// The keyboard: arrows in the list and the tables, letters for articles and mentions.

const KEYS = [
  ["j k", "key_article"], ["n p", "key_mention"], ["↑ ↓ Home End", "key_rows"], ["Enter", "key_open"],
  ["/", "key_search"], ["Esc", "key_clear"], ["?", "key_help"],
];

function fillHelp() {
  const help = byId("help");
  const close = element("button", { type: "button" }, say("close"));
  close.addEventListener("click", () => help.close());
  const rowsOfKeys = KEYS.flatMap(([keys, word]) => [
    element("dt", {}, ...keys.split(" ").flatMap((key) => [element("kbd", {}, key), " "])), element("dd", {}, say(word))]);
  help.replaceChildren(element("h2", {}, say("keys")), element("dl", {}, ...rowsOfKeys), close);
}

// The next place to move to among siblings that are seen, or null when the key is no arrow.
function moved(key, node, all) {
  const at = all.indexOf(node);
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
  return goal === undefined ? null : all[Math.min(Math.max(goal, 0), all.length - 1)];
}

function moveInList(event, row) {
  const next = moved(event.key, row, rows.filter((one) => !one.hidden));
  if (next) {
    event.preventDefault();
    showArticle(Number(next.dataset.number));
    next.focus();
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    openArticle(Number(row.dataset.number));
  }
}

function moveInTable(event, row) {
  const next = moved(event.key, row, [...byId("records").querySelectorAll("tr[data-kind]")]);
  if (next) {
    event.preventDefault();
    makeStop(next);
    next.focus();
  } else if ((event.key === "Enter" || event.key === " ") && event.target === row) {
    event.preventDefault();
    choose(row.dataset.kind, Number(row.dataset.item), { from: "records" });
  }
}

function stepMention(steps) {
  const all = [...byId("text").querySelectorAll("mark:not(.off)")].map((node) => Number(node.dataset.mark));
  const numbers = [...new Set(all)];
  if (!numbers.length) return;
  const at = numbers.indexOf(state.mention);
  const next = numbers[at < 0 ? (steps > 0 ? 0 : numbers.length - 1) : (at + steps + numbers.length) % numbers.length];
  const { kind, item } = markOf(articles[state.article], next);
  showPane("text");
  choose(kind, item, { mark: next, from: "text" });
  goToMark(next, true);
  showTip(nodesOf(next)[0]);
}

const LETTERS = {
  j: () => showArticle(neighbour(1)),
  k: () => showArticle(neighbour(-1)),
  n: () => stepMention(1),
  p: () => stepMention(-1),
  "/": () => {
    byId("filters").classList.add("open");
    byId("search").focus();
  },
  "?": () => byId("help").showModal(),
};

function listenToKeys() {
  byId("help-button").addEventListener("click", () => byId("help").showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    const { target } = event;
    if (event.key === "Escape") return leave(target);
    if (target.matches("input, select")) return;
    const row = target.closest("#rows li, #records tr[data-kind]");
    if (row && row.matches("li")) moveInList(event, row);
    else if (row) moveInTable(event, row);
    else if (target.matches("#text mark") && event.key === "Enter") {
      target.click();
    }
    if (event.defaultPrevented || !listed.length || !LETTERS[event.key]) return;
    event.preventDefault();
    LETTERS[event.key]();
  });
}

// Escape: out of a field, or nothing chosen any more.
function leave(target) {
  if (target.matches("input")) target.blur();
  else chooseNothing();
}
