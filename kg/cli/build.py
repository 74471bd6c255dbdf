"""`kg build`: texts in, a build folder out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli._shared import ConfigOption, console, load_config

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from kg.pipeline import BuildResult

PARTIAL = 3
_NAMED = 5


def build_cli(
    texts: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files and folders; - for JSON lines on standard input. None: the bundled sample."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The build folder.  [default: build]")
    ] = None,
    config: ConfigOption = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes.  [default: by the work]")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start over: forget what earlier builds did.")
    ] = False,
) -> None:
    """Build a graph of actors and ties from texts.

    Reads .txt, .md, .html, .jsonl, .csv, .tsv, .parquet and, with the extra pdf, .pdf. A second build of
    the same folder reads only what changed. Exit code 3: done, but some inputs were lost; each is named.

    Example: kg build articles/ --out build
    """
    from kg.api import sample_texts
    from kg.pipeline import build

    settings = load_config(config, {"build": {"workers": workers}})
    sample = not texts
    paths = [str(sample_texts())] if sample else list(texts or ())
    with _progress() as progress:
        result = build(paths, out, settings, fresh=fresh, progress=progress)
    _summarize(result, console(), sample=sample)
    if result.partial:
        raise typer.Exit(PARTIAL)


class _Bars:
    """Progress of a build as one bar a step, on standard error."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task = bars.add_task("starting", total=None)

    def step(self, name: str, total: int) -> None:
        self._bars.reset(self._task, description=name, total=total or 1, completed=0 if total else 1)

    def advance(self, count: int) -> None:
        self._bars.advance(self._task, count)


@contextmanager
def _progress() -> Iterator[_Bars]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Bars(bars)


def _summarize(result: BuildResult, out: Console, *, sample: bool) -> None:
    from rich.markup import escape

    counts, report = result.counts, result.report
    folder = escape(str(result.folder.path))
    if sample:
        out.print("The bundled sample: articles composed for kg, no news. Your own: kg build FOLDER")
    done = f"{result.documents_extracted} new, {result.documents_reused} as before, {result.seconds:.1f} s"
    out.print(f"[bold]{folder}[/bold]: {counts['documents']:,} documents ({done})")
    out.print(
        f"  {counts['mentions']:,} mentions of {counts['entities']:,} entities, "
        f"{counts['claims']:,} claims, {counts['ties']:,} ties"
    )
    _tell_page(report.get("page"), folder, out)
    for note in result.notes:
        out.print(f"  note: {note}")
    if remark := report.get("remark"):
        out.print(f"  {remark}")
    if report["drops"]:
        out.print("Set aside:")
    for code, count in report["drops"].items():
        out.print(f"  {count:>6,}  {report['reasons'][code]}  [dim]{code}[/dim]")
        for item in report["items"].get(code, ())[:_NAMED]:
            out.print(f"          {item['where']}: {item['why']}", markup=False)
        if (rest := len(report["items"].get(code, ())) - _NAMED) > 0:
            out.print(f"          and {rest} more, in {folder}/report.json")
    if counts["entities"]:
        where = "" if folder == "build" else f" --build {folder}"
        out.print(f"Next: kg stats{where} · kg show NAME{where} · kg export neo4j{where}")


def _tell_page(page: Mapping[str, Any] | None, folder: str, out: Console) -> None:
    """Print where the page is and what it lacks."""
    if page is None:
        return
    if failed := page.get("failed"):
        out.print(f"  note: there is no page. {failed}", markup=False)
        return
    out.print(f"  {folder}/explore.html: {page['bytes'] / 1e6:.1f} MB to open in a browser")
    if page["left_out"]:
        out.print(f"  note: it leaves out the {page['left_out']:,} least supported ties: see build.explore")
