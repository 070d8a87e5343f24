// Lines over the text from a project to its amount and its companies (from a group to its totals).

const ARROW = 7;

// The pair of marks that stand nearest to each other, one of each record; one inside the other shows little
// (a company's name in its project's), so such a pair is taken only when there is no other.
function nearestPair(article, from, to) {
  let best = null;
  for (const one of from) {
    for (const other of to) {
      const [, , start, end] = article.marks[one];
      const [, , otherStart, otherEnd] = article.marks[other];
      const overlap = start < otherEnd && otherStart < end;
      const distance = Math.abs(start - otherStart) + (overlap ? 1e9 : 0);
      if (!best || distance < best.distance) best = { one, other, distance };
    }
  }
  return best;
}

// The lines to draw for a record: the project or group is always the start.
function linesFor(article, kind, item) {
  const found = [];
  for (const [word, other, at] of tiesOf(article, kind, item)) {
    const forward = kind === "projects" || kind === "project_groups";
    const [start, end] = forward ? [[kind, item], [other, at]] : [[other, at], [kind, item]];
    const pair = nearestPair(article, marksOf(article, ...start), marksOf(article, ...end));
    if (pair) found.push({ word: forward ? word : backward(word, article, start, end), kind: end[0], from: pair.one, to: pair.other });
  }
  return found;
}

// What a tie is called from its project's side.
function backward(word, article, [kind, item], [, money]) {
  if (word === "builds") return "builders";
  if (word === "of_project") return "investment";
  return article[kind][item].completed === article.money[money].id ? "completed_total" : "total";
}

function drawLinks(kind, item) {
  clearLinks();
  const article = articles[state.article];
  const box = byId("text");
  const lines = linesFor(article, kind, item);
  if (!lines.length) return;
  const svg = drawn("svg", { "aria-hidden": "true" });
  const names = []; // on top of all lines, so that none strikes a word out
  const origin = box.getBoundingClientRect();
  lines.forEach((line) => {
    const [from, to] = [nodesOf(line.from)[0], nodesOf(line.to)[0]];
    if (!from || !to) return;
    const { group, name } = drawLine(middle(from, origin), middle(to, origin), line);
    svg.append(group);
    names.push(name);
  });
  svg.append(...names);
  box.append(svg);
}

const clearLinks = () => byId("text").querySelectorAll("svg").forEach((svg) => svg.remove());

function middle(node, origin) {
  const box = node.getClientRects()[0] || node.getBoundingClientRect();
  return { x: box.left + box.width / 2 - origin.left, top: box.top - origin.top, bottom: box.bottom - origin.top };
}

// On one line of text an arc above it; between lines a curve from the edge of one to the edge of the other.
function drawLine(from, to, { word, kind }) {
  const group = drawn("g", { class: `${kind}`, "data-link": word });
  const level = Math.abs(from.top - to.top) < 8;
  const down = to.top > from.top;
  const start = { x: from.x, y: level || !down ? from.top : from.bottom };
  const end = { x: to.x, y: level || down ? to.top : to.bottom };
  const lift = level ? -Math.min(26, 12 + Math.abs(end.x - start.x) / 14) : (end.y - start.y) * 0.45;
  const bend = level ? [start.y + lift, end.y + lift] : [start.y + lift, end.y - lift];
  const path = `M${start.x},${start.y} C${start.x},${bend[0]} ${end.x},${bend[1]} ${end.x},${end.y}`;
  const side = level || down ? -ARROW : ARROW;
  const head = `${end.x},${end.y} ${end.x - 4},${end.y + side} ${end.x + 4},${end.y + side}`;
  group.append(drawn("path", { class: "link", d: path }), drawn("polygon", { class: "link-head", points: head }));
  const centre = { x: (start.x + end.x) / 2, y: level ? start.y + lift * 0.75 : (start.y + end.y) / 2 };
  return { group, name: lineName(say(word), centre, kind) };
}

function lineName(text, { x, y }, kind) {
  const group = drawn("g", { class: `link-name ${kind}` });
  const width = [...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 11.5 : 6.5), 10);
  group.append(drawn("rect", { x: x - width / 2, y: y - 8, width, height: 16, rx: 8 }), drawn("text", { x, y }, text));
  return group;
}

// The lines of what is chosen, drawn anew: after a hover, or when the text has another width.
function redrawLinks() {
  if (state.chosen) drawLinks(state.chosen.kind, state.chosen.item);
  else clearLinks();
}
