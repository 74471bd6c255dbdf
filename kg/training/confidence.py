"""The confidence of claims: a curve over the margin of the network and the word of rules, fitted on articles.

The pipeline reads the articles up to the step that weighs claims. Every triple that the network or a rule
proposes is one example: its margin, the confidence of the rule that says the same, if any, and whether the
annotation has it. Logistic regression (Newton's method) gives the four numbers that `joint.json` keeps.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.evaluation.alignment import gold_entities
from kg.evaluation.gold import GoldDocument
from kg.evaluation.measures import calibrate
from kg.evaluation.predictions import as_document
from kg.extraction import state
from kg.extraction.convert import to_extraction
from kg.extraction.joint.claims import CERTAIN, LEAST_MARGIN, Calibration, JointClaims
from kg.extraction.pipeline import ExtractionSettings, load
from kg.ontology import Ontology

__all__ = ["Judged", "fit_confidence", "judge", "reliability", "store"]

_STEP = "kg_joint_claims"
_RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposed triple: the network's margin, the rule's confidence, and whether it is right."""

    margin: float | None
    rule: float | None
    right: bool


def judge(gold: Iterable[GoldDocument], model: Path) -> list[Judged]:
    """Return every triple that the network in `model` or a rule proposes for annotated documents, but for
    those of rules that stand without the network.
    """
    nlp = load("ar", ExtractionSettings(model_folder=str(model)))
    weigher = nlp.get_pipe(_STEP)
    assert isinstance(weigher, JointClaims)
    before = nlp.pipe_names[: nlp.pipe_names.index(_STEP)]
    ontology = Ontology.default()
    judged: list[Judged] = []
    for one in gold:
        document = as_document(one.text, one.stem or one.id, one.published)
        doc = nlp.tokenizer(document.text)
        doc._.kg_document = document
        for name in before:
            doc = nlp.get_pipe(name)(doc)
        opinions = weigher.opinions(doc)
        rules: dict[tuple[str, str, str], float] = {}
        certain = {weigher.triple_of(draft) for draft in state.claims(doc) if draft.extractor in CERTAIN}
        for draft in state.claims(doc):
            if draft.subject.kb_id_ != draft.object.kb_id_:
                triple = weigher.triple_of(draft)
                rules[triple] = max(rules.get(triple, 0.0), draft.confidence)
        mentions = {
            (m.start, m.end): m for m in to_extraction(doc, chunk_size=1_000, min_confidence=1.0).mentions
        }
        to_gold = gold_entities(one, mentions, {}, ())
        wanted = {_ordered(ontology, c.subject, c.relation, c.object) for c in one.claims}
        for triple in sorted((opinions.keys() | rules.keys()) - certain):
            ends = [to_gold.get(end, f"?{end}") for end in (triple[0], triple[2])]
            right = _ordered(ontology, ends[0], triple[1], ends[1]) in wanted
            margin = opinions[triple].margin if triple in opinions else None
            judged.append(Judged(margin, rules.get(triple), right))
    return judged


def _ordered(ontology: Ontology, subject: str, relation: str, object_: str) -> tuple[str, str, str]:
    if ontology.relation(relation).symmetric and object_ < subject:
        return object_, relation, subject
    return subject, relation, object_


def fit_confidence(judged: Sequence[Judged], rounds: int = 100) -> Calibration:
    """Return the curve of greatest likelihood."""
    inputs = _inputs(judged)
    right = np.array([one.right for one in judged], dtype=np.float64)
    weights = np.zeros(inputs.shape[1])
    for _ in range(rounds):
        predicted = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (predicted - right) + _RIDGE * weights
        curvature = (inputs * (predicted * (1 - predicted))[:, None]).T @ inputs + _RIDGE * np.eye(
            len(weights)
        )
        step = np.linalg.solve(curvature, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    slope_, intercept, rule, rule_intercept = (round(float(weight), 4) for weight in weights)
    return Calibration(slope=slope_, intercept=intercept, rule=rule, rule_intercept=rule_intercept)


def _inputs(judged: Sequence[Judged]) -> NDArray[np.float64]:
    rows = [
        (
            one.margin if one.margin is not None else LEAST_MARGIN,
            1.0,
            one.rule if one.rule is not None else 0.0,
            float(one.rule is not None),
        )
        for one in judged
    ]
    return np.array(rows, dtype=np.float64)


def reliability(curve: Calibration, judged: Sequence[Judged], least: float = 0.2) -> list[dict[str, float]]:
    """Return, for bins of confidence from `least` up: claims, mean confidence, share of right ones."""
    weighed = [(curve(one.margin, one.rule), one.right) for one in judged if one.margin is not None]
    found = calibrate(pair for pair in weighed if pair[0] >= least)
    return [asdict(one) for one in found.bins]


def store(curve: Calibration, model: Path) -> None:
    """Write the curve into `joint.json` of an exported model."""
    path = model / "joint.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    description["calibration"] = asdict(curve)
    path.write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
