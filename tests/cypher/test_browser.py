"""Neo4j Browser as `kg neo4j browser` leads into it: first what it offers, then a person's way through it."""

from __future__ import annotations

import base64
import io
import re
import shlex
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.cli.neo4j import browser_cli
from kg.errors import DatabaseError
from kg.neo4j import Server, connect
from kg.neo4j.browser import browser_address, browser_link, file_server
from kg.neo4j.graphs import check_graph
from kg.ontology import Ontology
from kg.query.library import favourites, questions, start_query, style, write_library
from kg.query.script import read_script
from kg.records import EntityType
from tests.cypher.conftest import Place

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TITLES = [file.read_text(encoding="utf-8").splitlines()[0].removeprefix("// ") for file in questions()]
PARAMETERS = "kg: Parameters — المعاملات"


def test_archive_holds_the_files_as_they_are_and_what_sets_their_parameters() -> None:
    with zipfile.ZipFile(io.BytesIO(favourites("my graph"))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    parameters = held.pop("kg/00-parameters.cypher").decode()

    assert held == {f"kg/{file.name}": file.read_bytes() for file in questions()}
    names = set().union(*(read_script(file).defaults for file in questions()))
    assert set(re.findall(r'"(\w+)": "', parameters)) == names
    assert parameters.startswith(f"// {PARAMETERS}\n")
    assert '{"graph": "my graph", ' in parameters


def test_archive_is_the_same_every_time() -> None:
    assert favourites() == favourites()
    with zipfile.ZipFile(io.BytesIO(favourites())) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_style_colours_every_type_and_relation() -> None:
    rules = dict(re.findall(r"^(\S+) \{\n(.*?)^\}", style().decode(), re.M | re.S))
    colours = {type_: re.search(r"\bcolor: (#\w+)", rules[f"node.{type_}"])[1] for type_ in EntityType}
    assert len(set(colours.values())) == len(colours)
    assert all("caption: '{name}'" in rules[f"node.{type_}"] for type_ in EntityType)
    assert all(
        65 <= int(re.search(r"diameter: (\d+)px", rules[f"node.{one}"])[1]) <= 80 for one in EntityType
    )

    by_quad: dict[str | None, set[str]] = {}
    for relation in Ontology.default():
        rule = rules[f"relationship.{relation.name}"]
        by_quad.setdefault(relation.quad, set()).add(rule)
        assert "caption: '{relation} ({claim_count})'" in rule
    assert all(len(found) == 1 for found in by_quad.values())


def test_start_query_needs_no_parameters() -> None:
    text = start_query('a "graph"')
    assert not read_script(text).statements[0].uses
    assert r'{graph: "a \"graph\""}' in text
    assert "//" not in text


def test_library_is_written_to_a_folder(tmp_path: Path) -> None:
    write_library(tmp_path / "questions")
    written = {path.name for path in (tmp_path / "questions").iterdir()}
    assert written == {*(file.name for file in questions()), "kg.grass", "kg-queries.zip"}


@pytest.mark.parametrize(
    ("uri", "settings", "address"),
    [
        ("bolt://localhost:7687", {"http": "localhost:7474"}, "http://localhost:7474/browser/"),
        ("neo4j://10.0.0.7:7687", {"http": ":8080"}, "http://10.0.0.7:8080/browser/"),
        ("bolt://[::1]:7687", {"http": "localhost:7474"}, "http://[::1]:7474/browser/"),
        ("neo4j+s://db.example", {"https": "0.0.0.0:7473"}, "https://db.example:7473/browser/"),
        ("bolt://localhost:7687", None, "http://localhost:7474/browser/"),  # not an administrator
    ],
)
def test_address_has_the_host_that_answered(uri: str, settings: dict[str, str] | None, address: str) -> None:
    class Settings:
        server = Server(uri=uri)

        def read(self, text: str) -> list[dict[str, str]]:
            if settings is None:
                raise DatabaseError("neo4j may not ask.", None)
            rows = [
                {"name": f"server.{name}.advertised_address", "value": one} for name, one in settings.items()
            ]
            return [*rows, *({"name": f"server.{name}.enabled", "value": "true"} for name in settings)]

    assert browser_address(Settings()) == address  # type: ignore[arg-type]


def test_link_holds_login_and_query_and_no_password() -> None:
    server = Server(uri="bolt://localhost:7687", user="an@lyst", password="secret", database="news")
    link = browser_link("http://localhost:7474/browser/", server, "MATCH (n) RETURN 'ب&ت'")
    assert "secret" not in link
    assert parse_qs(urlsplit(link).query) == {
        "dbms": ["bolt://an%40lyst@localhost:7687"],
        "preselectAuthMethod": ["NATIVE"],
        "db": ["news"],
        "cmd": ["edit"],
        "arg": ["MATCH (n) RETURN 'ب&ت'"],
    }


@pytest.fixture
def port() -> Iterator[int]:
    with file_server({"kg.grass": b"node {}"}) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_files_are_for_this_machine_and_any_page_on_it(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/kg.grass") as answer:
        assert answer.read() == b"node {}"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    asked = HTTPConnection("127.0.0.1", port)
    asked.request("OPTIONS", "/kg.grass", headers={"Access-Control-Request-Headers": "sentry-trace"})
    assert asked.getresponse().status == 204


@pytest.mark.parametrize("path", ["/", "/pyproject.toml", "/../pyproject.toml", "/kg.grass/.."])
def test_nothing_else_is_served(port: int, path: str) -> None:
    asked = HTTPConnection("127.0.0.1", port)
    asked.request("GET", path)
    assert asked.getresponse().status == 404


def test_taken_port_is_told() -> None:
    with (
        file_server({}) as server,
        pytest.raises(DatabaseError, match=rf"^Port {server.server_port} is taken"),
        file_server({}, server.server_port),
    ):
        pass


@pytest.mark.neo4j
def test_missing_graph_is_told_with_those_that_are_there(
    neo4j_server: Server, on_server: dict[str, Place]
) -> None:
    with connect(neo4j_server) as connection:
        check_graph(connection, on_server["sample"].graph)
        with pytest.raises(
            DatabaseError, match=f"holds no graph nowhere; there are: .*{on_server['sample'].graph}"
        ):
            check_graph(connection, "nowhere")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page of Chromium."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(30_000)
    yield page
    page.close()


@pytest.fixture
def told(neo4j_server: Server, on_server: dict[str, Place], tmp_path: Path) -> Iterator[str]:
    """What `kg neo4j browser` prints for the sample, while it runs."""
    password = tmp_path / "password"
    password.write_text(neo4j_server.password or "", encoding="utf-8")
    (example,) = re.findall(r"Example: kg (.+)", browser_cli.__doc__ or "")
    words = [neo4j_server.uri if word.startswith("bolt:") else word for word in shlex.split(example)]
    options = ["--user", neo4j_server.user, "--password-file", password, "--graph", on_server["sample"].graph]
    command = [sys.executable, "-m", "kg", *words, *options]
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        yield "".join(iter(process.stdout.readline, "Ctrl-C ends.\n"))
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


@pytest.mark.neo4j
def test_person_finds_style_questions_and_a_picture_with_arabic_names(
    told: str, page: Page, neo4j_server: Server
) -> None:
    link = told.partition("\n")[0]
    try:
        urllib.request.urlopen(link.partition("?")[0]).close()
    except urllib.error.URLError as error:
        pytest.skip(f"this server has no Neo4j Browser: {error}")
    page.goto(link)
    page.get_by_test_id("password").fill(neo4j_server.password or "")
    page.get_by_test_id("connect").click()
    page.get_by_test_id("frameCommand").filter(has_text=":play start").wait_for()
    page.get_by_test_id("editor-Run").click()
    page.locator("g.node").first.wait_for()

    type_in(page, re.search(r":style \S+", told)[0])
    page.get_by_test_id("frame").filter(has_text="node.Country").wait_for()
    drop(page, urllib.request.urlopen(re.search(r"http://\S+\.zip", told)[0]).read())
    page.get_by_test_id("navigationFavorites").click()
    page.get_by_test_id("expandFolder-kg").click()
    names = page.locator("[data-testid^='scriptTitle-kg: ']")
    names.nth(len(TITLES)).wait_for()
    assert sorted(names.all_inner_texts()) == sorted([*TITLES, PARAMETERS])

    run_favourite(page, PARAMETERS)
    page.get_by_text("Successfully set your parameters.").wait_for()
    run_favourite(page, "kg: Who supplies whom — من يزوّد من")
    page.get_by_test_id("frame").first.get_by_text("ألف حاوية").first.wait_for()
    run_favourite(page, "kg: Strongest ties — أقوى العلاقات")
    frame = page.get_by_test_id("frame").first
    russia = frame.locator("g.node").filter(has_text=re.compile(r"^\s*روسيا\s*$")).locator("circle.b-outline")
    russia.wait_for()
    assert (russia.get_attribute("fill"), russia.get_attribute("r")) == ("#2f6fb0", "40")
    korea = frame.locator("g.node").filter(has_text=re.compile(r"^\s*كوريا\s+الشمالية\s*$"))
    assert korea.count() == 1


def type_in(page: Page, text: str) -> None:
    page.locator(".monaco-editor textarea").first.focus()
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def run_favourite(page: Page, name: str) -> None:
    item = page.get_by_test_id("savedScriptListItem").filter(has=page.get_by_test_id(f"scriptTitle-{name}"))
    item.get_by_test_id("savedScriptsButton-Run").click()


def drop(page: Page, archive: bytes) -> None:
    """Drop a file on the page as the mouse does."""
    page.evaluate(
        """data => {
            const bytes = Uint8Array.from(atob(data), char => char.charCodeAt(0))
            const dataTransfer = new DataTransfer()
            dataTransfer.items.add(new File([bytes], "kg-queries.zip", {type: "application/zip"}))
            const target = document.elementFromPoint(700, 500)
            for (const name of ["dragenter", "dragover", "drop"])
                target.dispatchEvent(new DragEvent(name, {bubbles: true, cancelable: true, dataTransfer}))
        }""",
        base64.b64encode(archive).decode(),
    )
