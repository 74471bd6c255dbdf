"""`kg evaluate`: scores against annotations, and speed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli._shared import JsonOption, console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evaluation.reports import Report, Table

app = typer.Typer(
    help="Score names, claims and events against annotations; measure speed.", no_args_is_help=True
)

_PARTIAL = 3
DataOption = Annotated[
    str,
    typer.Option(
        "--data",
        help="sample (ships with kg), gold, training-dev, saudi-dev, written-dev, or a path: a folder of "
        "gold JSON, or JSON lines.",
    ),
]
SharedOption = Annotated[
    Path, typer.Option("--shared", help="The folder of data that cannot ship, for sets with a name.")
]
_SHARED = Path("../shared")
BuildOption = Annotated[
    Path | None,
    typer.Option("--build", "-b", help="Score this build folder; by default the texts are read anew."),
]


@app.command("names")
def names_cli(
    data: DataOption = "sample",
    shared: SharedOption = _SHARED,
    build: BuildOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score mentions and entities; also against anercorp, aqmar or a .conll file.

    Exit code 3: the build lacks some of the documents; they are named.

    Example: kg evaluate names --data sample
    """
    from kg.evaluation import datasets, reports
    from kg.evaluation.conll import find_names, score_tagged
    from kg.evaluation.scores import score
    from kg.evaluation.speed import measure_speed

    if datasets.is_tagged(data):
        for one in datasets.tagged(data, shared):
            scored = score_tagged(one.sentences, find_names(one.sentences))
            _print([reports.tagged_report(one.name, scored)], one.name, one.digest, as_json)
        return
    source = datasets.annotated(data, shared)
    predictions = _predictions(build, source.documents)
    found = [reports.names_report(score(source.documents, predictions), predictions)]
    if build is None:
        found.append(reports.speed_report(measure_speed([one.text for one in source.documents], runs=1)))
    _print(found, source.name, source.digest, as_json)
    if predictions.missing:
        raise typer.Exit(_PARTIAL)


@app.command("claims")
def claims_cli(
    data: DataOption = "sample",
    shared: SharedOption = _SHARED,
    build: BuildOption = None,
    ablation: Annotated[
        bool, typer.Option(help="Also run without some parts; not for a build folder.")
    ] = True,
    errors: Annotated[bool, typer.Option("--errors", help="List missed and spurious triples.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Score claims: pairs, relations, triples, ties, attributes, calibration, and what each part adds.

    Exit code 3: the build lacks some of the documents; they are named.

    Example: kg evaluate claims --data sample
    """
    from kg.evaluation import datasets, reports
    from kg.evaluation.predictions import variants
    from kg.evaluation.scores import score
    from kg.resources import resource_path

    source = datasets.annotated(data, shared)
    predictions = _predictions(build, source.documents)
    scores = score(source.documents, predictions)
    found = [reports.claims_report(scores, predictions)]
    if ablation and build is None:
        found.append(reports.ablation_report(source.documents, variants()))
        if (curve := resource_path("joint") / reports.CURVE_FILE).exists():
            found.append(reports.curve_report(curve))
    if errors:
        found.append(reports.errors_report(scores))
    _print(found, source.name, source.digest, as_json)
    if predictions.missing:
        raise typer.Exit(_PARTIAL)


@app.command("events")
def events_cli(
    data: Annotated[
        str,
        typer.Option(
            "--data",
            help="sample, outside (the Arabic gold-standard records), another annotated set, or a path.",
        ),
    ] = "sample",
    shared: SharedOption = _SHARED,
    as_json: JsonOption = False,
) -> None:
    """Score sentences for ASSAULT and PROTEST: detection, type, and both countries.

    Example: kg evaluate events --data sample
    """
    from kg.evaluation import datasets, reports
    from kg.evaluation.events import score_events

    sets = datasets.event_sets(data, shared)
    results = [score_events(one.event, one.judged, one.marked) for one in sets]
    digests = " ".join(dict.fromkeys(one.digest for one in sets))
    _print([reports.events_report(results)], data, digests, as_json)


@app.command("speed")
def speed_cli(
    data: Annotated[
        str,
        typer.Option("--data", help="sample, an annotated set, or a path of texts as for kg build."),
    ] = "sample",
    shared: SharedOption = _SHARED,
    runs: Annotated[int, typer.Option(min=1, help="How often; the median counts.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Measure words a second of names, claims and the whole, in one process.

    Example: kg evaluate speed --data sample --runs 1
    """
    from kg.evaluation import datasets, reports
    from kg.evaluation.speed import measure_speed

    report = reports.speed_report(measure_speed(datasets.texts(data, shared), runs))
    _print([report], data, None, as_json)


def _predictions(build: Path | None, gold: Sequence[Any]) -> Any:
    from kg.evaluation.predictions import from_build, predict

    return predict(gold) if build is None else from_build(build, gold)


def _print(found: Sequence[Report], name: str, digest: str | None, as_json: bool) -> None:
    """Print reports on one set as tables or, one object a line, as JSON."""
    import json

    from kg import __version__

    if as_json:
        figures: dict[str, Any] = {"data": name, "sha256": digest, "kg": __version__}
        for report in found:
            figures |= report.figures
            figures.setdefault("notes", []).extend(report.notes)
        typer.echo(json.dumps(figures, ensure_ascii=False))
        return
    out = console()
    out.print(f"[bold]{name}[/bold]" + (f"  sha256 {digest}" if digest else ""), soft_wrap=True)
    for report in found:
        for table in report.tables:
            out.print(_table(table))
        for note in report.notes:
            out.print(note, markup=False, soft_wrap=True)


def _table(table: Table) -> Any:
    from rich.table import Table as RichTable

    shown = RichTable(title=f"\n{table.title}", title_justify="left", box=None, pad_edge=False)
    for number, column in enumerate(table.columns):
        words = number < table.words
        shown.add_column(column, justify="left" if words else "right", no_wrap=not words, overflow="fold")
    for row in table.rows:
        shown.add_row(*row)
    return shown
