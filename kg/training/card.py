"""The model card, written by the run: data with hash and licence, settings, machine, steps, figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.evaluation.reports import CURVE_FILE, curve_report
from kg.training import composed, standoff
from kg.training.files import sha256


@dataclass(frozen=True, slots=True)
class Source:
    """Where data come from and on what terms."""

    prefix: str
    what: str
    licence: str


SOURCES: Final = (
    Source(
        "training/news_train",
        "1,050 Arabic news articles (ANT corpus 2015–2017; NTREX-128), annotated by our coding manual",
        "annotation: the project's own; NTREX text: CC BY-SA 4.0; ANT text: its publisher's, not shipped",
    ),
    Source(
        standoff.NAME,
        "further articles of ANT and passages of ANERcorp's training part, annotated by the same manual",
        "annotation: the project's own; ANT text: its publisher's, not shipped; ANERcorp text: CC BY-SA 4.0",
    ),
    Source(
        "training/written_train",
        "284 articles composed for training and annotated by the same manual; not news, never shown as such",
        "the project's own",
    ),
    Source(
        composed.NAME,
        "short articles composed for training where relations and phenomena were thin; not news",
        "the project's own",
    ),
    Source("data/news/ant", "ANT corpus, texts of the annotations above", "its publisher's, not shipped"),
    Source("data/ner/anercorp", "ANERcorp, CAMeL Lab split, training part", "CC BY-SA 4.0"),
    Source("data/ner/newsfane", "NewsFANE Gold (Alotaibi and Lee 2014), training part", "CC BY-SA 3.0"),
    Source("data/ner/wikifane", "WikiFANE Gold (Alotaibi and Lee 2014), training part", "CC BY-SA 3.0"),
    Source(
        "data/ner/wojood_sample",
        "Wojood, public sample (Jarrar, Khalilia, Ghanem 2022), training part",
        "MIT",
    ),
    Source("data/ner/aqmar", "AQMAR Wikipedia NER corpus (Mohit et al. 2012), training part", "CC BY-SA 3.0"),
)

_FIGURES: Final = {
    "span_f1": "names, span F1",
    "span_type_f1": "names, span and type F1",
    "demonym_f1": "nationality adjectives F1",
    "pair_f1": "claims, pair F1",
    "triple_p": "claims, triple precision",
    "triple_r": "claims, triple recall",
    "triple_f1": "claims, triple F1",
    "tie_p": "ties (asserted, actual), precision",
    "tie_f1": "ties, F1",
    "polarity": "polarity, accuracy on matched claims",
    "modality": "modality, accuracy on matched claims",
    "evidence": "evidence sentence, accuracy on matched claims",
    "source": "source, accuracy on matched claims that have one",
}


def read_log(folder: Path) -> list[dict[str, Any]]:
    """Return the events of a run; those of its cool-down, if there is one, come last."""
    events: list[dict[str, Any]] = []
    for path in (folder / "log.jsonl", folder / "cooldown" / "log.jsonl"):
        if path.exists():
            events += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return events


def source_of(path: str) -> Source | None:
    """Return the source that the data file `path` belongs to."""
    return next((source for source in SOURCES if path.startswith(source.prefix)), None)


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    names = list(header)
    lines = [names, ["---"] * len(names), *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def figures_table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Return a table of the figures, one column for each development file."""
    rows = [
        [label, *(f"{figures[name].get(key, float('nan')):.3f}" for name in figures)]
        for key, label in _FIGURES.items()
    ]
    return table(["figure", *figures], rows)


def is_figures(value: object) -> bool:
    """Tell whether a log value holds the figures of a development file."""
    return isinstance(value, dict) and "triple_f1" in value


def learning_curve(events: Iterable[dict[str, Any]]) -> str:
    """Return a table of the evaluations during training."""
    rows: list[list[object]] = []
    names: list[str] = []
    for event in events:
        if event["event"] == "evaluation":
            names = [name for name, value in event.items() if is_figures(value)]
            rows.append(
                [event["step"], *(f"{event[n][k]:.3f}" for n in names for k in ("span_type_f1", "triple_f1"))]
            )
    if not rows:
        return "None was scored."
    return table(["step", *(f"{name}, {what}" for name in names for what in ("names", "triples"))], rows)


def write_card(run: Path, model: Path, averaged: Sequence[Path] = ()) -> Path:
    """Write ``MODEL_CARD.md`` to the folder `model` from the log in `run`; return its path.

    `averaged` are further runs whose weights are in the mean that `run` logs; settings and data are those of
    `run`.
    """
    logs = [*map(read_log, averaged), read_log(run)]
    for folder, log in zip([*averaged, run], logs, strict=True):
        if not any(event["event"] == "start" for event in log):
            raise ValueError(f"{folder}: no run is logged there; give the folder that `joint` trained in")
    events = logs[-1]
    starts = [event for event in events if event["event"] == "start"]
    first, last = starts[0], starts[-1]
    scored = run / "evaluation.json"
    figures: dict[str, Any] = json.loads(scored.read_text(encoding="utf-8")) if scored.exists() else {}
    compared = {name: value for name, value in figures.items() if is_figures(value)}
    files = [
        [f"`{path.name}`", f"{path.stat().st_size / 1e6:.2f} MB", f"`{sha256(path)[:16]}…`"]
        for path in sorted(model.iterdir())
        if path.is_file() and path.name != "MODEL_CARD.md"
    ]
    settings = {name: value for name, value in last["settings"].items() if name != "shared"}
    text = _CARD.format(
        files=table(["file", "size", "SHA-256"], files),
        data=table(["file", "what", "terms", "SHA-256"], map(data_row, last["data"].items())),
        encoder=last["encoder_sha256"],
        earlier=_earlier(last["earlier"]),
        commands="\n".join(_command(event) for log in logs for event in log if "command" in event),
        settings=json.dumps(settings, ensure_ascii=False, indent=1),
        steps=" + ".join(str(_last(log, "step")) for log in logs),
        hours=" + ".join(f"{_last(log, 'seconds') / 3600:.1f}" for log in logs),
        machine=f"{first['cores']} cores ({first['machine']}), PyTorch {first['torch']}",
        figures=figures_table(compared) if compared else "Not measured yet.",
        speed=json.dumps(figures["speed"]) if "speed" in figures else "not measured yet",
        curve=learning_curve(events),
        pairs=_pairs_read(model),
        parts=_parts(model),
    )
    path = model / "MODEL_CARD.md"
    path.write_text(text, encoding="utf-8")
    return path


def _last(log: Iterable[Mapping[str, Any]], what: str) -> int:
    return max(event.get(what, 0) for event in log)


def data_row(item: tuple[str, str]) -> list[str]:
    """Return the table row of a data file and its hash."""
    path, digest = item
    source = source_of(path)
    if source is None:
        raise ValueError(f"{path}: no licence is known; add the file to SOURCES in kg/training/card.py")
    return [f"`{path}`", source.what, source.licence, f"`{digest[:16]}…`"]


def _command(event: Mapping[str, Any]) -> str:
    """Return the command of a logged event, with the step from which it went on."""
    return event["command"] + (f"    # from step {event['step']}" if "step" in event else "")


def _earlier(files: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` (SHA-256 `{digest[:16]}…`)" for name, digest in files.items()) or "none"


def _parts(model: Path) -> str:
    """Return the learning curve over the real articles as a table."""
    path = model / CURVE_FILE
    if not path.exists():
        return "Not measured."
    report = curve_report(path)
    points = report.figures["learning curve"]
    how = (
        f"{points[0]['steps']} steps each, all from the same weights; the network alone. Made with "
        f"`python -m kg.training curve` from runs like\n\n```\n{points[-1]['command']}\n```\n"
    )
    return how + "\n" + table(report.tables[0].columns, report.tables[0].rows)


def _pairs_read(model: Path) -> str:
    """Return what the filter of pairs does on the development documents."""
    shares = json.loads((model / "joint.json").read_text(encoding="utf-8")).get("pair_filter")
    if not shares:
        return "All pairs of a window are read."
    told = (
        f"{share['read']:.0%} are read on `{name}`, {share['claimed_kept']:.1%} of those with a claim"
        for name, share in shares.items()
    )
    return (
        "Pairs pass a filter first, a small network over the entities' vectors that learned from this one "
        f"(`python -m kg.training filter`); of all pairs {', '.join(told)}."
    )


_CARD: Final = """# Names and claims in Arabic political news: the joint network

What it does: finds persons, countries (names and nationality adjectives), organisations, groups and places in
Arabic news, and reads which of 33 relations a text states between them, with polarity, modality, evidence
sentence and source. A 12-layer encoder of hidden size 384; each ordered pair of entities is read by two
marker tokens that attend to the encoded text.

Licence of the weights: CC BY-SA 4.0, because corpora under that licence and CC BY-SA 3.0 were trained on;
please attribute the corpora below. The encoder is multilingual E5 small (Wang et al., MIT), its vocabulary
cut to Arabic and Latin script. The code is Apache-2.0.

Not for: deciding about persons. It makes mistakes, about names that it has not seen and about who did what;
every claim keeps its sentence so that a person can look. It was trained on texts of 2011 to 2025 and mostly
on politics.

## Files
{files}

## Data
{data}

In some copies of the annotated articles other countries and persons stand in the place of the real ones, so
that ties are read from the words around the names; the forms come from ArWikiCats nationalities and
world-countries (both MIT).

Development files (`news_dev`, `saudi_dev`) were scored, never trained on, and guided choices, so their
figures lean optimistic. No test part of any corpus was trained or tuned on.

Pretrained encoder: SHA-256 `{encoder}`. Earlier weights that training started from: {earlier};
where that is a `joint.weights`, its own card lies beside it in the history of the repository.

## How it was made
```
{commands}
```
{steps} steps, {hours} hours on {machine}.

The settings in force at the end:

```json
{settings}
```

## Figures
All development documents, end to end (names found by the network, entities joined by plain rules, no lexicon
of actors, no rules for claims).

{figures}

Speed (one process; the machine was shared with other work): {speed}

{pairs}

Confidence: a logistic curve over the margin above the threshold class and the word of the rules, fitted on
`news_dev` and stored in `joint.json` (`python -m kg.training calibrate`).

### While it was trained (a fixed part of the development documents)
{curve}

### With parts of the real articles
{parts}
"""
