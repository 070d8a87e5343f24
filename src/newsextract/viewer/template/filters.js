// Which articles are listed. An article stays when its words hold the search, when it has every pressed
// label, and when for each other filter one of its records fits.

const filter = { search: "", kinds: new Set(), status: "", currency: "", low: null, high: null, organization: "" };

const folded = (text) => text.normalize("NFKC").toLowerCase();
const textOf = (article) => (article.pieces || []).map((piece) => (typeof piece === "string" ? piece : piece[0])).join("");

const haystacks = new WeakMap();
function haystack(article) {
  if (!haystacks.has(article)) {
    const names = [...article.projects, ...article.organizations].map((item) => item.name);
    const source = Object.values(article.source);
    haystacks.set(article, folded([article.title || "", article.id, ...source, textOf(article), ...names].join("\n")));
  }
  return haystacks.get(article);
}

// A range fits when it overlaps what is asked for. Amounts of another currency are compared as they stand.
function amountFits(item) {
  if (filter.currency && item.currency !== filter.currency) return false;
  if (filter.low === null && filter.high === null) return true;
  const found = ends(item);
  if (!found) return false;
  return (filter.low === null || found[1] >= filter.low) && (filter.high === null || found[0] <= filter.high);
}

const FACETS = [
  {
    active: () => filter.status !== "",
    kinds: ["projects", "project_groups"],
    fits: (item) => (item.status || "none") === filter.status,
  },
  {
    active: () => filter.currency !== "" || filter.low !== null || filter.high !== null,
    kinds: ["money"],
    fits: amountFits,
  },
  {
    active: () => filter.organization !== "",
    kinds: ["organizations"],
    fits: (item) => [item.name, ...item.aliases].some((name) => folded(name).includes(filter.organization)),
  },
];

function keeps(article) {
  if (filter.search && !haystack(article).includes(filter.search)) return false;
  for (const kind of filter.kinds) if (!article[kind].length) return false;
  return FACETS.every((facet) => !facet.active() || facet.kinds.some((kind) => article[kind].some(facet.fits)));
}

// Tells that a record is one that a filter asked for.
const isHit = (kind, item) =>
  FACETS.some((facet) => facet.active() && facet.kinds.includes(kind) && facet.fits(item));

const shows = (kind) => filter.kinds.size === 0 || filter.kinds.has(kind);

let listed = articles; // what the filters leave

function refilter() {
  byId("list").removeAttribute("aria-busy");
  listed = articles.filter(keeps);
  showList();
  showTotals();
  showCharts();
  const shown = articles[state.article];
  if (shown && listed.includes(shown)) return showArticle(state.article);
  return showArticle(listed.length ? articles.indexOf(listed[0]) : -1);
}
