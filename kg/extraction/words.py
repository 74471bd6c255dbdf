"""A `Doc` as folded words: what name finders read. Blanks and joining signs inside names are left out.

«بيونغ-يانغ», «سي.إن.إن» and «5 + 1» are read as the words «بيونغ يانغ», «سي ان ان» and «5 1». A line end
stays, as the word that no name holds, and so does punctuation.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

__all__ = ["LINE_END", "Words"]

LINE_END = "\n"
_JOINING = frozenset("-‐‑.'’_·+")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document by position.

    Parameters
    ----------
    forms : list of str
        Folded words; punctuation as written; `LINE_END` for a line end.
    tokens : list of int
        The token that each word is in the `Doc`.
    written : list of str
        The tokens' text.
    sentences : list of int
        The number of the sentence that each word stands in.
    """

    forms: list[str]
    tokens: list[int]
    written: list[str]
    sentences: list[int]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Return the words of a `Doc`; sentence numbers are 0 where no sentences are set."""
        words = cls([], [], [], [])
        texts = [token.text for token in doc]
        glued = [not token.whitespace_ for token in doc]
        starts = [token.is_sent_start is True for token in doc]
        sentence = 0
        for index, (text, token) in enumerate(zip(texts, doc, strict=True)):
            sentence += starts[index] and index > 0
            if text.isspace():
                if LINE_END not in text:
                    continue
                form = LINE_END
            elif text in _JOINING and _joins(texts, glued, index):
                continue
            else:
                form = token.norm_
            words.forms.append(form)
            words.tokens.append(index)
            words.written.append(text)
            words.sentences.append(sentence)
        return words

    def __len__(self) -> int:
        return len(self.forms)

    def key(self, start: int, end: int) -> str:
        """Return the folded words from `start` to `end` as one key."""
        return " ".join(self.forms[start:end])


def _joins(texts: list[str], glued: list[bool], index: int) -> bool:
    """Return whether a sign stands between two words without a blank, or a plus between two numbers."""
    if texts[index] == "+":
        return "".join(texts[max(0, index - 1) : index + 2 : 2]).isdigit()
    return (
        0 < index < len(texts) - 1
        and glued[index - 1]
        and glued[index]
        and texts[index - 1][-1].isalnum()
        and texts[index + 1][0].isalnum()
    )
