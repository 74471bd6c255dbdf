"""Names of persons in parts, and how likely two of them name one person.

The first name and one more must agree: a father and a son share all but the first, and a single name
is anybody's. What is missing, turned round or abbreviated lowers the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.language.normalize import fold, name_key
from kg.language.skeleton import sounds
from kg.language.titles import titles
from kg.resolution.name_words import NameWords, is_arabic, is_demonym, is_english_demonym
from kg.resolution.spelling import FAR, consonants, cost, is_given_name

__all__ = ["PersonName", "compare_persons", "person_name"]

_KEPT_NAMES = 1 << 20
#: What a unit of cost takes from the score: spellings cost up to 0.5 and stay above 0.9.
_COST_WEIGHT = 0.2
_FAREST = 1.25
_JOINED_COST = 0.3

#: Scores at most, by what is left to doubt.
_MIDDLE_MISSING, _LINEAGE_MISSING, _LONG_PREFIX = 0.93, 0.93, 0.91
_LAST_MISSING, _PATRONYMIC = 0.85, 0.82
_TURNED, _TURNED_GIVEN = 0.91, 0.8
_FIRST_INITIAL, _GENERATION_OPEN, _CHILD_OPEN = 0.82, 0.8, 0.85
_ONE_WORD, _ONE_OF_SEVERAL = 0.7, 0.55


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as units (compounds are one), without titles, articles and particles.

    `fathers` and `houses` are the positions of units after «بن» and «آل»; `generation` the mark that tells
    two of one name apart («الأب», «الثاني»).
    """

    units: tuple[str, ...]
    latin: bool
    fathers: frozenset[int] = frozenset()
    houses: frozenset[int] = frozenset()
    generation: str | None = None


@lru_cache(_KEPT_NAMES)
def person_name(name: str) -> PersonName:
    """Return the parts of a name.

    >>> person_name("الرئيس عبد الفتاح السيسي").units
    ('عبدالفتاح', 'السيسي')
    >>> person_name("Dr. Mohammed bin Salman").units
    ('mohammed', 'salman')
    """
    family, comma, given = name.replace("،", ",").partition(",")
    if comma and given.strip() and "," not in given and fold(given) not in NameWords.default().generations:
        name = f"{given} {family}"
    known = NameWords.default()
    words = name_key(name).split()
    latin = not is_arabic(name)
    words = _untitled_latin(words, known) if latin else _untitled(words, known)
    units: list[str] = []
    fathers: set[int] = set()
    houses: set[int] = set()
    generation: str | None = None
    at = 0
    while at < len(words):
        word = words[at]
        left = len(words) - at - 1
        if word in known.child_of and units and left:
            fathers.add(len(units))
        elif word in known.house_of and left:
            houses.add(len(units))
        elif units and not left and word in known.generations:
            generation = known.generation_synonyms.get(word, word)
        elif word in known.particles and left and (units or word not in known.child_of):
            pass
        elif latin and word in known.articles and left and len(words[at + 1]) > 1:
            houses |= {len(units)} if fathers else set()  # «bin Salman Al Saud»
        elif latin and word in known.servant_of | known.father_of and left:
            following = at + 1
            if words[following] in known.articles and following + 1 < len(words):
                following += 1
            stem = "abdul" if word in known.servant_of else "abu"
            units.append(f"{stem} {words[following]}")
            at = following
        else:
            units.append(word)
        at += 1
    return PersonName(tuple(units), latin, frozenset(fathers), frozenset(houses), generation)


def _untitled(words: list[str], known: NameWords) -> list[str]:
    """Return the words after titles, nationality and «السابق»."""
    found = 0
    while len(words) - found > 1:
        match = titles().match(words, found)
        status = titles().status(words, found) if found else None
        if match and len(words) - found - match[1] >= 1 and _is_title(words[found : found + match[1]], known):
            found += match[1]
        elif status and len(words) - found - status[1] >= 1:
            found += status[1]
        elif found and is_demonym(" ".join(words[found : found + 2])) and len(words) - found > 2:
            found += 2
        elif found and is_demonym(words[found]):
            found += 1
        else:
            break
    return words[found:]


def _is_title(words: list[str], known: NameWords) -> bool:
    if len(words) > 1:
        return True
    word = words[0]
    return word in known.arabic_titles or (word.startswith("ال") and not is_given_name(word))


def _untitled_latin(words: list[str], known: NameWords) -> list[str]:
    found = 0
    while len(words) - found > 1:
        for skipped in (0, 1) if not found and is_english_demonym(words[0]) else (0,):
            start = found + skipped
            length = next(
                (n for n in (3, 2, 1) if " ".join(words[start : start + n]) in known.latin_titles), 0
            )
            if length and start + length < len(words):
                found = start + length
                break
        else:
            break
    return words[found:]


def compare_persons(one: PersonName, other: PersonName) -> tuple[float, str]:
    """Return how likely two names are those of one person, in [0, 1], and why."""
    short, long = sorted((one, other), key=lambda name: (len(name.units), name.units))
    if not short.units:
        return 0.0, "no name"
    if len(short.units) == 1:
        return _single(short, long)
    score, detail = _aligned(short, long)
    if score and short.generation != long.generation:
        if short.generation and long.generation:
            return 0.0, f"{short.generation} and {long.generation} of one name"
        if score > _GENERATION_OPEN:
            return _GENERATION_OPEN, f"{detail}; one is the {short.generation or long.generation}"
    return score, detail


def _single(short: PersonName, long: PersonName) -> tuple[float, str]:
    costs = [_unit_cost(short.units[0], unit) for unit in long.units]
    if len(costs) == 1 and costs[0] <= _JOINED_COST:
        return _ONE_WORD, "the same single name"
    if min(costs) <= _JOINED_COST:
        return _ONE_OF_SEVERAL, "one name of several"
    joined = cost(short.units[0], "".join(long.units))
    if len(costs) > 1 and joined <= _JOINED_COST:
        return _score(joined), "the same words, written together"
    return 0.0, "no name in common"


def _aligned(short: PersonName, long: PersonName) -> tuple[float, str]:
    a, b = short.units, long.units
    if len(a) == len(b):
        found = _pairwise(short, long, a)
        if found[0]:
            return found
        if short.latin or long.latin:
            turns = (_pairwise(short, long, (*a[n:], *a[:n])) for n in (1, len(a) - 1))
            score = max(turn[0] for turn in turns)
            if score >= _TURNED:
                most = _TURNED_GIVEN if all(map(is_given_name, (*a, *b))) else _TURNED
                return min(score, most), "the same names in another order"
        return found
    if len(a) + 1 == len(b) and _may_be_joined(a, b):
        joined = cost("".join(a), "".join(b))
        if joined <= _JOINED_COST:
            return _score(joined), "the same words, joined otherwise"
    return _partial(short, long)


def _may_be_joined(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names have as many consonants, but for one that joining may bring out."""
    return abs(sum(map(consonants, one)) - sum(map(consonants, other))) <= 1


def _pairwise(short: PersonName, long: PersonName, units: tuple[str, ...]) -> tuple[float, str]:
    costs = [_unit_cost(a, b) for a, b in zip(units, long.units, strict=True)]
    worst = max(costs)
    if worst > _FAREST:
        at = costs.index(worst)
        return 0.0, f"«{units[at]}» is not «{long.units[at]}»"
    score, detail = _score(worst), "the same names" if not worst else "spellings of the same names"
    if _is_initial(units[0]) != _is_initial(long.units[0]):
        return min(score, _FIRST_INITIAL), f"{detail}, one by its initial"
    if len(units) == 2 and short.fathers != long.fathers:
        return min(score, _CHILD_OPEN), f"{detail}; only one says whose child"
    return score, detail


def _partial(short: PersonName, long: PersonName) -> tuple[float, str]:
    """Compare names of which one has more words: the first must agree, and the others in their order."""
    a, b = short.units, long.units
    costs = [_unit_cost(a[0], b[0])]
    at = 1
    for unit in a[1:]:
        options = [(index, _unit_cost(unit, b[index])) for index in range(at, len(b))]
        fitting = [(index, found) for index, found in options if found <= _FAREST]
        if unit is a[-1]:
            fitting = fitting[-1:]
        if not fitting:
            return 0.0, f"«{unit}» is missing in the longer name"
        at = fitting[0][0] + 1
        costs.append(fitting[0][1])
    if costs[0] > _FAREST:
        return 0.0, f"«{a[0]}» is not «{b[0]}»"
    score = _score(max(costs))
    if _is_initial(a[0]) or _is_initial(b[0]):
        score = min(score, _FIRST_INITIAL)
    if at == len(b):
        if is_given_name(a[-1]) and len(a) == 2:
            return min(score, _PATRONYMIC), "a middle name is missing, and the last is a given name"
        return min(score, _MIDDLE_MISSING), "the same but for a middle name"
    if at > len(a):
        return min(score, _PATRONYMIC), "parts of the longer name are missing"
    extra = set(range(len(a), len(b)))
    if extra <= long.fathers | long.houses:
        if short.fathers or short.houses or len(a) > 2:
            return min(score, _LINEAGE_MISSING), "the same but for the lineage"
        return min(score, _LAST_MISSING), "one name goes on with the lineage"
    if len(a) > 2:
        return min(score, _LONG_PREFIX), "the same names, and one goes on"
    most = _PATRONYMIC if is_given_name(a[-1]) else _LAST_MISSING
    return min(score, most), "the same first names, and one goes on"


def _unit_cost(one: str, other: str) -> float:
    if _is_initial(one) or _is_initial(other):
        return 0.0 if sounds(one)[:1] == sounds(other)[:1] else FAR
    return cost(one, other)


def _is_initial(unit: str) -> bool:
    return len(unit) == 1


def _score(found: float) -> float:
    return 1 - _COST_WEIGHT * found
