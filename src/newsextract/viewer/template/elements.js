// Making elements. Text goes into text nodes only, never into markup: whatever an article says is inert.

function element(name, options = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (key === "class") node.className = value;
    else if (value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function drawn(name, attributes = {}, text = null) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== null) node.textContent = text;
  return node;
}

// How many columns a text takes where a Chinese character takes two.
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud800-\udbff]/;

function shortened(text, columns) {
  let used = 0;
  let kept = "";
  for (const sign of text) {
    used += WIDE.test(sign) ? 2 : 1;
    if (used > columns) return kept + "…";
    kept += sign;
  }
  return kept;
}

function option(value, text) {
  const node = element("option", { value }, text);
  return node;
}

// Puts choices into a <select> and keeps the one that was chosen, when it is still there.
function fill(select, choices, chosen = select.value) {
  select.replaceChildren(...choices.map(([value, text]) => option(value, text)));
  select.value = choices.some(([value]) => value === chosen) ? chosen : choices.length ? choices[0][0] : "";
}
