"""Results as tables for people and figures for programs; a report holds both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.evaluation.conll import COMPARED, TaggedScores
from kg.evaluation.events import EventScores
from kg.evaluation.gold import GoldDocument
from kg.evaluation.measures import Count, total
from kg.evaluation.predictions import Predictions, Variant, predict
from kg.evaluation.scores import Measure, Scores, score
from kg.evaluation.speed import Speed

__all__ = [
    "CURVE_FILE",
    "Report",
    "Table",
    "ablation_report",
    "claims_report",
    "curve_report",
    "errors_report",
    "events_report",
    "names_report",
    "speed_report",
    "tagged_report",
]

_PRF = ("", "P", "R", "F1", "right", "predicted", "gold")
_CLAIM_LEVELS = (Measure.PAIR, Measure.PAIR_RELATION, Measure.TRIPLE, Measure.TIE)
_ATTRIBUTES = (
    Measure.DIRECTION,
    Measure.POLARITY,
    Measure.MODALITY,
    Measure.SOURCE,
    Measure.DATE,
    Measure.ITEM,
    Measure.QUANTITY,
    Measure.EVIDENCE,
)
_SHOWN_ERRORS = 200
#: The learning curve that a training noted, beside the shipped network.
CURVE_FILE = "learning_curve.json"
_CURVE = {"names F1": "span_type_f1", "pair F1": "pair_f1", "triple F1": "triple_f1"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under columns; the first `words` columns are words, the others numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Tables to print, and the same as nested numbers."""

    tables: tuple[Table, ...]
    figures: Mapping[str, Any]
    notes: tuple[str, ...] = field(default=())


def names_report(scores: Scores, predictions: Predictions) -> Report:
    """Lay out mentions by type, with and without proclitics, and clusters within and across documents."""
    across = scores.entities_across()
    rows = {
        str(measure): scores.count(measure) for measure in (Measure.SPAN, Measure.SPAN_WORDS, Measure.TYPED)
    }
    rows |= {f"  {name}": count for name, count in scores.types().items()}
    rows |= {str(Measure.ENTITIES): scores.count(Measure.ENTITIES), "entity B3 (across documents)": across}
    figures: dict[str, Any] = {name.strip(): _figures(count) for name, count in rows.items()}
    figures["mention span+type 95 %"] = scores.interval(Measure.TYPED)
    return Report(
        tables=(_counts_table("names", rows),),
        figures=figures,
        notes=(_interval_note(scores, Measure.TYPED), *_reading_notes(scores, predictions)),
    )


def tagged_report(name: str, scores: TaggedScores) -> Report:
    """Lay out names against a corpus in CoNLL form, in whole words and without proclitics."""
    tables, figures = [], {}
    for way, counts in (
        ("whole words", scores.whole_words),
        ("without proclitics", scores.without_proclitics),
    ):
        rows = {label: counts[label] for label in COMPARED}
        rows["PERS, LOC, ORG"] = scores.compared(counts)
        rows["all four (MISC is never given)"] = total(counts.values())
        tables.append(_counts_table(f"{name}, {way}", rows))
        figures[way] = {label: _figures(count) for label, count in rows.items()}
    low, high = scores.interval()
    note = f"PERS, LOC, ORG F1 in whole words, 95 % interval by sentence: {low:.3f} to {high:.3f}"
    return Report(tables=tuple(tables), figures=figures | {"95 %": (low, high)}, notes=(note,))


def claims_report(scores: Scores, predictions: Predictions) -> Report:
    """Lay out claims at four levels, attributes of matched claims, relations, and calibration."""
    levels = {str(measure): scores.count(measure) for measure in _CLAIM_LEVELS}
    shares = {str(measure): scores.count(measure) for measure in _ATTRIBUTES}
    relations = scores.relations()
    calibration = scores.calibration()
    bins = tuple(
        (f"{one.low:.1f} to {one.high:.1f}", str(one.count), f"{one.confidence:.3f}", f"{one.precision:.3f}")
        for one in calibration.bins
    )
    figures: dict[str, Any] = {name: _figures(count) for name, count in levels.items()}
    figures |= {f"{name} accuracy": _share(count) for name, count in shares.items()}
    figures["claim triple 95 %"] = scores.interval(Measure.TRIPLE)
    figures["relations"] = {name: _figures(count) for name, count in relations.items()}
    figures["calibration"] = asdict(calibration)
    return Report(
        tables=(
            _counts_table("claims", levels),
            _shares_table("attributes of matched claims", shares),
            _counts_table("triples by relation", relations),
            Table("calibration", ("confidence", "triples", "mean", "right"), bins),
        ),
        figures=figures,
        notes=(
            _interval_note(scores, Measure.TRIPLE),
            f"expected calibration error: {calibration.error:.3f}",
            *_reading_notes(scores, predictions),
        ),
    )


def ablation_report(gold: Sequence[GoldDocument], ways: Sequence[Variant]) -> Report:
    """Run each variant and lay out what it reaches; what this installation cannot run is said to be so."""
    rows: list[tuple[str, ...]] = []
    figures: dict[str, Any] = {}
    for variant in ways:
        try:
            scores = score(gold, predict(gold, variant))
        except KgError as error:
            rows.append((f"{variant.name}: not available", *("–",) * 5))
            figures[variant.name] = {"not available": str(error)}
            continue
        triple, tie = scores.count(Measure.TRIPLE), scores.count(Measure.TIE)
        typed = scores.count(Measure.TYPED)
        values = (typed.f1, triple.precision, triple.recall, triple.f1, tie.precision)
        rows.append((variant.name, *(f"{value:.3f}" for value in values)))
        figures[variant.name] = {
            str(measure): _figures(scores.count(measure)) for measure in (Measure.TYPED, *_CLAIM_LEVELS)
        }
    columns = ("", "names F1", "triple P", "triple R", "triple F1", "tie P")
    return Report(tables=(Table("variants", columns, tuple(rows)),), figures={"variants": figures})


def curve_report(path: Path) -> Report:
    """Lay out what the network alone reaches with parts of the real articles, as its training noted it."""
    points = json.loads(path.read_text(encoding="utf-8"))["points"]
    names = list(points[0]["figures"])
    rows = tuple(
        (
            f"{point['real_share']:.0%} ({point['articles']})",
            *(f"{point['figures'][name][key]:.3f}" for name in names for key in _CURVE.values()),
        )
        for point in points
    )
    columns = ("real articles", *(f"{name} {what}" for name in names for what in _CURVE))
    return Report(
        tables=(Table("learning curve (the network alone, noted by its training)", columns, rows),),
        figures={"learning curve": points},
    )


def errors_report(scores: Scores) -> Report:
    """List the triples that only gold or only the system has."""
    rows = []
    for document in scores.documents:
        rows += [(document.id, "missed", _arrow(triple), "") for triple in document.missed]
        rows += [(document.id, "spurious", _arrow(triple), text) for triple, text in document.spurious]
    shown = tuple(rows[:_SHOWN_ERRORS])
    notes = () if len(rows) == len(shown) else (f"and {len(rows) - len(shown)} more: --json has all",)
    table = Table("errors", ("document", "", "triple", "sentence"), shown, words=4)
    return Report(tables=(table,), figures={"errors": rows}, notes=notes)


def events_report(results: Sequence[EventScores]) -> Report:
    """Lay out detection, types and countries of each event, and of all together."""
    detection: dict[str, Count] = {}
    spans: dict[str, Count] = {}
    for result in results:
        for (evidence, negatives), count in result.detection.items():
            detection[f"{result.event}, {evidence}, {negatives}"] = count
        for what, count in result.spans.items():
            spans[f"{result.event}, {what}"] = count
    for what in results[0].spans if len(results) > 1 else ():
        spans[f"all, {what}"] = total(result.spans[what] for result in results)
    return Report(
        tables=(
            _counts_table("detection of yes against", detection),
            _shares_table("sentences with the event", spans),
        ),
        figures={
            "detection": {name: _figures(count) for name, count in detection.items()},
            "sentences with the event": {name: _share(count) for name, count in spans.items()},
        },
    )


def speed_report(speed: Speed) -> Report:
    """Lay out words a second by elapsed and by processor time."""
    rows = tuple(
        (
            one.stage,
            str(one.processes),
            f"{one.words_per_second:,.0f}",
            f"{one.words_per_cpu_second:,.0f}" if one.words_per_cpu_second else "–",
            f"{one.seconds:.2f}",
        )
        for one in speed.stages
    )
    where = speed.machine
    models = f"{speed.model_bytes / 1e6:.1f} MB" if speed.model_bytes else "none"
    return Report(
        tables=(
            Table("speed", ("stage", "processes", "words a second", "a processor second", "seconds"), rows),
        ),
        figures={"speed": asdict(speed)},
        notes=(
            f"{speed.words:,} words in {speed.documents} texts, median of {speed.runs} runs",
            f"{where.processor}, {where.cores} cores, {where.system}, Python {where.python}",
            f"trained models: {models}",
        ),
    )


def _counts_table(title: str, rows: Mapping[str, Count]) -> Table:
    return Table(title, _PRF, tuple((name, *_cells(count)) for name, count in rows.items()))


def _cells(count: Count) -> tuple[str, ...]:
    if count.empty:
        return ("–",) * 6
    scores = (f"{value:.3f}" for value in (count.precision, count.recall, count.f1))
    right = f"{count.right:.0f}" if count.right == count.found else "–"
    return (*scores, right, f"{count.predicted:.0f}", f"{count.gold:.0f}")


def _shares_table(title: str, rows: Mapping[str, Count]) -> Table:
    return Table(
        title,
        ("", "right", "of", "accuracy"),
        tuple(
            (name, f"{c.right:.0f}", f"{c.gold:.0f}", "–" if c.empty else f"{c.precision:.3f}")
            for name, c in rows.items()
        ),
    )


def _figures(count: Count) -> dict[str, float]:
    return {"precision": count.precision, "recall": count.recall, "f1": count.f1} | asdict(count)


def _share(count: Count) -> dict[str, float]:
    return {"accuracy": count.precision, "right": count.right, "of": count.gold}


def _arrow(triple: tuple[str, str, str]) -> str:
    subject, object_, relation = triple
    return f"{subject} {relation} {object_}"


def _interval_note(scores: Scores, measure: Measure) -> str:
    low, high = scores.interval(measure)
    return f"{measure} F1, 95 % interval by document: {low:.3f} to {high:.3f}"


def _reading_notes(scores: Scores, predictions: Predictions) -> tuple[str, ...]:
    """Return what a reader of the figures must know of documents that could not be compared."""
    notes = [f"{len(scores.documents)} documents"]
    if predictions.missing:
        notes.append(f"not in the build, left out: {', '.join(predictions.missing)}")
    notes += [f"not read, counted as empty: {id_} ({why})" for id_, why in sorted(predictions.failed.items())]
    if differing := [one.id for one in scores.documents if one.text_differs]:
        notes.append(f"text differs from gold, offsets taken as they are: {', '.join(differing)}")
    return tuple(notes)
