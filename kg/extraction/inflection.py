"""Arabic verbs and nouns: inflected forms from a stem, and the analysis of a written word into letters
around a form.

Everything here works on folded text (see `kg.language.normalize.fold`), where short vowels are unwritten, so
that active and passive, and the first and the second person, often share one form.

>>> sorted(verb_forms("زار", "يزور"))[:3]
[('تزر', False), ('تزور', False), ('تزورا', False)]
>>> ("التقت", True) in verb_forms("التقي", "يلتقي")
True
>>> sorted(noun_forms("زياره"))
['زيارات', 'زيارتا', 'زيارتان', 'زيارتي', 'زيارتين', 'زياره']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Shape", "noun_forms", "participle_forms", "shapes", "verb_forms"]

_WEAK = "ايو"
_MARKER = "ه"  # the folded feminine ending
_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "كم", "ه")
_VERB_SUFFIXES = ("هما", "هم", "ها", "نا", "ه")
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to read a written word: letters in front, the form itself, letters behind.

    `conjunction` is «و» or «ف», `preposition` an attached «ب», «ل» or «ك», `future` marks «س», `definite` the
    article, `suffix` a pronoun; each is empty or False where absent.
    """

    form: str
    conjunction: str = ""
    preposition: str = ""
    future: bool = False
    definite: bool = False
    suffix: str = ""


def verb_forms(past: str, present: str) -> frozenset[tuple[str, bool]]:
    """Return the third-person forms of a verb, each with whether it is of the past stem.

    Parameters
    ----------
    past, present : str
        The folded third person masculine singular of both stems («التقي», «يلتقي»); "" for a stem that is
        left out, as where its forms mean something else («وعد», but not «يعد»).
    """
    forms = {(form, True) for form in _past_forms(past)} if past else set()
    if present:
        forms.update((form, False) for form in _present_forms(past or "---", present))
    return frozenset(forms)


def _past_forms(past: str) -> Iterator[str]:
    defective = past[-1] in "اي" and len(past) > 2
    yield past
    if defective:
        dual = past[:-1] + "و" if past[-1] == "ا" and len(past) == 3 else past[:-1] + "ي"
        yield from (past[:-1] + "ت", past[:-1] + "تا", past[:-1] + "وا", dual + "ا")
    else:
        yield from (past + ending for ending in ("ت", "تا", "ا", "وا", "ن"))


def _present_forms(past: str, present: str) -> Iterator[str]:
    body = present[1:]
    defective = body[-1] in _WEAK
    bases = {body}
    if defective:
        bases.add(body[:-1])
    elif len(body) > 2 and body[-2] in _WEAK and past[-2] == "ا":
        bases.add(body[:-2] + body[-1])
    for person in "يت":
        yield from (person + base for base in bases)
        long = body[:-1] if defective else body
        dual = (body[:-1] + "ي" if body[-1] == "ا" else body) if defective else body
        yield from (person + dual + ending for ending in ("ان", "ا"))
        yield from (person + long + ending for ending in ("ون", "وا"))


def noun_forms(noun: str) -> frozenset[str]:
    """Return a noun with its dual and, for the feminine ending, its sound plural; «ت» before pronouns is
    not here.
    """
    stem = noun[:-1] + "ت" if noun.endswith(_MARKER) else noun
    forms = {noun, *(stem + ending for ending in ("ان", "ين", "ا", "ي"))}
    if noun.endswith(_MARKER):
        forms.add(noun[:-1] + "ات")
    elif noun.endswith("اء"):
        forms.add(noun + "ات")
    else:
        forms -= {stem + "ا", stem + "ي"}
    return frozenset(forms)


def participle_forms(participle: str) -> frozenset[str]:
    """Return the forms of a participle or adjective: feminine, accusative, dual and sound plurals.

    >>> sorted(participle_forms("متهم"))[:4]
    ['متهم', 'متهما', 'متهمات', 'متهمان']
    >>> "داعيا" in participle_forms("داعي") and "داع" in participle_forms("داعي")
    True
    """
    if participle.endswith(_MARKER):
        return frozenset({participle})
    short = participle[:-1] if participle.endswith("ي") and len(participle) == 4 else participle
    forms = {participle, short, participle + "ا", participle + _MARKER, participle + "ات"}
    forms.update(participle + ending for ending in ("ان", "ين", "تان", "تين", "تا", "تي"))
    forms.update(short + ending for ending in ("ون", "ين", "و", "ي"))
    return frozenset(forms)


def shapes(word: str) -> Iterator[Shape]:
    """Yield every reading of a folded word as attached letters around a form; the bare word first."""
    if len(word) == 3 and word[0] in _CONJUNCTIONS:
        yield Shape(word[1:], word[0])  # «وحث», «ورد»
    for conjunction, rest in _stripped(word, _CONJUNCTIONS):
        yield from _verb_shapes(conjunction, rest)
        for preposition, inner in _stripped(rest, _PREPOSITIONS):
            yield from _noun_shapes(conjunction, preposition, inner)


def _stripped(word: str, letters: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield "", word
    if word[:1] in letters and len(word) > 3:
        yield word[0], word[1:]


def _verb_shapes(conjunction: str, word: str) -> Iterator[Shape]:
    for future, form in (
        ((False, word), (True, word[1:])) if word[:1] == "س" and len(word) > 3 else ((False, word),)
    ):
        yield Shape(form, conjunction, future=future)
        for suffix in _VERB_SUFFIXES:
            if form.endswith(suffix) and len(form) - len(suffix) > 2:
                bare = form[: -len(suffix)]
                yield Shape(bare, conjunction, future=future, suffix=suffix)
                yield Shape(
                    bare + "ا" if bare.endswith("و") else bare, conjunction, future=future, suffix=suffix
                )
                if bare.endswith("ا"):
                    yield Shape(bare[:-1] + "ي", conjunction, future=future, suffix=suffix)


def _noun_shapes(conjunction: str, preposition: str, word: str) -> Iterator[Shape]:
    if word.startswith("ال") and len(word) > 4:
        yield Shape(word[2:], conjunction, preposition, definite=True)
        return
    if preposition == "ل" and word.startswith("ل") and len(word) > 3:
        yield Shape(word[1:], conjunction, preposition, definite=True)
    yield Shape(word, conjunction, preposition)
    if word.endswith("ا") and len(word) > 3:
        yield Shape(word[:-1], conjunction, preposition)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) > 2:
            bare = word[: -len(suffix)]
            yield Shape(bare, conjunction, preposition, suffix=suffix)
            if bare.endswith("ت"):
                yield Shape(bare[:-1] + _MARKER, conjunction, preposition, suffix=suffix)
            if bare[-1] in "وي" and len(bare) > 3:  # «لقاؤه», «لقائه»: hamza folded to its seat
                yield Shape(bare[:-1] + "ء", conjunction, preposition, suffix=suffix)
