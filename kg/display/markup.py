"""Texts and names as HTML, each in its own direction."""

from __future__ import annotations

from html import escape

from kg.records import Entity
from kg.wording import is_rtl, names_of

__all__ = ["names_html", "run"]


def run(text: str, tag: str = "bdi") -> str:
    """Return a text as an escaped element of its own direction.

    >>> run("<b>")
    '<bdi>&lt;b&gt;</bdi>'
    >>> run("روسيا", "td")
    '<td dir="rtl" lang="ar">روسيا</td>'
    """
    direction = ' dir="rtl" lang="ar"' if is_rtl(text) else ""
    return f"<{tag}{direction}>{escape(text)}</{tag}>"


def names_html(entity: Entity) -> str:
    """Return `kg.wording.plain_names` as HTML, each name in its own direction."""
    return " · ".join(run(name) for name in names_of(entity))
