// Totals and charts of the listed articles. Amounts of different currencies are never added up.

const MOST_BARS = 5;

// The projects with a stated investment in one currency, the largest first.
function largestProjects(from, currency) {
  const found = [];
  for (const article of from) {
    article.projects.forEach((project, item) => {
      if (project.investment === undefined) return;
      const money = article.money[itemById(article.money, project.investment)];
      const size = ends(money);
      if (money.currency === currency && size) found.push({ article, project, item, money, size: size[0], shown: money.shown });
    });
  }
  return found.sort((one, other) => (one.size < other.size ? 1 : one.size > other.size ? -1 : 0));
}

// The currencies of the projects' investments, the one with most projects first.
function currenciesOfProjects() {
  const counts = new Map();
  for (const article of listed) {
    for (const { investment } of article.projects) {
      if (investment === undefined) continue;
      const { currency } = article.money[itemById(article.money, investment)];
      counts.set(currency, (counts.get(currency) || 0) + 1);
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1]).map(([currency]) => currency);
}

// The sum in one currency; an amount that two projects of an article share counts once.
function sumOfProjects(currency) {
  const seen = new Set();
  return largestProjects(listed, currency).reduce((sum, { money, size }) => {
    if (seen.has(money)) return sum;
    seen.add(money);
    return sum + size;
  }, 0n);
}

function showTotals() {
  const pairs = KINDS.map((kind) => [kind, say(kind), listed.reduce((sum, article) => sum + article[kind].length, 0)]);
  byId("kinds").replaceChildren(...pairs.map(([kind, name, count]) =>
    element("button", { type: "button", class: `kind ${kind}`, "data-kind": kind, "aria-pressed": String(filter.kinds.has(kind)) },
      name, element("b", {}, String(count)))));
  const sums = currenciesOfProjects().map((currency) => `${shortNumber(sumOfProjects(currency))} ${currency}`);
  const entry = (name, text, title) => element("div", { title }, element("dt", {}, name), element("dd", {}, text));
  byId("totals").replaceChildren(
    ...pairs.map(([, name, count]) => entry(name, String(count))),
    entry(say("sum"), sums.join(" · ") || "–", say("sum_title")),
  );
}

function showCharts() {
  if (byId("overview").hidden) return;
  byId("charts").replaceChildren(chartOfProjects(), chartOfRoles(), chartOfStatuses(), chartOfOrganizations());
}

function chartOfProjects() {
  const currencies = currenciesOfProjects();
  const currency = filter.currency || (currencies.includes(state.currency) ? state.currency : currencies[0] || "CNY");
  const rows = largestProjects(listed, currency).slice(0, MOST_BARS).map(({ article, project, item, size, shown }) => ({
    name: project.name, value: Number(size), shown, kind: "projects", note: article.title || article.id,
    act: () => openRecord(articles.indexOf(article), "projects", item),
  }));
  const others = currencies.filter((other) => other !== currency);
  const select = element("select", { id: "chart-currency", "aria-label": say("currency") });
  fill(select, (currencies.length ? currencies : [currency]).map((one) => [one, one]), currency);
  select.addEventListener("change", () => {
    state.currency = select.value;
    showCharts();
    byId("chart-currency").focus();
  });
  const note = others.length ? say("other_currencies", { list: others.join("、") }) : null;
  return bars(say("largest"), rows, note, others.length && !filter.currency ? select : null);
}

// Counts the values that a function yields for each listed article, the most frequent first.
function counted(values) {
  const counts = new Map();
  for (const article of listed) for (const [key, more] of values(article)) counts.set(key, (counts.get(key) || 0) + more);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

function chartOfRoles() {
  const found = counted((article) => article.money.map((item) => [item.role, 1]));
  return bars(say("by_role"), found.slice(0, MOST_BARS + 1).map(([role, count]) => (
    { name: say(`role_${role}`), value: count, shown: String(count), kind: "money" })));
}

function chartOfStatuses() {
  const counts = new Map(counted((article) => article.projects.map((project) => [project.status || "none", 1])));
  const rows = [...STATUSES, "none"].filter((status) => counts.has(status)).map((status) => ({
    name: say(`status_${status}`), value: counts.get(status), shown: String(counts.get(status)), kind: "projects",
    pressed: filter.status === status,
    act: () => setField("status", filter.status === status ? "" : status),
  }));
  return bars(say("by_status"), rows);
}

function chartOfOrganizations() {
  const found = counted((article) => article.organizations.map((item) => [item.name, item.mentions.length]));
  return bars(say("by_mentions"), found.slice(0, MOST_BARS + 1).map(([name, count]) => ({
    name, value: count, shown: String(count), kind: "organizations",
    pressed: filter.organization === folded(name),
    act: () => setField("organization", filter.organization === folded(name) ? "" : name),
  })));
}
