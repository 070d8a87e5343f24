// The text of the shown article: a paragraph for each line, nested <mark> elements for its mentions.

// Builds the lines of a text. Consecutive pieces share the marks that they have in common, so that a
// mention is one element unless it crosses another one or the end of a line.
function linesOf(article) {
  const lines = [];
  let line, open;
  const begin = () => {
    line = element("p");
    open = [];
    lines.push(line);
  };
  const tip = () => (open.length ? open[open.length - 1].node : line);
  const put = (text, marks) => {
    let same = 0;
    while (same < open.length && same < marks.length && open[same].number === marks[same]) same += 1;
    open.length = same;
    for (const number of marks.slice(same)) {
      const kind = article.marks[number][0];
      const node = element("mark", { class: `ne-mark ${kind}`, "data-mark": number, tabindex: -1 });
      tip().append(node);
      open.push({ number, node });
    }
    tip().append(text);
  };
  begin();
  for (const piece of article.pieces) {
    const [text, ...marks] = typeof piece === "string" ? [piece] : piece;
    text.split("\n").forEach((part, at) => {
      if (at) begin();
      if (part) put(part, marks);
    });
  }
  return lines;
}

function showText(article) {
  const box = byId("text");
  if (!article || article.pieces === undefined) {
    box.replaceChildren(element("p", {}, article ? say("no_text") : ""));
    return;
  }
  let number = 0;
  const lines = linesOf(article);
  for (const line of lines) {
    if (line.textContent.trim()) line.dataset.number = number += 1;
    else line.className = "blank";
  }
  box.replaceChildren(...lines);
  const first = box.querySelector("mark");
  if (first) first.tabIndex = 0;
  muteMarks();
  highlightSearch();
}

const nodesOf = (number) => [...byId("text").querySelectorAll(`mark[data-mark="${number}"]`)];

function muteMarks() {
  byId("text").querySelectorAll("mark").forEach((node) => {
    node.classList.toggle("off", !KINDS.some((kind) => shows(kind) && node.classList.contains(kind)));
  });
}

// Lights up the marks of the chosen record and of those that it is tied to.
function lightMarks() {
  const box = byId("text");
  box.querySelectorAll(".lit, .tied").forEach((node) => node.classList.remove("lit", "tied"));
  box.querySelectorAll("p.here").forEach((node) => node.classList.remove("here"));
  if (!state.chosen) return;
  const article = articles[state.article];
  const { kind, item } = state.chosen;
  const light = (numbers, name) => numbers.flatMap(nodesOf).forEach((node) => node.classList.add(name));
  tiesOf(article, kind, item).forEach(([, other, at]) => light(marksOf(article, other, at), "tied"));
  light(marksOf(article, kind, item), "lit");
  box.querySelectorAll(".lit").forEach((node) => node.closest("p").classList.add("here"));
}

// Makes a mark the reader's place: it is what Tab comes back to, and it is brought into view.
function goToMark(number, focus) {
  const [node] = nodesOf(number);
  if (!node) return;
  byId("text").querySelectorAll('mark[tabindex="0"]').forEach((other) => (other.tabIndex = -1));
  node.tabIndex = 0;
  state.mention = number;
  if (focus) node.focus({ preventScroll: true });
  scrollTo(byId("article"), node);
}

// Brings a place into the middle of what is seen of its pane; the page itself moves only where it must.
function scrollTo(pane, node) {
  if (pane.scrollHeight <= pane.clientHeight) return node.scrollIntoView({ block: "center" });
  const seen = () => {
    const box = pane.getBoundingClientRect();
    return [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  };
  let [top, bottom] = seen();
  if (bottom - top < 200) {
    pane.parentElement.scrollIntoView({ block: "start" });
    [top, bottom] = seen();
  }
  const box = node.getClientRects()[0] || node.getBoundingClientRect();
  const away = box.top + box.height / 2 - (top + bottom) / 2;
  return pane.scrollTo({ top: pane.scrollTop + away });
}

// Shows where the searched words stand, without a change to the elements.
function highlightSearch() {
  if (!CSS.highlights) return;
  CSS.highlights.delete("found");
  if (!filter.search) return;
  const ranges = [];
  const walker = document.createTreeWalker(byId("text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.toLowerCase();
    for (let at = text.indexOf(filter.search); at >= 0; at = text.indexOf(filter.search, at + filter.search.length)) {
      const range = new Range();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + filter.search.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function listenToText() {
  const box = byId("text");
  box.addEventListener("click", (event) => {
    const node = event.target.closest("mark");
    if (!node) return;
    const number = Number(node.dataset.mark);
    const { kind, item } = markOf(articles[state.article], number);
    choose(kind, item, { mark: number, from: "text" });
  });
  box.addEventListener("mouseover", (event) => {
    const node = event.target.closest("mark");
    if (node) showTip(node, event);
    else hideTip();
  });
  box.addEventListener("mouseleave", hideTip);
  box.addEventListener("focusin", (event) => event.target.matches("mark:focus-visible") && showTip(event.target));
  box.addEventListener("focusout", hideTip);
}
