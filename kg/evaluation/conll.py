"""Names against corpora in CoNLL form (a word, a tab, a tag; blank lines between sentences).

The corpora differ from our labels, so this is what is compared:

* Person is PERS, Country and Place are LOC, Organization is ORG. Groups and nationality adjectives
  («الروسي»), which ANERcorp and AQMAR leave untagged, are not compared.
* MISC (currencies, prizes, products; «البيت الأبيض» in ANERcorp) is a label that `kg` does not give. The sum
  over PERS, LOC and ORG leaves it out; the sum over all four, which published figures mean, counts each
  MISC name as missed. A name of ours in its place is wrong in both.
* The corpora tag whole words: «وبكين» is one word with B-LOC. `whole words` widens our spans to words.
  `without proclitics` instead takes the proclitics off gold's first word, where a name remains that our
  lexicon or the corpus itself has elsewhere, and compares to the letter.
* Each sentence is read as a document of its own, as a tagger would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.actors import Actors
from kg.errors import ReadError
from kg.evaluation.measures import Count, interval, total
from kg.extraction.pipeline import extract
from kg.extraction.vocabulary import Vocabulary
from kg.language.normalize import fold
from kg.language.proclitics import peel
from kg.records import Document, EntityType, Form, Mention, document_id

__all__ = [
    "COMPARED",
    "LABELS",
    "TaggedName",
    "TaggedScores",
    "TaggedSentence",
    "find_names",
    "read_conll",
    "score_tagged",
]

#: The label of the corpora for each of our types; Group has none.
LABELS = {
    EntityType.PERSON: "PERS",
    EntityType.COUNTRY: "LOC",
    EntityType.PLACE: "LOC",
    EntityType.ORGANIZATION: "ORG",
}
#: The labels that both sides give, and the one that only the corpora have.
COMPARED = ("PERS", "LOC", "ORG")
_MISC = "MISC"
_SPELLED = {"PER": "PERS", "MIS": _MISC}
_PROCLITICS = frozenset("وفبلكس")
#: Letters of the shortest name that may remain: «بار» is not «ب» and «ار».
_SHORTEST = 3
_UNTAGGED = frozenset({Form.DEMONYM, Form.REFERENCE})


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A span of a sentence's text with a label of the corpus."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """The words of a sentence, joined by blanks, and the names in it."""

    text: str
    names: tuple[TaggedName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedScores:
    """Counts by label, both ways, and the sums by sentence over PERS, LOC and ORG for the interval."""

    whole_words: dict[str, Count]
    without_proclitics: dict[str, Count]
    sentences: tuple[Count, ...]

    def compared(self, counts: dict[str, Count]) -> Count:
        """Return the sum over PERS, LOC and ORG."""
        return total(counts[label] for label in COMPARED)

    def interval(self) -> tuple[float, float]:
        """Return the 95 % bootstrap interval of the F1 over PERS, LOC and ORG in whole words, by sentence."""
        return interval(self.sentences)


def read_conll(path: Path) -> tuple[TaggedSentence, ...]:
    """Read a file. A name starts at B-x, or at an I-x after neither B-x nor I-x, as in CoNLL's scorer.

    Raises
    ------
    ReadError
        When the file cannot be read or a line has no tag.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path} cannot be read: {error}.", "Look at --data and --shared.") from error
    sentences: list[TaggedSentence] = []
    words: list[tuple[str, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        word, tab, tag = line.partition("\t")
        if line.strip() and not (tab and word and tag):
            raise ReadError(f"{path}, line {number} is no word with a tag.", "Write: WORD, a tab, TAG.")
        if line.strip():
            words.append((word, tag))
        elif words:
            sentences.append(_sentence(words))
            words = []
    return tuple(sentences)


def _sentence(words: Sequence[tuple[str, str]]) -> TaggedSentence:
    names: list[TaggedName] = []
    start, before = 0, ""
    for word, tag in words:
        place, _, label = tag.partition("-")
        label = _SPELLED.get(label, label)
        end = start + len(word)
        if label and place == "I" and before == label:
            names[-1] = replace(names[-1], end=end)
        elif label:
            names.append(TaggedName(start, end, label))
        before, start = label, end + 1
    return TaggedSentence(" ".join(word for word, _ in words), tuple(names))


def find_names(sentences: Iterable[TaggedSentence]) -> list[tuple[TaggedName, ...]]:
    """Return the names that the pipeline finds in each sentence, with the corpora's labels."""
    documents = (
        Document(id=document_id(f"{number}\n{sentence.text}"), path=f"{number}", text=sentence.text)
        for number, sentence in enumerate(sentences)
    )
    return [labelled(extraction.mentions) for extraction in extract(documents)]


def labelled(mentions: Iterable[Mention]) -> tuple[TaggedName, ...]:
    """Return the mentions that the corpora would tag."""
    return tuple(
        TaggedName(mention.start, mention.end, LABELS[mention.type])
        for mention in mentions
        if mention.type in LABELS and mention.form not in _UNTAGGED
    )


def score_tagged(sentences: Sequence[TaggedSentence], found: Sequence[Sequence[TaggedName]]) -> TaggedScores:
    """Compare names with the corpus; both sequences are in the order of its sentences."""
    is_name = _lexicon(sentences)
    labels = (*COMPARED, _MISC)
    whole: dict[str, Count] = dict.fromkeys(labels, Count())
    peeled: dict[str, Count] = dict.fromkeys(labels, Count())
    by_sentence: list[Count] = []
    for sentence, names in zip(sentences, found, strict=True):
        gold = set(sentence.names)
        bare = {_peeled(sentence.text, name, is_name) for name in sentence.names}
        widened = {_widened(sentence.text, name) for name in names}
        for label in labels:
            whole[label] += _count(widened, gold, label)
            peeled[label] += _count(set(names), bare, label)
        by_sentence.append(total(_count(widened, gold, label) for label in COMPARED))
    return TaggedScores(whole_words=whole, without_proclitics=peeled, sentences=tuple(by_sentence))


def _count(predicted: set[TaggedName], gold: set[TaggedName], label: str) -> Count:
    return Count.of_sets(
        {name for name in predicted if name.label == label}, {name for name in gold if name.label == label}
    )


def _widened(text: str, name: TaggedName) -> TaggedName:
    start, end = text.rfind(" ", 0, name.start) + 1, text.find(" ", name.end)
    return TaggedName(start, len(text) if end < 0 else end, name.label)


def _peeled(text: str, name: TaggedName, is_name: Callable[[str], bool]) -> TaggedName:
    return replace(name, start=name.start + peel(_first_word(text, name), is_name))


def _lexicon(sentences: Iterable[TaggedSentence]) -> Callable[[str], bool]:
    """Return whether a folded word begins a name of our lexicon, or one of the corpus without proclitic."""
    words = {surface.key.split(" ", 1)[0] for surface in Actors.default().surfaces()}
    words |= Vocabulary.default().given_names
    for sentence in sentences:
        firsts = (fold(_first_word(sentence.text, name)) for name in sentence.names)
        words.update(first for first in firsts if first[:1] not in _PROCLITICS)
    return {word for word in words if len(word) >= _SHORTEST}.__contains__


def _first_word(text: str, name: TaggedName) -> str:
    return text[name.start : name.end].partition(" ")[0]
