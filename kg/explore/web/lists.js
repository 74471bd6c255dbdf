// Lists of buttons: arrow keys go through them, and long ones are shown a part at a time.

const PART = 100;

/**
 * Make a list with a line for each thing. `line` returns the children of its button, or of the line itself
 * where there is nothing to open; `open` is what the button does.
 */
function listOf(things, line, open) {
  const list = make("ul", { class: "list", onkeydown: listKey });
  const addPart = (from) => {
    const lines = things.slice(from, from + PART).map((thing) =>
      make(
        "li",
        {},
        button("", () => open(thing), { class: "line" }),
      ),
    );
    lines.forEach((one, number) => one.firstChild.append(...line(things[from + number])));
    list.append(...lines);
    const left = things.length - from - PART;
    if (left > 0)
      list.append(
        make(
          "li",
          {},
          button(say("more", { n: left }), (event) => showMore(event, from + PART), { class: "more" }),
        ),
      );
  };
  const showMore = (event, from) => {
    const item = event.target.parentElement;
    const before = item.previousElementSibling;
    item.remove();
    addPart(from);
    before.nextElementSibling.firstChild.focus();
  };
  addPart(0);
  return list;
}

/** Arrow keys, Home and End move between the lines of a list and of those above and below it. */
function listKey(event) {
  const buttons = [...event.currentTarget.closest("aside, .half, .view").querySelectorAll(".list button")];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined || !buttons[to]) return;
  buttons[to].focus();
  event.preventDefault();
}

const dot = (type) =>
  make("span", { class: "disc", style: { background: `var(--${type})` }, "aria-hidden": "true" });
const bar = (kind) =>
  make("span", {
    class: "line-mark",
    style: { background: `var(--${kind.replaceAll(" ", "-")})` },
    "aria-hidden": "true",
  });
const isolated = (text) => make("bdi", {}, text);

/** Return the children of an actor's line: its colour, name and number of ties. */
function actorLine(actor) {
  return [
    dot(actor.type),
    make("bdi", { class: "grow" }, nameOf(actor)),
    make("span", { class: "quiet" }, say("ties_n", { n: actor.links.length })),
  ];
}

/** Return the children of a tie's line: subject, relation, object, and what supports it. */
function linkLine(link) {
  return [
    bar(link.kind),
    make(
      "span",
      { class: "grow" },
      isolated(nameOf(link.subject)),
      " ",
      arrow(link),
      " ",
      isolated(nameOf(link.object)),
    ),
    make("span", { class: "quiet" }, say("sources_n", { n: link.sources })),
  ];
}

/** Return a tie's line as its actor sees it: the relation, whither it goes, and the other end. */
function linkLineFor(actor) {
  return (link) => {
    const other = otherEnd(link, actor);
    const outward = link.subject === actor;
    const sign = link.relation.symmetric ? "↔" : outward === (state.language === "en") ? "→" : "←";
    return [
      bar(link.kind),
      make(
        "span",
        { class: "grow" },
        make("b", {}, relationName(link.relation)),
        ` ${sign} `,
        isolated(nameOf(other)),
      ),
      make("span", { class: "quiet" }, say("sources_n", { n: link.sources })),
    ];
  };
}

/** Return the relation with an arrow in the direction of reading: from the subject, named first, to the object. */
function arrow(link) {
  const sign = link.relation.symmetric ? "↔" : state.language === "ar" ? "←" : "→";
  return make("span", { class: "relation" }, make("b", {}, relationName(link.relation)), ` ${sign}`);
}

const openActor = (actor) => show({ selected: actor.id });
const openLink = (link) => show({ selected: link.id });
