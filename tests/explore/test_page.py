"""The file: one for the same graph, self-contained, honest about what it leaves out."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg import pipeline
from kg.config import Config
from kg.errors import ConfigError, ResourceError
from kg.explore import make_page, sigma
from kg.explore.layout import place
from kg.graph.data import GraphData
from kg.ontology import Ontology
from kg.resources import read_yaml_file
from tests.explore.samples import SCRIPT, small_graph


def payload(html: bytes) -> dict:
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html.decode(), re.S)
    return json.loads(block)


def test_the_same_graph_gives_the_same_bytes_in_any_order_of_rows() -> None:
    data = small_graph()
    shuffled = {}
    for name in GraphData.__slots__:
        rows = list(getattr(data, name))
        random.Random(1).shuffle(rows)
        shuffled[name] = rows
    assert make_page(GraphData(**shuffled)).html == make_page(data).html


def test_the_same_graph_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from kg.explore import make_page; from tests.explore.samples import small_graph;"
        "sys.stdout.buffer.write(make_page(small_graph()).html)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == make_page(small_graph()).html


def test_the_page_asks_for_nothing_and_its_policy_allows_just_what_is_in_it() -> None:
    html = make_page(small_graph()).html.decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', html)[1]
    directives = dict(one.split(" ", 1) for one in policy.split("; "))
    inside = re.findall(r"<(script|style)>(.*?)</\1>", html, re.S)
    for kind in ("script", "style"):
        hashes = {
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for tag, text in inside
            if tag == kind
        }
        assert set(directives[f"{kind}-src"].split()) == hashes
    assert directives["default-src"] == "'none'"
    assert not re.search(r"""<(?:script|img|link|iframe)[^>]*\s(?:src|href)=|url\(|@import""", html)
    assert "unsafe" not in policy


def test_text_of_an_article_cannot_leave_its_block() -> None:
    html = make_page(small_graph()).html
    assert SCRIPT.encode() not in html
    assert payload(html)["documents"]["title"][0] == SCRIPT


def test_a_lone_surrogate_in_a_text_survives() -> None:
    data = small_graph()
    first = replace(data.documents[0], title="\ud83d half")
    page = make_page(replace(data, documents=[first, *data.documents[1:]]))
    assert payload(page.html)["documents"]["title"][0] == "\ud83d half"


def test_a_limit_keeps_the_best_supported_ties_and_says_so() -> None:
    page = make_page(small_graph(), limit=1)
    shown = payload(page.html)
    assert (page.ties, page.ties_total, page.left_out) == (1, 3, 2)
    assert [shown["relations"][number]["name"] for number in shown["links"]["relation"]] == ["SUPPLIES"]
    assert shown["counts"]["ties"] == 3
    assert shown["counts"]["ties_shown"] == 1


def test_an_empty_graph_has_a_page() -> None:
    assert payload(make_page(GraphData()).html)["links"]["subject"] == []


def test_every_text_and_every_relation_is_there_in_both_languages() -> None:
    strings = read_yaml_file(Path(sigma.__file__).parent / "strings.yaml")
    assert set(strings["relations"]) == {relation.name for relation in Ontology.default()}
    for one in (*strings["texts"].values(), *strings["relations"].values()):
        assert set(one) == {"ar", "en"}


def test_every_text_that_the_page_says_is_there_and_none_is_idle() -> None:
    folder = Path(sigma.__file__).parent
    texts = read_yaml_file(folder / "strings.yaml")["texts"]
    code = "".join(path.read_text() for path in sorted((folder / "web").glob("*.js")))
    said = set(re.findall(r'(?:say|about)\(\s*"([\w ]+)"', code))
    assert said <= set(texts)
    assert {name for name in texts if f'"{name}"' not in code and not re.search(rf"\b{name}:", code)} == set()


def test_a_library_of_another_make_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sigma, "MODULES", ("./node_modules/other.js",))
    with pytest.raises(ResourceError, match=r"pip install .ipysigma=="):
        sigma.chunks()


def test_a_layout_keeps_actors_apart_and_the_strongest_in_place() -> None:
    links = [(number % 60, (number * 7) % 500) for number in range(1500)]
    places = place(500, links)
    assert len(set(places)) == 500
    assert place(500, links) == places


def test_a_build_writes_the_page_and_takes_it_away_when_it_is_off(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("زار الرئيس الروسي فلاديمير بوتين الصين.", encoding="utf-8")
    config = Config().updated({"extraction": {"model": False}})
    result = pipeline.build([tmp_path / "a.txt"], tmp_path / "build", config)
    page = tmp_path / "build" / "explore.html"
    assert result.report["page"]["bytes"] == page.stat().st_size
    assert result.folder.manifest["files"]["explore.html"]
    off = config.updated({"build": {"explore": False}})
    assert off.build.explore == "off"
    result = pipeline.build([tmp_path / "a.txt"], tmp_path / "build", off)
    assert "page" not in result.report
    assert not page.exists()


@pytest.mark.parametrize("value", [0, -1, True, "many"])
def test_a_size_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(ConfigError, match=r"build\.explore"):
        Config().updated({"build": {"explore": value}})
