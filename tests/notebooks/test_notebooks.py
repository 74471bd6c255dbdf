"""The notebooks run from top to bottom on the sample, and show what their prose says that they show."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.notebooks.running import NOTEBOOKS

pytestmark = pytest.mark.skipif(not NOTEBOOKS.is_dir(), reason="the tests run without the repository")

_LARGEST = 300_000

Shown = Callable[[str], str]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """What the outputs of a notebook say, as one text; all notebooks work in one folder."""
    from tests.notebooks.running import run

    folder = tmp_path_factory.mktemp("notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(folder / ".ipython"))
        patch.setenv("PYTHONPATH", os.pathsep.join([str(NOTEBOOKS.parent), os.environ.get("PYTHONPATH", "")]))
        texts = {}
        for path in sorted(NOTEBOOKS.glob("*.ipynb")):
            outputs = [output for cell in run(path, folder).cells for output in cell.get("outputs", ())]
            texts[path.name[0]] = "\n".join(
                output.get("text")
                or output.data.get("text/html")
                or " ".join(output.data) + output.data["text/plain"]
                for output in outputs
            )
    return texts.__getitem__


def test_the_graph_shows_actors_in_both_scripts_and_a_picture(shown: Shown) -> None:
    first = shown("1")
    assert re.search(r'<td dir="rtl" lang="ar">روسيا</td><td>Russia</td>', first)
    assert re.search(
        r'<svg[^>]*>.*<text[^>]*direction="rtl"[^>]*>كوريا الشمالية</text>.*</svg>', first, re.DOTALL
    )


def test_one_actor_is_found_in_both_scripts(shown: Shown) -> None:
    assert len(re.findall("person/kim-jong-un$", shown("1"), re.MULTILINE)) == 3


def test_the_evidence_marks_who_supplies_whom(shown: Shown) -> None:
    assert re.search(
        r'<mark class="subject"[^>]*>كوريا الشمالية</mark> <mark class="trigger"[^>]*>سلمت</mark> '
        r'<mark class="object"[^>]*>روسيا</mark>',
        shown("1"),
    )


def test_the_answer_to_cypher_is_a_frame_from_right_to_left(shown: Shown) -> None:
    assert re.search(r'<div dir="rtl" lang="ar">فلاديمير بوتين</div></div></td>', shown("1"))


def test_months_are_counted_and_plotted(shown: Shown) -> None:
    analysis = shown("2")
    assert "material cooperation" in analysis
    assert analysis.count("image/png") == 2


def test_the_retold_article_and_the_contested_tie_are_found(shown: Shown) -> None:
    assert "روسيا وكوريا الشمالية توقعان معاهدة دفاع مشترك" in shown("2")
    assert re.search(r">negated<.*ونفت كوريا الشمالية مرارا تزويد روسيا بالأسلحة", shown("2"), re.DOTALL)


def test_the_widget_holds_the_graph(shown: Shown) -> None:
    assert re.search(r"Sigma\(nx.MultiDiGraph with \d+ nodes and \d+ edges\)", shown("2"))


def test_a_merge_makes_one_of_two_and_undo_gives_them_back(shown: Shown) -> None:
    checking = shown("3")
    before, after = map(int, re.search(r"(\d+) actors before, (\d+) after", checking).groups())
    assert after == before - 1
    opened = re.findall(r"<Graph build-checked: .*>", checking)
    assert len(opened) == 2
    assert opened[0] == opened[1]


def test_scores_are_those_of_the_annotated_sample(shown: Shown) -> None:
    assert "claim triple" in shown("3")
    assert "entity B3 (across documents)" in shown("3")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_saved_notebook_is_small_and_has_its_outputs(path: Path) -> None:
    assert path.stat().st_size < _LARGEST
    text = path.read_text(encoding="utf-8")
    assert '"output_type": "error"' not in text
    assert '"execution_count": 1' in text
    assert not re.search(r"at 0x[0-9a-f]{6,}|/tmp/", text)
