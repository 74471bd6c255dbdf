// What the page says, in the reader's language, and names, numbers and days as that language writes them.

const TEXTS = DATA.strings.texts;

/** Return a text of the page; `values` fill in its {…}, and `n` chooses its form by number. */
function say(key, values = {}) {
  const text = TEXTS[key][state.language];
  const form = typeof text === "string" ? text : (text[pluralForm(values.n)] ?? text.other);
  return form.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.n) : values[name]));
}

function pluralForm(n) {
  return new Intl.PluralRules(state.language).select(n);
}

function number(n) {
  return typeof n === "number" ? n.toLocaleString("en") : String(n);
}

/** Return the name of an actor in the reader's language, or the one it has. */
function nameOf(actor) {
  return (state.language === "ar" ? actor.name_ar : actor.name_en) ?? actor.name;
}

/** Return the name of an actor in the other language, where it has one of its own. */
function otherNameOf(actor) {
  const other = state.language === "ar" ? actor.name_en : actor.name_ar;
  return other === nameOf(actor) ? null : other;
}

function namesOfAll(some) {
  return new Intl.ListFormat(state.language).format(some.map(nameOf));
}

function relationName(relation) {
  return DATA.strings.relations[relation.name][state.language];
}

/** Return a tie in words, as a title for those who cannot see the arrow. */
function linkText(link) {
  return `${nameOf(link.subject)} – ${relationName(link.relation)} – ${nameOf(link.object)}`;
}

function day(iso) {
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(iso).toLocaleDateString(state.language === "ar" ? "ar-u-nu-latn" : "en-GB", format);
}

/** Return a stretch of days: one day, a month or a year where it is just that, or from when to when. */
function period(from, to) {
  if (from === to) return day(from);
  if (from.endsWith("-01-01") && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
  if (from.endsWith("-01") && to === lastOfMonth(from)) return month(from);
  return `${day(from)} – ${day(to)}`;
}

/** Return when the event of a claim was, as exactly as its sentence tells; nothing where it tells nothing. */
function eventTime({ start, end, precision }) {
  if (start && end) return period(start, end);
  if (!start && !end) return "";
  const point = start ?? end;
  const when = precision === "year" ? point.slice(0, 4) : precision === "month" ? month(point) : day(point);
  return say(start ? "since" : "until", { when });
}

function month(iso) {
  const format = { month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(iso).toLocaleDateString(state.language === "ar" ? "ar-u-nu-latn" : "en-GB", format);
}

function lastOfMonth(iso) {
  const [year, month] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** Return whether a text is to be read from right to left. */
const isArabic = (text) => /[\u0590-\u08ff]/.test(text);
