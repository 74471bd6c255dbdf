// The same graph as text: all actors and all ties that pass the filters.

function renderListView() {
  byId("view-list").replaceChildren(
    make(
      "div",
      { class: "half" },
      make("h2", {}, `${say("actors")} (${number(shownActors.length)})`),
      listOf(shownActors, actorLine, openActor),
    ),
    make(
      "div",
      { class: "half" },
      make("h2", {}, `${say("ties")} (${number(shownLinks.length)})`),
      listOf(shownLinks, linkLine, openLink),
    ),
  );
}
