// Filters, language, theme and the address: a copied address opens the same article in the same language.

function readHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const system = (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
  state.language = ["zh", "en"].includes(given.get("lang")) ? given.get("lang") : system;
  state.theme = ["light", "dark"].includes(given.get("theme")) ? given.get("theme") : "auto";
  if (given.has("article")) state.article = articles.findIndex((article) => article.id === given.get("article"));
}

function writeHash() {
  const said = new URLSearchParams();
  if (articles[state.article]) said.set("article", articles[state.article].id);
  said.set("lang", state.language);
  if (state.theme !== "auto") said.set("theme", state.theme);
  written = `#${said}`;
  if (location.hash !== written) location.replace(written);
}

let written = ""; // what this page itself put into the address

// Somebody gave the address another article, language or theme.
function listenToAddress() {
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    const shown = state.article;
    readHash();
    const wanted = state.article;
    state.article = shown;
    applyLanguage();
    refilter();
    if (wanted >= 0 && wanted !== shown) showArticle(wanted);
  });
}

function applyLanguage() {
  sayAll();
  byId("language").value = state.language;
  fill(byId("theme"), ["auto", "light", "dark"].map((theme) => [theme, say(`theme_${theme}`)]), state.theme);
  document.documentElement.dataset.theme = state.theme;
  const statuses = [...STATUSES, "none"].map((status) => [status, say(`status_${status}`)]);
  fill(byId("status"), [["", say("any_status")], ...statuses]);
  const currencies = [...new Set(articles.flatMap((article) => article.money.map((item) => item.currency)))].sort();
  fill(byId("currency"), [["", say("any_currency")], ...currencies.map((currency) => [currency, currency])]);
  nameRows();
  fillHelp();
}

const FIELDS = {
  search: (text) => (filter.search = folded(text.trim())),
  status: (text) => (filter.status = text),
  currency: (text) => (filter.currency = text),
  low: (text, field) => readAmount("low", text, field),
  high: (text, field) => readAmount("high", text, field),
  organization: (text) => (filter.organization = folded(text.trim())),
};

function readAmount(name, text, field) {
  const amount = typedAmount(text);
  field.setAttribute("aria-invalid", String(amount === undefined));
  filter[name] = amount === undefined ? null : amount;
}

function setField(name, text) {
  byId(name).value = text;
  FIELDS[name](text, byId(name));
  refilter();
}

function clearFilters() {
  Object.keys(FIELDS).forEach((name) => {
    byId(name).value = "";
    FIELDS[name]("", byId(name));
  });
  filter.kinds.clear();
  refilter();
}

// The names that hold what is typed, some of them: a list of all would be too long to draw.
function offerNames(text) {
  const typed = folded(text);
  const names = new Set();
  for (const article of articles) {
    for (const { name } of article.organizations) if (folded(name).includes(typed)) names.add(name);
    if (names.size >= 40) break;
  }
  byId("names").replaceChildren(...[...names].slice(0, 40).map((name) => option(name, name)));
}

let waiting = 0;

function buildControls() {
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    clearFilters();
  });
  Object.entries(FIELDS).forEach(([name, take]) => byId(name).addEventListener("input", (event) => {
    take(event.target.value, event.target);
    if (name === "organization") offerNames(event.target.value);
    clearTimeout(waiting);
    byId("list").setAttribute("aria-busy", "true");
    waiting = setTimeout(refilter, 90);
  }));
  byId("kinds").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { kind } = button.dataset;
    if (!filter.kinds.delete(kind)) filter.kinds.add(kind);
    refilter();
    byId("kinds").querySelector(`[data-kind="${kind}"]`).focus();
  });
  byId("language").addEventListener("change", (event) => {
    state.language = event.target.value;
    applyLanguage();
    refilter();
  });
  byId("theme").addEventListener("change", (event) => {
    state.theme = event.target.value;
    document.documentElement.dataset.theme = state.theme;
    writeHash();
  });
  byId("print-button").addEventListener("click", () => print());
  byId("overview-button").addEventListener("click", () => showOverview(byId("overview").hidden));
  showOverview(innerWidth > 900);
  byId("filters-button").addEventListener("click", (event) =>
    event.target.setAttribute("aria-expanded", String(byId("filters").classList.toggle("open"))));
  byId("panes").addEventListener("click", (event) => event.target.dataset.pane && showPane(event.target.dataset.pane));
  showPane("text");
  new ResizeObserver(redrawLinks).observe(byId("text"));
}

function showOverview(shown) {
  byId("overview").hidden = !shown;
  byId("overview-button").setAttribute("aria-expanded", String(shown));
  showCharts();
}
