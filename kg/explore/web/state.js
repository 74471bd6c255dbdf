// What is shown, kept in the address: a view can be linked to, and Back goes back.

const VIEWS = ["graph", "list", "timeline", "matrix"];
const KINDS = [
  "material cooperation",
  "verbal cooperation",
  "verbal conflict",
  "material conflict",
  "neutral",
  "standing",
];
const TYPES = ["Country", "Person", "Organization", "Group", "Place"];
const LISTS = {
  type: TYPES,
  kind: KINDS,
  source: [...new Set(texts.map((text) => text.source ?? ""))].sort(),
  polarity: ["asserted", "negated"],
  modality: ["actual", "planned", "possible"],
};
const DEFAULTS = {
  language: DATA.language ?? (navigator.language.startsWith("ar") ? "ar" : "en"),
  view: "graph",
  selected: "",
  scope: "core",
  near: [],
  type: LISTS.type,
  kind: LISTS.kind,
  source: LISTS.source,
  relation: "",
  from: "",
  to: "",
  confidence: 0,
  polarity: ["asserted"],
  modality: ["actual"],
};
const FILTERS = ["type", "kind", "source", "relation", "from", "to", "confidence", "polarity", "modality"];

/** What is shown now. */
let state = { ...DEFAULTS };

const sameValue = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Return the state that an address tells of; what it leaves out, or gets wrong, is as at first. */
function parseState(hash) {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const read = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS)) {
    if (!told.has(name)) continue;
    if (Array.isArray(DEFAULTS[name])) read[name] = told.getAll(name).filter((one) => one !== NONE);
    else if (name === "confidence") read[name] = Math.min(1, Math.max(0, Number(told.get(name)) || 0));
    else read[name] = told.get(name);
  }
  for (const [name, all] of Object.entries(LISTS)) read[name] = all.filter((one) => read[name].includes(one));
  if (!VIEWS.includes(read.view)) read.view = DEFAULTS.view;
  if (!["ar", "en"].includes(read.language)) read.language = DEFAULTS.language;
  return read;
}

/** What stands in the address for a list from which everything was taken. */
const NONE = "-";

/** Return the address of a state: only what differs from the first view. */
function formatState(shown) {
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(shown)) {
    if (sameValue(value, DEFAULTS[name])) continue;
    for (const one of Array.isArray(value) ? (value.length ? value : [NONE]) : [value])
      told.append(name, one);
  }
  return `#${told}`;
}

/** Show something else. A step can be gone back to, unless it only turns a knob further. */
function show(changes, { replace = false } = {}) {
  const address = formatState({ ...state, ...changes });
  if (replace) location.replace(address);
  else location.hash = address;
}

const isFiltered = () => FILTERS.some((name) => !sameValue(state[name], DEFAULTS[name]));
const clearFilters = () => show(Object.fromEntries(FILTERS.map((name) => [name, DEFAULTS[name]])));
