"""Words, marks and white space as tokens that give back the text exactly; proclitics before names apart.

A proclitic (و ف ب ل ك س and pairs of them) becomes a token of its own only where a name remains: a known
name, read with the words that follow, or a word outside the common vocabulary that the document also holds
without the proclitic. «وبوتين» is two tokens, «واشنطن» one; «للصين» is «ل» and «لصين» with the norm «الصين».
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from spacy.attrs import NORM  # type: ignore[import-not-found]  # a compiled module without stubs
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from kg.extraction.bodies import body_patterns, first_words
from kg.extraction.demonyms import AdjectiveSigns
from kg.extraction.lexicon import Lexicon
from kg.extraction.name_parts import NameParts
from kg.extraction.organizations import OrganizationHeads
from kg.extraction.references import ReferenceWords
from kg.extraction.vocabulary import Vocabulary
from kg.language.normalize import fold
from kg.language.proclitics import peel

__all__ = ["Tokenizer", "create_tokenizer", "split"]

_MARK = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    r"\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
#: Tatweel, joiners and direction marks: part of a word only between its letters.
_INNER = r"\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_LETTER = r"[^\W\d_]"

_PIECE = re.compile(
    rf"(?P<word>{_LETTER}[{_MARK}\u0640]*(?:[{_INNER}]*{_LETTER}[{_MARK}\u0640]*)*)"
    r"|(?P<number>\d+(?:[.,٫٬]\d+)*)"
    r"|(?P<space>\s+)"
    rf"|\.{{2,}}|[!?؟]+|[^\w\s][{_MARK}]*|.",
    re.DOTALL,
)

#: The longest word that can be a name with a proclitic; longer ones are noise and stay whole.
_LONGEST_WORD = 40
#: The shortest unknown word that counts as a name because the document repeats it.
_SHORTEST_UNKNOWN = 4
_PROCLITICS = frozenset("وفبلكس")


def split(text: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces and say of each whether one blank (U+0020) follows it.

    Pieces and blanks together are the text, character for character.

    >>> split("قال: 3.5% (نعم)")
    [('قال', False), (':', True), ('3.5', False), ('%', True), ('(', False), ('نعم', False), (')', False)]
    """
    pieces: list[tuple[str, bool]] = []
    at, length = 0, len(text)
    while at < length:
        match = _PIECE.match(text, at)
        assert match is not None, "the last alternative takes any character"
        end = match.end()
        blank = end < length and text[end] == " "
        pieces.append((match.group(), blank))
        at = end + blank
    return pieces


class Tokenizer:
    """The tokenizer of both pipelines; names and vocabulary decide on proclitics.

    Parameters
    ----------
    vocab : Vocab
        The pipeline's store of strings. The `NORM` of its words becomes their folded form.
    lexicon : Lexicon
        Known names.
    vocabulary : Vocabulary
        Common words, which hold no name, and given names.
    heads : collection of str
        Folded first words of names that patterns find («وزارة», «الجيش»).
    """

    def __init__(
        self, vocab: Vocab, lexicon: Lexicon, vocabulary: Vocabulary, heads: Collection[str] = ()
    ) -> None:
        self.vocab = vocab
        self.lexicon = lexicon
        self.vocabulary = vocabulary
        self.heads = frozenset(heads)
        vocab.lex_attr_getters = {**vocab.lex_attr_getters, NORM: norm}  # type: ignore[attr-defined]

    def __call__(self, text: str) -> Doc:
        pieces = split(text)
        cuts = self._cuts([piece for piece, _ in pieces])
        words: list[str] = []
        spaces: list[bool] = []
        norms: list[tuple[int, str]] = []
        for index, (word, blank) in enumerate(pieces):
            cut = cuts.get(index)
            if cut is not None:
                length, name = cut
                words.append(word[:length])
                spaces.append(False)
                word = word[length:]
                norms.append((len(words), name))
            words.append(word)
            spaces.append(blank)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for index, name in norms:
            if doc[index].norm_ != name:
                doc[index].norm_ = name
        return doc

    def _cuts(self, pieces: Sequence[str]) -> dict[int, tuple[int, str]]:
        """Return the pieces to cut: index to the length of the proclitics and the folded name after them."""
        words = [norm(piece) for piece in pieces]
        written = [word for word in words if not word.isspace()]
        counts = Counter(written)
        cuts: dict[int, tuple[int, str]] = {}
        at = 0
        for index, (piece, word) in enumerate(zip(pieces, words, strict=True)):
            if word.isspace():
                continue
            if (
                word[0] in _PROCLITICS
                and 2 < len(piece) < _LONGEST_WORD
                and word not in self.vocabulary.common
            ):
                gate = _Gate(self, written, at, counts)
                length = peel(piece, gate)
                if length:
                    cuts[index] = length, gate.name
            at += 1
        return cuts


class _Gate:
    """Decides for one word of a text whether what is left of it is a name; keeps the name it let through."""

    def __init__(self, tokenizer: Tokenizer, words: Sequence[str], at: int, counts: Counter[str]) -> None:
        self.tokenizer = tokenizer
        self.words = words
        self.at = at
        self.counts = counts
        self.name = ""

    def __call__(self, name: str) -> bool:
        known = self._is_known(name)
        if name != self.words[self.at]:
            known = known or self._is_repeated(name)
        if known:
            self.name = name
        return known

    def _is_known(self, name: str) -> bool:
        tokenizer = self.tokenizer
        if tokenizer.vocabulary.is_given_name(name) or name in tokenizer.heads:
            return True
        return (
            tokenizer.lexicon.starts(name)
            and tokenizer.lexicon.longest(self.words, self.at, name) is not None
        )

    def _is_repeated(self, name: str) -> bool:
        """Return whether the document also holds the word alone, and it is no common one."""
        return (
            len(name) >= _SHORTEST_UNKNOWN
            and self.counts[name] > 0
            and not self.tokenizer.vocabulary.is_common(name)
        )


def norm(word: str) -> str:
    """Return the folded form of one token; of punctuation and white space, the token itself."""
    return (fold(word) if word[0].isalnum() else "") or word


def _heads() -> frozenset[str]:
    """Return the words that open a name or refer to one: their proclitics are cut off too."""
    adjectives = frozenset(AdjectiveSigns.default().blocs)
    names = first_words(body_patterns()) | NameParts.default().openers | OrganizationHeads.default().every
    return names | adjectives | ReferenceWords.default().all_words()


@registry.tokenizers("kg.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer(actor_files: Sequence[str] = ()) -> Callable[[Language], Tokenizer]:
    """Return what makes the tokenizer of a pipeline; `actor_files` are the user's files of actors."""

    def create(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab, Lexicon.load(tuple(actor_files)), Vocabulary.default(), _heads())

    return create
