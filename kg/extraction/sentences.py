"""Where sentences start in Arabic (and Latin-script) news: the component `kg_sentences`.

A line end always ends a sentence, and so does a full stop, question or exclamation mark with closing
quotes and brackets after it. A dot does not where it belongs to an abbreviation («د. عصام»), a number, an
initial, a list number or a web address; two dots are a pause in Arabic news, three too inside a
quotation; «؛» ends none. After a dateline or a label («العنوان:») the sentence proper begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction import state

__all__ = ["create_sentences", "sentence_starts"]

#: Ignored spans that stand before a sentence on its own line.
_HEADS = frozenset({"dateline", "title-label"})
_STOP = "."
_MARKS = frozenset("!?؟")
_ELLIPSIS = "…"
_CLOSING = frozenset("”»’)]}›'")
_STRAIGHT_QUOTE = '"'
#: An Arabic word of this length before a dot without a blank after it is the end, not an abbreviation.
_SHORTEST_LAST_WORD = 3


@Language.factory("kg_sentences")
def create_sentences(nlp: Language, name: str) -> Sentences:
    """Return the component of a pipeline."""
    del nlp, name
    return Sentences()


class Sentences:
    """Marks the first token of each sentence."""

    def __call__(self, doc: Doc) -> Doc:
        tokens = [token.text for token in doc]
        starts = set(sentence_starts(tokens, [bool(token.whitespace_) for token in doc]))
        starts.update(_after_heads(doc))
        for token in doc:
            token.is_sent_start = token.i in starts
        return doc


def _after_heads(doc: Doc) -> Iterator[int]:
    """Yield the first word after each dateline and label of a field."""
    ends = [span.end for span in state.document(doc).ignored if span.reason in _HEADS]
    for end in ends:
        first = next((token.i for token in doc if token.idx >= end and not token.is_space), None)
        if first is not None:
            yield first


def sentence_starts(tokens: Sequence[str], blank_after: Sequence[bool]) -> Iterator[int]:
    """Yield the index of the first token of each sentence.

    Parameters
    ----------
    tokens : sequence of str
        All tokens of a text, white space included.
    blank_after : sequence of bool
        Whether a blank follows each token.

    Examples
    --------
    >>> words = ["قال", "د", ".", "علي", "نعم", ".", "»", "وأضاف"]
    >>> list(sentence_starts(words, [True, False, True, True, False, False, True, False]))
    [0, 7]
    """
    if not tokens:
        return
    yield 0
    ended = False
    broken = False
    line_start = 0
    open_quotes = 0
    straight = False
    for index, token in enumerate(tokens):
        if token.isspace():
            if "\n" in token or "\u2029" in token or "\r" in token:
                broken, ended, open_quotes, straight = True, False, 0, False
            continue
        if broken or (ended and not _closes(token, straight)):
            if index > 0:
                yield index
            if broken:
                line_start = index
            ended = broken = False
        if token == _STRAIGHT_QUOTE:
            straight = not straight
        elif token in ("“", "«"):
            open_quotes += 1
        elif token in ("”", "»"):
            open_quotes = max(0, open_quotes - 1)
        elif token[0] in _MARKS:
            ended = not _is_bracketed(tokens, index)
        elif token == _STOP:
            ended = _is_full_stop(tokens, blank_after, index, line_start)
        elif (token == _ELLIPSIS or token.startswith("...")) and not (open_quotes or straight):
            ended = True


def _closes(token: str, straight: bool) -> bool:
    """Return whether a token after the end mark still belongs to the sentence."""
    if token == _STRAIGHT_QUOTE:
        return straight
    return token in _CLOSING or token[0] in _MARKS or token[0] == _STOP


def _is_bracketed(tokens: Sequence[str], index: int) -> bool:
    """Return whether a mark stands alone in brackets, as doubt: «(؟)»."""
    return index > 0 and tokens[index - 1] == "(" and tokens[index + 1 : index + 2] == [")"]


def _is_full_stop(tokens: Sequence[str], blank_after: Sequence[bool], index: int, line_start: int) -> bool:
    if index == line_start:
        return False
    before = tokens[index - 1]
    after = tokens[index + 1] if index + 1 < len(tokens) else ""
    glued = bool(after) and not blank_after[index] and not after.isspace()
    if blank_after[index - 1] or before.isspace():
        return not glued
    if _is_initial(before) and after and not _is_line_end(after):
        return False
    if index - 1 == line_start and before.isdigit():
        return False
    if glued and after[0].isalnum():
        return (
            _is_arabic(before) and _is_arabic(after) and min(len(before), len(after)) >= _SHORTEST_LAST_WORD
        )
    return True


def _is_initial(word: str) -> bool:
    """Return whether a dot after the word marks an abbreviation: one letter, with its vowel signs."""
    return sum(char.isalpha() for char in word) == 1 and len(word) <= 3


def _is_line_end(token: str) -> bool:
    return token.isspace() and "\n" in token


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"
