// The filters as a form.

/** Build the form anew; focus stays where it was. */
function renderPanel() {
  const focused = document.activeElement?.id;
  byId("filters-title").textContent = say("filters");
  byId("filter-fields").replaceChildren(
    make("p", {}, button(say("reset"), clearFilters, { id: "reset", hidden: !isFiltered() })),
    checkboxes("kind", say("kind_of_tie"), KINDS, (kind) => [bar(kind), say(kind)]),
    relationField(),
    checkboxes("type", say("kind_of_actor"), TYPES, (type) => [dot(type), say(type)]),
    make(
      "fieldset",
      {},
      make("legend", {}, say("status")),
      checks("polarity", LISTS.polarity, say),
      checks("modality", LISTS.modality, say),
    ),
    dateFields(),
    confidenceField(),
    checkboxes("source", say("source"), LISTS.source, (source) => isolated(source || say("no_source"))),
  );
  if (focused?.startsWith("filter-")) byId(focused)?.focus();
}

function checkboxes(name, legend, all, label) {
  return make("fieldset", {}, make("legend", {}, legend), checks(name, all, label));
}

function checks(name, all, label) {
  return make(
    "div",
    { class: "checks" },
    all.map((one, at) => {
      const box = make("input", {
        type: "checkbox",
        id: `filter-${name}-${at}`,
        checked: state[name].includes(one),
        onchange: () => toggle(name, one),
      });
      return make("label", {}, box, make("span", {}, label(one)));
    }),
  );
}

function toggle(name, one) {
  const kept = state[name].includes(one)
    ? state[name].filter((other) => other !== one)
    : [...state[name], one];
  show({ [name]: LISTS[name].filter((other) => kept.includes(other)) });
}

function relationField() {
  const present = DATA.relations.filter((relation) => links.some((link) => link.relation === relation));
  const option = (relation) =>
    make(
      "option",
      { value: relation.name, selected: relation.name === state.relation },
      relationName(relation),
    );
  return make(
    "label",
    { class: "field" },
    say("relation"),
    make(
      "select",
      { id: "filter-relation", onchange: (event) => show({ relation: event.target.value }) },
      make("option", { value: "" }, say("all_relations")),
      present.map(option),
    ),
  );
}

function dateFields() {
  const field = (name) =>
    make(
      "label",
      {},
      say(name),
      make("input", {
        type: "date",
        id: `filter-${name}`,
        value: state[name],
        onchange: (event) => show({ [name]: event.target.value }),
      }),
    );
  return make(
    "fieldset",
    {},
    make("legend", {}, say("date")),
    field("from"),
    field("to"),
    make("p", { class: "quiet" }, say("date_hint")),
  );
}

function confidenceField() {
  const turn = (event) => show({ confidence: Number(event.target.value) }, { replace: true });
  return make(
    "label",
    { class: "field" },
    `${say("confidence")}: `,
    make("b", {}, state.confidence.toFixed(2)),
    make("input", {
      type: "range",
      id: "filter-confidence",
      min: "0",
      max: "1",
      step: "0.05",
      value: String(state.confidence),
      oninput: turn,
    }),
  );
}
