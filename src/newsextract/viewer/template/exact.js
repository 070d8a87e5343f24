// Exact decimals. A value is a BigInt: how many of the smallest unit that any value on the page needs.
// Only the length of a bar is ever a float.

const decimalsOf = (text) => (text.split(".")[1] || "").length;
const stated = (item) => [item.value, item.low, item.high].filter((text) => text !== undefined);
const places = articles.reduce(
  (most, article) => article.money.reduce((so, item) => Math.max(so, ...stated(item).map(decimalsOf)), most),
  2,
);
const UNIT = 10n ** BigInt(places);

function exact(text) {
  const [whole, part = ""] = text.split(".");
  return BigInt(whole + part.slice(0, places).padEnd(places, "0"));
}

// The lower and the upper end of an amount; null when the text gives no number (数亿元).
function ends(item) {
  const numbers = stated(item);
  return numbers.length ? [exact(numbers[0]), exact(numbers[numbers.length - 1])] : null;
}

function plainNumber(value) {
  const sign = value < 0n ? "-" : "";
  const size = value < 0n ? -value : value;
  const part = places ? String(size % UNIT).padStart(places, "0").replace(/0+$/, "") : "";
  return sign + String(size / UNIT) + (part && "." + part);
}

// A sum in a reader's form: 亿 or 万 to two places, cut off rather than rounded up.
function shortNumber(value) {
  const size = value < 0n ? -value : value;
  for (const [unit, name] of [[10n ** 8n * UNIT, "亿"], [10n ** 4n * UNIT, "万"]]) {
    if (size >= unit) {
      const hundredths = (value * 100n) / unit;
      return (Number(hundredths) / 100).toLocaleString("en", { maximumFractionDigits: 2 }) + name;
    }
  }
  return plainNumber(value);
}

const grouped = (text) => text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

const MULTIPLES = new Map(Object.entries({
  "": 0, 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8, 十亿: 9, 百亿: 10, 千亿: 11, 万亿: 12,
}));

// What a reader typed as an amount: null for nothing, undefined for what is no amount.
function typedAmount(text) {
  const typed = text.normalize("NFKC").replace(/[\s,_元]/g, "");
  if (!typed) return null;
  const match = /^(\d{1,30})(?:\.(\d{1,12}))?(.*)$/.exec(typed);
  const zeros = match ? MULTIPLES.get(match[3]) : undefined;
  if (zeros === undefined) return undefined;
  const part = (match[2] || "").padEnd(zeros + places, "0");
  return BigInt(match[1] + part.slice(0, zeros + places));
}
