// The interface's words in both languages. Elements with data-w get their text from here, data-w-label
// their accessible name, data-w-title their tooltip, data-w-hint their placeholder.

const words = JSON.parse(byId("words").textContent);

function say(key, values = {}) {
  const text = words[state.language][key];
  if (text === undefined) throw new Error(`no word for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// The word for a value of a field: status "signed" is 签约.
const sayValue = (field, value) => (value === undefined ? "" : say(`${field}_${value}`));

function sayAll() {
  document.documentElement.lang = state.language;
  const put = (attribute, set) =>
    document.querySelectorAll(`[${attribute}]`).forEach((node) => set(node, say(node.getAttribute(attribute))));
  put("data-w", (node, text) => (node.textContent = text));
  put("data-w-label", (node, text) => node.setAttribute("aria-label", text));
  put("data-w-title", (node, text) => (node.title = text));
  put("data-w-hint", (node, text) => (node.placeholder = text));
}
