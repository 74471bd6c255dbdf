"""One HTML file with everything in it: the page, its style and scripts, and the graph as data.

Text of articles is data: JSON in a block that no browser runs, put on the page as text. A policy in the
page itself lets only these scripts and this style act and allows no request at all.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from string import Template
from typing import Any, Literal

from kg.explore.layout import CORE
from kg.explore.payload import folding, payload, select
from kg.explore.sigma import chunks
from kg.graph.data import GraphData
from kg.resources import read_yaml_file

__all__ = ["TIES", "Language", "Page", "make_page", "write_page"]

Language = Literal["ar", "en"]

#: Ties that a page holds unless told otherwise: what a browser still moves smoothly.
TIES = 20_000
#: Our scripts, in the order in which they build on each other; they share one scope.
_SCRIPTS = (
    "library",
    "dom",
    "data",
    "words",
    "state",
    "filters",
    "drawn",
    "lists",
    "labels",
    "graph",
    "pointing",
    "details",
    "tables",
    "timeline",
    "matrix",
    "search",
    "panel",
    "main",
)


@dataclass(frozen=True, slots=True)
class Page:
    """The page, and how many of the build's ties it holds."""

    html: bytes
    ties: int
    ties_total: int

    @property
    def left_out(self) -> int:
        """Ties that were too many for the page."""
        return self.ties_total - self.ties


def make_page(data: GraphData, limit: int | None = TIES, language: Language | None = None) -> Page:
    """Return the page of a graph: the same graph, the same bytes.

    Parameters
    ----------
    data : GraphData
        The tables of a build.
    limit : int, optional
        Ties at most, those with the most independent sources; None for all. The page says what it leaves out.
    language : {"ar", "en"}, optional
        The language that the page opens in; by default that of the reader's browser.
    """
    selection = select(data, limit)
    content = {
        **payload(data, selection),
        "core": CORE,
        "language": language,
        "folding": folding(),
        "strings": _strings(),
    }
    style = _web("page.css")
    scripts = [*chunks(), _script()]
    html = Template(_web("page.html")).substitute(
        policy=_policy(style, scripts),
        style=style,
        data=_json(content),
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )
    return Page(html.encode("utf-8", "backslashreplace"), len(selection.ties), selection.ties_total)


def write_page(
    data: GraphData,
    path: str | PathLike[str],
    limit: int | None = TIES,
    language: Language | None = None,
) -> Page:
    """Write the page of a graph to a file and return it; see `make_page`."""
    page = make_page(data, limit, language)
    Path(path).write_bytes(page.html)
    return page


@cache
def _strings() -> Any:
    return read_yaml_file(Path(str(files("kg.explore").joinpath("strings.yaml"))))


@cache
def _web(name: str) -> str:
    return files("kg.explore").joinpath("web", name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    body = "\n".join(_web(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


def _json(value: Any) -> str:
    """Return JSON that cannot end the block it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")


def _policy(style: str, scripts: list[str]) -> str:
    hashes = " ".join(map(_hash, scripts))
    allowed = {"default-src": "'none'", "script-src": hashes, "style-src": _hash(style)}
    refused = {"base-uri": "'none'", "form-action": "'none'"}
    return "; ".join(f"{what} {whom}" for what, whom in {**allowed, **refused}.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"
