// Beside the view: the overview, an actor, the ties of two actors, or a tie with its sentences.

function renderDetails() {
  const { actor, link, pair } = selection();
  const content = actor
    ? actorDetails(actor)
    : link
      ? linkDetails(link)
      : pair
        ? pairDetails(pair)
        : overview();
  const aside = byId("details");
  aside.replaceChildren(...content);
  aside.classList.toggle("open", Boolean(actor || link || pair));
  aside.scrollTop = 0;
}

function heading(text, above = null) {
  return make(
    "div",
    { class: "details-heading" },
    make("div", { class: "grow" }, above, make("h2", { id: "details-title", tabindex: "-1" }, text)),
    button("✕", () => show({ selected: "" }), {
      class: "close",
      "aria-label": say("close"),
      title: say("close"),
    }),
  );
}

function overview() {
  return [
    make("h2", { id: "details-title", tabindex: "-1" }, say("overview")),
    make("p", { class: "quiet" }, say("how_to")),
    make("h3", {}, say("strongest_ties")),
    listOf(shownLinks.slice(0, 12), linkLine, openLink),
    make("h3", {}, say("strongest_actors")),
    listOf(shownActors.slice(0, 12), actorLine, openActor),
  ];
}

// An actor.

function actorDetails(actor) {
  const near = state.near.includes(actor.id);
  const neighbours = near ? state.near.filter((id) => id !== actor.id) : [...state.near, actor.id];
  return [
    heading(
      [dot(actor.type), isolated(nameOf(actor))],
      otherNameOf(actor) && make("p", { class: "quiet" }, isolated(otherNameOf(actor))),
    ),
    make("p", { class: "quiet" }, actorFacts(actor).join(" · ")),
    hasHiddenNeighbours(actor) || near
      ? make(
          "p",
          {},
          button(
            say(near ? "hide_neighbours" : "show_neighbours"),
            () => show({ near: neighbours, view: "graph" }),
            { id: "neighbours" },
          ),
        )
      : null,
    ...namesOf(actor),
    ...officesOf(actor),
    ...tiesOf(actor),
  ].filter(Boolean);
}

function actorFacts(actor) {
  const facts = [
    say(actor.type),
    actor.iso3,
    actor.wikidata,
    say("mentions_n", { n: actor.mentions }),
    say("documents_n", { n: actor.documents }),
  ];
  return facts.filter(Boolean);
}

function namesOf(actor) {
  if (!actor.aliases.length) return [];
  const names = actor.aliases.map((name) => make("li", {}, isolated(name)));
  return [make("h3", {}, say("names")), make("ul", { class: "names" }, names)];
}

/** Return the posts that claims name, each with where it is held. */
function officesOf(actor) {
  const offices = new Map();
  for (const link of actor.links.filter((link) => link.subject === actor))
    for (const claim of link.shown)
      if (claim.office) offices.set(`${claim.office} ${link.object.id}`, { office: claim.office, link });
  if (!offices.size) return [];
  const line = ({ office, link }) => [
    make("span", { class: "grow" }, isolated(office), " — ", isolated(nameOf(link.object))),
  ];
  return [make("h3", {}, say("offices")), listOf([...offices.values()], line, ({ link }) => openLink(link))];
}

function tiesOf(actor) {
  if (!actor.links.length) return [make("p", {}, say("no_ties"))];
  return KINDS.flatMap((kind) => {
    const some = actor.links
      .filter((link) => link.kind === kind)
      .sort((one, other) => other.sources - one.sources);
    return some.length
      ? [make("h3", {}, bar(kind), say(kind)), listOf(some, linkLineFor(actor), openLink)]
      : [];
  });
}

// Two actors.

function pairDetails([one, other]) {
  const between = one.links.filter((link) => otherEnd(link, one) === other);
  between.sort((first, second) => second.sources - first.sources);
  return [
    heading(say("between", { a: nameOf(one), b: nameOf(other) })),
    between.length ? listOf(between, linkLine, openLink) : make("p", {}, say("no_ties")),
  ];
}

// A tie.

function linkDetails(link) {
  const shown = link.shown.length ? link.shown : link.claims;
  const hidden = link.claims.length - shown.length;
  return [
    heading(linkHeading(link), make("p", { class: "quiet" }, bar(link.kind), say(link.kind))),
    make("p", { class: "quiet" }, linkFacts(shown)),
    isTie(link) ? null : make("p", { class: "notice" }, say("not_a_tie")),
    make(
      "p",
      { class: "key" },
      ["subject", "trigger", "object"].map((role) => [make("mark", { class: role }, say(role)), " "]),
    ),
    make("ol", { class: "evidence", "aria-label": say("evidence") }, shown.map(evidence)),
    hidden ? make("p", { class: "quiet" }, say("filtered_out", { n: hidden })) : null,
  ].filter(Boolean);
}

function linkHeading(link) {
  const open = (actor) => button(isolated(nameOf(actor)), () => openActor(actor), { class: "name" });
  return [open(link.subject), " ", arrow(link), " ", open(link.object)];
}

function linkFacts(shown) {
  const sources = new Set(shown.map((claim) => claim.text.origin)).size;
  const days = shown
    .flatMap((claim) => [claim.start, claim.end])
    .filter(Boolean)
    .sort();
  const facts = [
    say("sources_n", { n: sources }),
    say("claims_n", { n: shown.length }),
    days.length ? period(days[0], days.at(-1)) : "",
  ];
  return facts.filter(Boolean).join(" · ");
}

function evidence(claim) {
  return make(
    "li",
    {},
    make(
      "blockquote",
      { dir: isArabic(claim.sentence) ? "rtl" : "ltr", lang: isArabic(claim.sentence) ? "ar" : "en" },
      marked(claim),
    ),
    make("p", { class: "origin" }, origin(claim.text)),
    make(
      "p",
      { class: "quiet" },
      claimFacts(claim).map((fact, at) => [at ? " · " : "", fact]),
    ),
  );
}

/** Return a sentence with the words of subject, trigger and object marked, and named to a screen reader. */
function marked({ sentence, marks }) {
  const parts = [];
  let done = 0;
  for (let at = 0; at < marks.length; at += 3) {
    const [start, end, role] = marks.slice(at, at + 3);
    parts.push(
      sentence.slice(done, start),
      make(
        "mark",
        { class: role, title: say(role) },
        make("span", { class: "unseen" }, `[${say(role)}] `),
        sentence.slice(start, end),
      ),
    );
    done = end;
  }
  return [...parts, sentence.slice(done)];
}

function origin(text) {
  const title = text.title ?? `${say("untitled")} (${text.path})`;
  const name = /^https?:/.test(text.url ?? "")
    ? make("a", { href: text.url, rel: "noreferrer", target: "_blank" }, title)
    : make("cite", {}, title);
  return [isolated(name), text.source ? [" · ", isolated(text.source)] : ""];
}

function claimFacts(claim) {
  const about = (key, name, value) => (value ? say(key, { [name]: value }) : "");
  const status = [claim.polarity, claim.modality].filter((word) => !["asserted", "actual"].includes(word));
  return [
    ...status.map((word) => make("span", { class: `status ${word}` }, say(word))),
    claim.speaker
      ? button(say("according_to", { who: nameOf(claim.speaker) }), () => openActor(claim.speaker), {
          class: "name",
        })
      : "",
    about("event", "when", eventTime(claim)),
    claim.text.published ? say("published", { when: day(claim.text.published) }) : say("undated"),
    claim.place ? say("place_is", { where: nameOf(claim.place) }) : "",
    about("item_is", "what", [claim.quantity, claim.item].filter(Boolean).join(" ")),
    about("office_is", "what", claim.office),
    about("referred", "what", claim.reference?.split(":")[0]),
    make("span", { title: claim.extractor }, say("sure", { n: claim.confidence.toFixed(2) })),
  ].filter(Boolean);
}
