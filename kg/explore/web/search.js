// Find an actor by a name in either script: a text field with a list of what fits.

const MOST_HITS = 12;
let hits = [];
let hitAt = -1;

function buildSearch() {
  byId("search").append(
    make("label", { for: "query", class: "unseen" }),
    make("input", {
      id: "query",
      type: "search",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      "aria-controls": "hits",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      oninput: () => renderHits(),
      onkeydown: searchKey,
      onblur: closeHits,
    }),
    make("ul", { id: "hits", role: "listbox", hidden: true }),
  );
}

function renderSearchWords() {
  byId("search").firstChild.textContent = say("search");
  byId("query").placeholder = `${say("search")} (${say("search_hint")})`;
  byId("hits").setAttribute("aria-label", say("actors"));
}

/** Return the actors whose names hold all words asked for; those that begin so before the others. */
function find(query) {
  const asked = fold(query);
  if (!asked) return [];
  const found = actors.map((actor) => ({
    actor,
    rank: Math.min(...actor.keys.map((key) => rankOf(key, asked))),
  }));
  const fitting = found.filter(({ rank }) => rank < Infinity);
  return fitting
    .sort((one, other) => one.rank - other.rank || one.actor.number - other.actor.number)
    .map(({ actor }) => actor);
}

function rankOf(key, asked) {
  if (key === asked) return 0;
  if (key.startsWith(asked)) return 1;
  const words = key.split(" ");
  const parts = asked.split(" ");
  if (parts.every((part) => words.some((word) => word.startsWith(part) || word === `ال${part}`))) return 2;
  return parts.every((part) => key.includes(part)) ? 3 : Infinity;
}

function renderHits() {
  const query = byId("query").value;
  const found = find(query);
  hits = found.slice(0, MOST_HITS);
  hitAt = hits.length ? 0 : -1;
  byId("hits").replaceChildren(
    ...hits.map((actor, at) =>
      make(
        "li",
        {
          id: `hit-${at}`,
          role: "option",
          "aria-selected": String(at === hitAt),
          onmousedown: (event) => chooseHit(event, at),
        },
        dot(actor.type),
        make("bdi", { class: "grow" }, nameOf(actor)),
        make("bdi", { class: "quiet" }, otherNameOf(actor) ?? ""),
      ),
    ),
    ...(hits.length || !query.trim() ? [] : [make("li", { class: "quiet" }, say("no_actor"))]),
  );
  const open = Boolean(query.trim());
  byId("hits").hidden = !open;
  byId("query").setAttribute("aria-expanded", String(open));
  markHit();
  if (open) announce(say("found", { n: found.length }));
}

function markHit() {
  [...byId("hits").children].forEach((item, at) => item.setAttribute("aria-selected", String(at === hitAt)));
  byId(`hit-${hitAt}`)?.scrollIntoView({ block: "nearest" });
  if (hitAt >= 0) byId("query").setAttribute("aria-activedescendant", `hit-${hitAt}`);
  else byId("query").removeAttribute("aria-activedescendant");
}

function searchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) hitAt = (hitAt + step + hits.length) % hits.length;
  else if (event.key === "Enter" && hits[hitAt]) return chooseHit(event, hitAt);
  else if (event.key === "Escape" && byId("query").value) byId("query").value = "";
  else return;
  event.preventDefault();
  event.stopPropagation();
  if (step) markHit();
  else closeHits();
}

function chooseHit(event, at) {
  event.preventDefault();
  byId("query").value = "";
  closeHits();
  focusDetails = true;
  openActor(hits[at]);
}

function closeHits() {
  byId("hits").hidden = true;
  byId("query").setAttribute("aria-expanded", "false");
  byId("query").removeAttribute("aria-activedescendant");
}
