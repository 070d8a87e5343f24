// What a mention says when the pointer or the keyboard is on it: value, comparator, rule, links.

function factsOf(article, kind, item) {
  const record = article[kind][item];
  const facts = [];
  const add = (word, value) => value !== undefined && value !== "" && facts.push([say(word), String(value)]);
  if (record.value !== undefined) add("value", grouped(record.value) + (record.currency ? ` ${record.currency}` : ""));
  if (record.low !== undefined) add("range", `${grouped(record.low)} – ${grouped(record.high)} ${record.currency || ""}`);
  add("comparator", sayValue("comparator", record.comparator));
  add("role", sayValue("role", record.role));
  add("unit", sayValue("unit", record.unit));
  add("per", record.per);
  add("metric", record.metric);
  add("direction", sayValue("direction", record.direction));
  add("basis", sayValue("basis", record.basis));
  add("status", sayValue("status", record.status));
  add("type", sayValue("type", record.type));
  add("count", record.count);
  add("filter", record.filter);
  add("location", record.location);
  if (record.aliases) add("aliases", record.aliases.join("、"));
  for (const [word, other, at] of tiesOf(article, kind, item)) add(word, titleOf(article, other, at));
  return facts;
}

// What a record is called: its name, or the words and the value of an amount.
function titleOf(article, kind, item) {
  const record = article[kind][item];
  if (record.name !== undefined) return record.name;
  return record.shown === undefined ? record.text : `${record.text} = ${record.shown}`;
}

function tipSection(article, number) {
  const { kind, item, from, to, rule } = markOf(article, number);
  const facts = [...factsOf(article, kind, item), [say("rule"), rule], [say("place"), `${from}–${to}`]];
  return element("section", { class: kind },
    element("h4", {}, element("span", { class: "kind" }, say(kind)), titleOf(article, kind, item)),
    element("dl", {}, ...facts.flatMap(([word, value]) => [element("dt", {}, word), element("dd", {}, value)])));
}

// The marks around a place in the text, the innermost first.
function marksAround(node) {
  const numbers = [];
  for (let at = node; at && at.id !== "text"; at = at.parentElement) {
    if (at.matches("mark") && !at.classList.contains("off")) numbers.push(Number(at.dataset.mark));
  }
  return numbers;
}

let described = null;

function showTip(node, pointer = null) {
  const article = articles[state.article];
  const numbers = marksAround(node);
  if (!numbers.length) return hideTip();
  const tip = byId("tip");
  tip.replaceChildren(...numbers.map((number) => tipSection(article, number)));
  tip.hidden = false;
  const owner = tiedOne(article, numbers);
  placeTip(tip, node, pointer, owner ? 36 : 10);
  if (described) described.removeAttribute("aria-describedby");
  described = node;
  node.setAttribute("aria-describedby", "tip");
  if (owner) drawLinks(owner.kind, owner.item);
  return undefined;
}

// Whose links to draw: a project's or group's before those of what stands inside its name.
function tiedOne(article, numbers) {
  const tied = numbers.map((number) => markOf(article, number)).filter(({ kind, item }) => tiesOf(article, kind, item).length);
  return tied.find(({ kind }) => kind.startsWith("project")) || tied[0];
}

// Above the line that is pointed at, so that what follows can be read on, with room for
// the arcs of its links; under it where there is no room.
function placeTip(tip, node, pointer, gap) {
  const boxes = [...node.getClientRects()];
  const box = (pointer && boxes.find((one) => pointer.clientY >= one.top - 2 && pointer.clientY <= one.bottom + 2)) || boxes[0];
  const { width, height } = tip.getBoundingClientRect();
  const above = box.top - height - gap;
  const top = above >= 4 ? above : box.bottom + 8;
  tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  tip.style.top = `${top}px`;
}

function hideTip() {
  if (byId("tip").hidden) return;
  byId("tip").hidden = true;
  if (described) described.removeAttribute("aria-describedby");
  described = null;
  redrawLinks();
}
