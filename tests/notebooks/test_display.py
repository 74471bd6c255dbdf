"""What a notebook shows: both scripts, the right direction, and nothing that runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib import pyplot

import kg
from kg.display import plot_quads, plots, shaped, table
from kg.display.html import graph_html, sentences_html, ties_html
from kg.display.picture import picture
from kg.display.views import Sentences
from kg.display.widget import widget
from kg.graph.evidence import Evidence, Mark
from kg.graph.measures import QUADS
from kg.graph.ties import make_ties
from kg.records import Entity, EntityType
from kg.wording import is_rtl
from tests.builders import claim, document

ATTACK = "<script>alert(1)</script>"
NAMES = {"country/russia": ("روسيا", "Russia"), "country/north-korea": ("كوريا الشمالية", "North Korea")}
ENTITIES = {
    id_: Entity(id=id_, type=EntityType.COUNTRY, name=ar, name_ar=ar, name_en=en)
    for id_, (ar, en) in NAMES.items()
}
RUSSIA, KOREA = NAMES
CLAIMS = [
    claim(KOREA, "SUPPLIES", RUSSIA, start=0, attributed_to=RUSSIA),
    claim(KOREA, "ACCUSES", RUSSIA, start=10),
    claim(KOREA, "ALLY_OF", RUSSIA, start=20),
]
TIES = make_ties(CLAIMS, [document()])
SUPPLIES = next(tie for tie in TIES if tie.relation == "SUPPLIES")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("display")
    text = (
        f"العنوان: زيارة {ATTACK}\nالتاريخ: 2024-06-20\n\nزار الرئيس الروسي فلاديمير بوتين كوريا الشمالية.\n"
    )
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return kg.build(folder / "a.txt", folder / "build")


def sentences(text: str, marks: tuple[Mark, ...] = (), **values: object) -> str:
    found = replace(claim(KOREA, "SUPPLIES", RUSSIA, attributed_to=RUSSIA), sentence=text)
    return sentences_html(SUPPLIES, [Evidence(found, document(**values), marks)], ENTITIES)


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("روسيا", True), ("Russia", False), ("", False), ("2024–06", False), ("NATO والولايات المتحدة", True)],
)
def test_the_direction_is_that_of_most_letters(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


def test_a_sentence_is_marked_and_told_where_it_is_from() -> None:
    marks = (Mark(0, 5, "subject"), Mark(6, 10, "trigger"), Mark(11, 16, "object"))
    html = sentences("كوريا سلمت روسيا", marks, title="شحنة", source="وكالة", published_at=date(2024, 1, 20))
    for role, words in (("subject", "كوريا"), ("trigger", "سلمت"), ("object", "روسيا")):
        assert f'<mark class="{role}" title="{role}">{words}</mark>' in html
    assert '<p class="sentence" dir="rtl" lang="ar">' in html
    assert "2024-01-20" in html
    assert 'according to <bdi dir="rtl" lang="ar">روسيا</bdi> · <bdi>Russia</bdi>' in html


def test_words_of_an_article_never_run() -> None:
    html = sentences(ATTACK, (Mark(0, 4, "subject"),), title=ATTACK, source=ATTACK)
    html += graph_html(ATTACK, {id_: _renamed(id_) for id_ in ENTITIES}, TIES)
    html += table(pd.DataFrame({ATTACK: [ATTACK, [ATTACK], 1]}, index=[ATTACK, 2, 3])).to_html()
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)") > 20


def _renamed(id_: str) -> Entity:
    return Entity(id=id_, type=EntityType.COUNTRY, name=ATTACK, name_ar=ATTACK, name_en=ATTACK)


def test_a_picture_has_a_line_for_each_kind_of_tie_and_both_names() -> None:
    svg = ElementTree.fromstring(picture(ENTITIES, TIES))
    assert len(svg.findall("path")) == 3
    assert {text.text for text in svg.iter("text")} == {name for names in NAMES.values() for name in names}
    rtl = [text for text in svg.iter("text") if text.get("direction") == "rtl"]
    assert {text.text for text in rtl} == {"روسيا", "كوريا الشمالية"}


def test_a_picture_is_the_same_for_ties_in_any_order_and_holds_the_strongest() -> None:
    many = [claim(f"country/{n}", "AIDS", RUSSIA, start=10 * n) for n in range(30)]
    many += [claim("country/7", "AIDS", RUSSIA, "document/b", start=5)]
    entities = {
        id_: Entity(id=id_, type=EntityType.COUNTRY, name=id_)
        for one in many
        for id_ in (one.subject_id, one.object_id)
    }
    ties = make_ties(many, [document(), document("document/b")])
    svg = picture(entities, ties)
    assert svg == picture(entities, ties[::-1])
    assert svg.count("<circle") == 12
    assert ">country/7</text>" in svg


def test_names_in_a_picture_do_not_overlap() -> None:
    many = [claim(f"country/{n}", "AIDS", RUSSIA, start=10 * n) for n in range(11)]
    name = "المحكمة الجنائية الدولية"
    ids = {one.subject_id for one in many} | {RUSSIA}
    entities = {
        id_: Entity(id=id_, type=EntityType.COUNTRY, name=name, name_ar=name, name_en="International Court")
        for id_ in ids
    }
    svg = ElementTree.fromstring(picture(entities, make_ties(many, [document()])))
    places = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in svg.iter("circle")]
    sides = [sorted(y for x, y in places if (x > 310) is right) for right in (True, False)]
    assert all(below - above >= 28 for side in sides for above, below in pairwise(side))


def test_a_graph_without_ties_is_its_counts() -> None:
    assert "<table" not in graph_html("Graph", ENTITIES, ())
    assert ties_html((), lambda tie: Sentences((), tie, ENTITIES)).count("No ties.") == 1


def test_many_ties_are_cut_and_the_rest_counted() -> None:
    html = ties_html(TIES * 20, lambda tie: Sentences((), tie, ENTITIES))
    assert html.count("<details>") == 40
    assert "and 20 more" in html


def test_the_graph_its_ties_and_sentences_show_themselves(graph: kg.Graph) -> None:
    found = graph.evidence("بوتين:VISITED:كوريا الشمالية")
    assert found == tuple(found)
    assert "فلاديمير بوتين" in graph._repr_html_()
    assert ">فلاديمير بوتين</mark>" in found._repr_html_()
    assert "<details>" in graph.ties_of("بوتين")._repr_html_()
    assert "<script" not in graph._repr_html_() + found._repr_html_() + graph.ties_of("بوتين")._repr_html_()
    assert repr(found).splitlines()[0] == "<1 sentence for person/vladimir-putin:VISITED:country/north-korea>"
    assert "person/vladimir-putin:VISITED:country/north-korea · 1 claim · 1 source" in repr(
        graph.ties_of("بوتين")
    )


def test_frames_of_the_graph_carry_names_beside_ids(graph: kg.Graph) -> None:
    months = graph.dyad_months(by_side=True)
    assert months[["left_name", "right_name"]].values.tolist() == [["كوريا الشمالية", "روسيا"]]
    assert graph.name("country/russia") == "روسيا"
    assert graph.name(graph.documents["id"][0]).startswith("زيارة")
    assert graph.name("no id") == "no id"
    assert graph.reports("document")["voice_name"][0].startswith("زيارة")
    assert "subject" not in graph.claims.columns
    assert list(graph.named(graph.claims)["object"]).count("كوريا الشمالية") >= 1
    for frame in (
        graph.timeline("بوتين"),
        graph.agreement(),
        graph.contested(),
        graph.dyads(),
        graph.communities(),
    ):
        assert isinstance(frame, pd.DataFrame)


def test_a_table_runs_arabic_from_right_to_left_and_shortens_values() -> None:
    frame = pd.DataFrame(
        {
            "name": ["روسيا", "Russia", None],
            "day": pd.to_datetime(["2024-06-19", None, None]),
            "share": [0.123456, None, 1.0],
            "ids": [("a", "b"), (), ["c"]],
        }
    )
    html = table(frame).to_html()
    assert '<div dir="rtl" lang="ar">روسيا</div>' in html
    assert "<div>Russia</div>" in html
    assert ">2024-06-19<" in html
    assert ">0.12<" in html
    assert "a، b" in html
    assert "00:00" not in html
    assert "None" not in html
    assert "nan" not in html.lower()
    assert html == table(frame).to_html()


def test_a_joined_word_is_narrower_than_its_letters() -> None:
    figure = pyplot.figure()

    def width(text: str) -> float:
        return figure.text(0, 0, text, size=40).get_window_extent(figure.canvas.get_renderer()).width

    try:
        assert width(shaped("ببببب")) < 0.7 * 5 * width("ب")
    finally:
        pyplot.close(figure)


def test_letters_are_joined_and_turned_for_an_older_matplotlib_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matplotlib.__version__", "3.11.0")
    plots._shapes_itself.cache_clear()
    assert shaped("كم") == "كم"
    monkeypatch.setattr("matplotlib.__version__", "3.10.9")
    plots._shapes_itself.cache_clear()
    assert shaped("كم") == "\ufee2\ufedb"
    plots._shapes_itself.cache_clear()


def test_cooperation_goes_up_and_conflict_down() -> None:
    rows = {"month": pd.to_datetime(["2024-06-01", "2024-06-01"]), **{quad: [1, 2] for quad in QUADS}}
    ax = plot_quads(pd.DataFrame(rows))
    heights = [patch.get_height() for patch in ax.patches]
    assert heights == [3, 3, -3, -3]
    assert [patch.get_y() for patch in ax.patches] == [0, 3, 0, -3]


def test_the_widget_shows_the_strongest_actors_with_both_names() -> None:
    sigma = widget(ENTITIES, TIES, limit=500)
    assert sorted(node["attributes"]["label"] for node in sigma.data["nodes"]) == [
        "روسيا · Russia",
        "كوريا الشمالية · North Korea",
    ]
    assert {edge["attributes"]["kind"] for edge in sigma.data["edges"]} == {
        "cooperation",
        "conflict",
        "other",
    }
    assert sigma.data == widget(ENTITIES, TIES[::-1], limit=500).data
    assert len(widget(ENTITIES, TIES, limit=1).data["nodes"]) == 1
