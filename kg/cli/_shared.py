"""Options, names and output that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from kg.records import Entity

BuildOption = Annotated[Path, typer.Option("--build", "-b", help="The build folder.", show_default=True)]
DEFAULT_BUILD = Path("build")
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]


def console() -> Console:
    """Return the console that commands print on."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def both_names(entity: Entity) -> str:
    """Return the Arabic name with the English one beside it, where there are two."""
    names = [name for name in (entity.name_ar, entity.name_en) if name]
    return " · ".join(names) or entity.name


def period(first: object, last: object) -> str:
    """Return a span of days as text: one day, a range, or nothing.

    >>> period("2024-06-19", "2024-06-19"), period("2024-01-01", "2024-12-31"), period(None, None)
    ('2024-06-19', '2024-01-01 – 2024-12-31', '')
    """
    if not first and not last:
        return ""
    if first == last:
        return str(first)
    return f"{first or ''} – {last or ''}".strip()
