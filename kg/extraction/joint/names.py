"""The names that the network found, as candidates beside those of the rules, and the decision between both.

The network finds where names stand and of what kind they are; the lexicon knows who is meant. Where both see
the same words they support each other. Where they call them by different types, the network chooses among
the readings that the lexicon knows («الشرق الأوسط» the region or the newspaper, «موسكو» the city or the
government), and the lexicon's word stands where it knows none of that type. Where their borders differ the
network's stand, except inside a longer known name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extraction.bodies import FINDER as BODY_FINDER
from kg.extraction.bodies import SURE as BODY_SURE
from kg.extraction.candidates import Candidate
from kg.extraction.demonyms import PEOPLE
from kg.extraction.joint.network import DEMONYM
from kg.extraction.lexicon import Lexicon
from kg.extraction.state import read_text
from kg.extraction.words import Words
from kg.records import EntityType, Form

_DASHES = frozenset(("-", "–", "—", "ـ", "ــ"))

__all__ = ["FINDER", "join", "network_names", "of_one_type"]

FINDER = "network"
#: Score from which a name stands that the network alone found. Measured on development articles: of those
#: below it less than half are names.
_ALONE_FROM = 0.6
#: Score from which the network's type counts against that of the rules.
_TYPE_FROM = 0.8


def network_names(
    doc: Doc,
    words: Words,
    never_last: Collection[str] = (),
    runs_on: Callable[[Sequence[str]], bool] | None = None,
) -> list[Candidate]:
    """Return the network's names as candidates, in text order; none where no network read the document.

    `never_last` are folded words on which no name ends, such as prepositions; `runs_on` tells whether
    the words of a person's name end on one that is none: «شون بارنيل وجود نية».
    """
    read = read_text(doc)
    if read is None:
        return []
    at = {token: position for position, token in enumerate(words.tokens)}
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i for token in doc}
    found = []
    for name in read.names:
        first, last = starts.get(name.start), ends.get(name.end)
        if first not in at or last not in at:
            continue
        end = at[last] + 1
        while end > at[first] + 1 and (words.forms[end - 1] in never_last or words.forms[end - 1] in _DASHES):
            end -= 1
        while runs_on and name.label == EntityType.PERSON and runs_on(words.forms[at[first] : end]):
            end -= 1
        demonym = name.label == DEMONYM
        found.append(
            Candidate(
                start=at[first],
                end=end,
                type=EntityType.COUNTRY if demonym else EntityType(name.label),
                form=Form.DEMONYM if demonym else Form.NAME,
                score=name.score,
                finder=FINDER,
            )
        )
    return found


def join(ruled: Sequence[Candidate], read: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Return one set of candidates that do not contradict each other, from rules and network.

    A name that no list knows and only a rule guessed, while the network saw none, is none, unless the text
    names the same actor elsewhere: of such guesses one in eight was right on development articles.
    Scores of readings that agree combine as independent evidence, 1 - (1 - a)(1 - b).
    """
    by_place = {(c.start, c.end): c for c in ruled}
    read = [c for c in read if not _runs_together(c, ruled)]
    joined = [
        _both(by_place[c.start, c.end], c) if (c.start, c.end) in by_place else c
        for c in read
        if (c.start, c.end) in by_place or _stands_alone(c)
    ]
    taken = {at for c in joined for at in range(c.start, c.end)}
    longer = [c for c in ruled if _known_and_longer(c, joined, lexicon) or _is_full_body(c, joined)]
    covered = {at for c in longer for at in range(c.start, c.end)}
    joined = [c for c in joined if covered.isdisjoint(range(c.start, c.end))]
    named = {c.actor_id for c in joined if c.actor_id is not None}
    alone = [
        c
        for c in ruled
        if taken.isdisjoint(range(c.start, c.end))
        and c not in longer
        and (_is_known(c, lexicon) or c.actor_id in named)
    ]
    return sorted([*joined, *longer, *alone], key=lambda c: (c.start, c.end))


def of_one_type(candidates: Sequence[Candidate], words: Words, heads: Collection[str]) -> list[Candidate]:
    """Return candidates of which those that no list holds have one type each in the whole document.

    What begins with one of the `heads`, folded, is an organization, also where it is only a place in its
    sentence («وصل إلى جامعة الأنبار»); others are what most mentions say, weighed by score.
    """
    votes: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    for candidate in candidates:
        if candidate.actor_id is None:
            votes[words.key(candidate.start, candidate.end)][candidate.type] += candidate.score
    types = {name: max(of, key=of.__getitem__) for name, of in votes.items()}
    types |= {name: EntityType.ORGANIZATION for name in votes if " " in name and name.split()[0] in heads}
    return [
        replace(c, type=types[words.key(c.start, c.end)]) if c.actor_id is None else c for c in candidates
    ]


def _stands_alone(candidate: Candidate) -> bool:
    """Return whether a name counts that the network alone found; the lexicon knows every country there is."""
    unknown_country = candidate.type is EntityType.COUNTRY and candidate.actor_id is None
    return candidate.score >= _ALONE_FROM and not unknown_country


def _runs_together(candidate: Candidate, ruled: Sequence[Candidate]) -> bool:
    """Return whether the network took several known names in a row for one; a word may stand before a
    country, as in «صندوق النقد الدولي ل|لمغرب», but not before a body: «الجمعية العامة للأمم المتحدة».
    """
    inside = [c for c in ruled if candidate.start <= c.start and c.end <= candidate.end and c.actor_id]
    at = candidate.start
    for one in inside:
        if one.start - at > (at > candidate.start and one.type is EntityType.COUNTRY):
            return False
        at = one.end
    return len(inside) > 1 and at == candidate.end


def _both(ruled: Candidate, read: Candidate) -> Candidate:
    """Return the reading of words that rules and network both call a name."""
    if ruled.subtype == PEOPLE and read.type is EntityType.COUNTRY and read.score >= _TYPE_FROM:
        # «نتحدث مع الروس»: the state, not its people.
        ruled = replace(
            ruled, type=EntityType.COUNTRY, actor_id=ruled.country_id, country_id=None, subtype=None
        )
    known_otherwise = read.actor_id is None and ruled.actor_id is not None
    if ruled.type is read.type or known_otherwise or read.score < _TYPE_FROM:
        score = 1 - (1 - ruled.score) * (1 - read.score)
        if ruled.actor_id is None and ruled.type is read.type:
            ruled = replace(ruled, actor_id=read.actor_id, form=read.form)
        return replace(ruled, score=score, finder=f"{ruled.finder}+{FINDER}")
    return read


def _is_full_body(candidate: Candidate, joined: Iterable[Candidate]) -> bool:
    """Return whether a rule read a state's body with its nationality where the network saw that alone, or
    nothing: «القوات العراقية», «البرلمان البريطاني».
    """
    if candidate.finder != BODY_FINDER or candidate.score < BODY_SURE:
        return False
    touched = [c for c in joined if c.start < candidate.end and candidate.start < c.end]
    return all(c.end == candidate.end and c.form is Form.DEMONYM for c in touched)


def _is_known(candidate: Candidate, lexicon: Lexicon) -> bool:
    """Return whether the lexicon has the actor of a candidate."""
    return candidate.actor_id is not None and lexicon.actors.get(candidate.actor_id) is not None


def _known_and_longer(candidate: Candidate, joined: Iterable[Candidate], lexicon: Lexicon) -> bool:
    """Return whether a known name of several words covers whole names of the network and cuts none."""
    if len(candidate) < 2 or not _is_known(candidate, lexicon):
        return False
    touched = [c for c in joined if c.start < candidate.end and candidate.start < c.end]
    return any(len(c) < len(candidate) for c in touched) and all(
        candidate.start <= c.start and c.end <= candidate.end for c in touched
    )
