// Claims in time: a bar for each month, or year where there are many; then the claims one by one.

const MOST_BARS = 60;
const MOST_LABELS = 10;
const LONGEST_GAP = 5;

function renderTimeline() {
  const about = selectedActors();
  const told = claimsAbout(about);
  const dated = told
    .filter((claim) => claim.from)
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
  byId("view-timeline").replaceChildren(
    make("p", { class: "quiet" }, say("timeline_hint")),
    make(
      "p",
      {},
      about.length ? make("strong", {}, say("only_selected", { who: namesOfAll(about) })) : "",
      state.from || state.to
        ? button(say("all_time"), () => show({ from: "", to: "" }), { id: "all-time" })
        : "",
    ),
    dated.length ? bars(dated) : make("p", { class: "message" }, say("nothing")),
    make("p", { class: "quiet" }, undatedWords(told.length - dated.length)),
    listOf(dated, claimLine, (claim) => openLink(claim.link)),
  );
}

const undatedWords = (n) => (n ? say("undated_n", { n }) : "");

/** Return the claims of the shown links that are about all of the given actors. */
function claimsAbout(about) {
  const isAbout = (link) => about.every((actor) => link.subject === actor || link.object === actor);
  return shownLinks.filter(isAbout).flatMap((link) => link.shown);
}

function claimLine(claim) {
  const when = eventTime(claim) || say("published", { when: day(claim.text.published) });
  return [make("span", { class: "when" }, when), ...linkLine(claim.link).slice(0, 2)];
}

/** Return the bars: what is not conflict stands on the middle line, conflict hangs from it, on one scale. */
function bars(dated) {
  const stretches = stretchesOf(dated);
  const counts = stretches.map(({ some }) => countsOf(some));
  const most = {
    up: Math.max(1, ...counts.map((count) => count.up)),
    down: Math.max(1, ...counts.map((count) => count.conflict)),
  };
  return make(
    "div",
    { class: "bars", role: "group", "aria-label": say("timeline"), onkeydown: barKey },
    stretches.map(({ name, label }, at) =>
      name
        ? barOf(name, label, counts[at], most)
        : make("span", { class: "gap", "aria-hidden": "true" }, "⋯"),
    ),
  );
}

/**
 * Return the stretches of time from the first claim to the last: months, or years if that makes too many. Each has
 * its name (2024-06), its claims and perhaps a label; many empty ones in a row are one without a name.
 */
function stretchesOf(dated) {
  const [first, last] = [dated[0].from, dated.at(-1).from];
  const months = withoutGaps(dated, monthsBetween(first.slice(0, 7), last.slice(0, 7)));
  const stretches = months.length <= MOST_BARS ? months : withoutGaps(dated, yearsBetween(first, last));
  const every = Math.ceil(stretches.length / MOST_LABELS);
  stretches.forEach((stretch, at) => (stretch.label = labelOf(stretch, stretches[at - 1], at % every === 0)));
  return stretches;
}

/** Label the first stretch, those after a gap, and then each January, or each so many years. */
function labelOf({ name }, before, turn) {
  if (!before?.name) return name;
  if (name?.length === 7) return name.endsWith("-01") ? name.slice(0, 4) : "";
  return turn ? name : "";
}

function withoutGaps(dated, names) {
  const byName = Map.groupBy(dated, (claim) => claim.from.slice(0, names[0].length));
  const stretches = [];
  let empty = [];
  for (const name of names) {
    const stretch = { name, some: byName.get(name) ?? [] };
    if (!stretch.some.length) {
      empty.push(stretch);
      continue;
    }
    stretches.push(...(empty.length > LONGEST_GAP ? [{ name: "", some: [] }] : empty), stretch);
    empty = [];
  }
  return stretches;
}

function yearsBetween(first, last) {
  const years = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++)
    years.push(String(year).padStart(4, "0"));
  return years;
}

function monthsBetween(first, last) {
  return yearsBetween(first, last)
    .flatMap((year) =>
      Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}`),
    )
    .filter((month) => month >= first && month <= last);
}

function countsOf(some) {
  const count = (side) => some.filter((claim) => broadKind(claim.link.kind) === side).length;
  const [cooperation, conflict] = [count("cooperation"), count("conflict")];
  return { cooperation, conflict, other: some.length - cooperation - conflict, up: some.length - conflict };
}

function barOf(stretch, label, count, most) {
  const [from, to] =
    stretch.length === 4
      ? [`${stretch}-01-01`, `${stretch}-12-31`]
      : [`${stretch}-01`, lastOfMonth(`${stretch}-01`)];
  const told = ["cooperation", "conflict"].map((side) => `${say(side)} ${count[side]}`);
  const words = `${period(from, to)}: ${told.join(", ")}, ${say("claims_n", { n: count.up + count.conflict })}`;
  const part = (kind, n) =>
    make("span", { class: "part", style: { "flex-grow": n, background: `var(--${kind})` } });
  const gap = (n) => make("span", { style: { "flex-grow": n } });
  return button(
    [
      make(
        "span",
        { class: "pile", style: { "flex-grow": most.up } },
        gap(most.up - count.up),
        part("standing", count.other),
        part("cooperation", count.cooperation),
      ),
      make(
        "span",
        { class: "pile", style: { "flex-grow": most.down } },
        part("conflict", count.conflict),
        gap(most.down - count.conflict),
      ),
      make("span", { class: "year" }, label),
    ],
    () => show({ from, to }),
    { class: "bar", "aria-label": words, title: words, disabled: !(count.up + count.conflict) },
  );
}

/** Arrow keys go through the bars, in the direction in which they stand. */
function barKey(event) {
  const forward = state.language === "ar" ? "ArrowLeft" : "ArrowRight";
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const step = event.key === forward ? 1 : -1;
  const bars = [...event.currentTarget.querySelectorAll("button:enabled")];
  bars[bars.indexOf(document.activeElement) + step]?.focus();
}
