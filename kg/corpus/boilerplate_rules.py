"""The rules of ``boilerplate.yaml``, validated and laid out for look-up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NoReturn

from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.resources import read_yaml

__all__ = ["Rule", "Rules", "agency_name", "load_rules", "rules"]

_FILE = "boilerplate.yaml"
#: Words of the longest phrase of a vocabulary.
_LONGEST_PHRASE = 6
_KINDS = frozenset(
    {"heading", "label", "opening", "words", "agencies", "line", "inline", "bracketed", "bracketed-agencies"}
)
_PLACES = frozenset({"any", "head", "tail", "edge"})
_FIELDS = frozenset({"title", "source", "author", "url", "published_at"})
_KEYS = frozenset(
    {"reason", "kind", "where", "field", "max_words", "phrases", "fillers", "not_alone", "closed", "pattern"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `phrases` and `fillers` are folded; which keys count depends on `kind` (see the resource)."""

    reason: str
    kind: str
    where: str = "any"
    field: str | None = None
    max_words: int = 0
    phrases: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    not_alone: frozenset[str] = frozenset()
    closed: bool = False
    pattern: re.Pattern[str] | None = None

    @property
    def anywhere(self) -> bool:
        """Whether a bracket counts inside a line too: «(فيديو)» does, «(أ ف ب)» only at its end."""
        return self.kind == "bracketed"

    def consists(self, key: str) -> bool:
        """Return whether a folded line is made of phrases and fillers alone, one phrase at least."""
        words = key.split()
        phrases = at = 0
        only = ""
        while at < len(words):
            for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
                part = " ".join(words[at : at + size])
                if part in self.phrases or part in self.fillers:
                    phrases += part in self.phrases
                    only = part
                    at += size
                    break
            else:
                return False
        return phrases > 1 or (phrases == 1 and (only not in self.not_alone))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules by how they are looked up."""

    headings: dict[str, Rule] = field(default_factory=dict)
    labels: dict[str, Rule] = field(default_factory=dict)
    openings: dict[str, list[tuple[tuple[str, ...], Rule]]] = field(default_factory=dict)
    vocabularies: list[Rule] = field(default_factory=list)
    line_patterns: list[Rule] = field(default_factory=list)
    inline_patterns: list[Rule] = field(default_factory=list)
    brackets: list[Rule] = field(default_factory=list)
    body_openings: frozenset[str] = frozenset()
    agencies: dict[str, str] = field(default_factory=dict)


@cache
def rules() -> Rules:
    """Return the shipped rules."""
    return load_rules(read_yaml(_FILE))


def agency_name(text: str) -> str | None:
    """Return the name under which a source field should hold an agency, if the text is one.

    >>> agency_name("أ ف ب"), agency_name("Reuters"), agency_name("بوتين")
    ('وكالة الأنباء الفرنسية', 'رويترز', None)
    """
    return rules().agencies.get(fold(text))


def load_rules(data: dict[str, Any]) -> Rules:
    """Return the rules of a parsed resource.

    Raises
    ------
    ResourceError
        When a rule has an unknown key or kind, lacks what its kind needs, or repeats a phrase of another one.
    """
    agencies = {fold(alias): name for name, aliases in data["agencies"].items() for alias in aliases}
    result = Rules(body_openings=frozenset(map(fold, data["body_openings"])), agencies=agencies)
    for index, entry in enumerate(data["rules"]):
        _place(result, _rule(entry, index, frozenset(agencies)), index)
    return result


def _rule(entry: dict[str, Any], index: int, agencies: frozenset[str]) -> Rule:
    kind, where, role = entry.get("kind"), entry.get("where", "any"), entry.get("field")
    if unknown := sorted(set(entry) - _KEYS):
        _fail(index, f"unknown keys {unknown}")
    if kind not in _KINDS or where not in _PLACES or role not in {None, *_FIELDS} or not entry.get("reason"):
        _fail(index, "needs a reason, a known kind, and a known place and field if any")
    phrases = frozenset(map(fold, entry.get("phrases", ())))
    if kind in {"agencies", "bracketed-agencies"}:
        phrases |= agencies
    if kind in {"line", "inline"}:
        if "pattern" not in entry:
            _fail(index, "needs a pattern")
    elif not phrases or "" in phrases:
        _fail(index, "needs phrases with letters")
    return Rule(
        reason=entry["reason"],
        kind=kind,
        where=where,
        field=role,
        max_words=entry.get("max_words", 0),
        phrases=phrases,
        fillers=frozenset(map(fold, entry.get("fillers", ()))),
        not_alone=frozenset(map(fold, entry.get("not_alone", ()))),
        closed=entry.get("closed", False),
        pattern=re.compile(entry["pattern"], re.IGNORECASE) if "pattern" in entry else None,
    )


def _place(result: Rules, rule: Rule, index: int) -> None:
    if rule.kind in {"heading", "label"}:
        table = result.headings if rule.kind == "heading" else result.labels
        if repeated := sorted(rule.phrases & table.keys()):
            _fail(index, f"repeats {repeated} of an earlier rule")
        table.update(dict.fromkeys(rule.phrases, rule))
    elif rule.kind == "opening":
        for phrase in sorted(rule.phrases):
            words = tuple(phrase.split())
            result.openings.setdefault(words[0], []).append((words, rule))
    else:
        lists = {"line": result.line_patterns, "inline": result.inline_patterns}
        brackets = result.brackets if rule.kind.startswith("bracketed") else result.vocabularies
        lists.get(rule.kind, brackets).append(rule)


def _fail(index: int, what: str) -> NoReturn:
    raise ResourceError(f"{_FILE}: rules[{index}] {what}.")
