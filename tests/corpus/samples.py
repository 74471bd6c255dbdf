"""Texts composed for these tests."""

from __future__ import annotations

from kg.corpus import ReadResult
from kg.records import Document
from kg.report import Drop

SHORT = "وصل لافروف إلى بيونغ يانغ"
SENTENCE = "وصل وزير الخارجية الروسي سيرغي لافروف إلى بيونغ يانغ، حيث التقى نظيرته الكورية الشمالية."
ARTICLE = "\n".join(
    [
        "لافروف يصل إلى بيونغ يانغ في زيارة تستمر يومين",
        SENTENCE,
        "وقالت الوزارة إن الجانبين ناقشا توسيع التعاون في الطاقة والنقل، واتفقا على عقد لجنة مشتركة كل عام.",
        "ومن المقرر أن يعود الوزير إلى موسكو يوم الجمعة بعد توقيع بروتوكول للتبادل الثقافي بين البلدين.",
    ]
)
ENGLISH = "The foreign minister of Russia arrived in Pyongyang on Thursday for talks with his counterpart."


def only(result: ReadResult) -> Document:
    """Return the one document of a result that has no drops."""
    assert result.drops == ()
    (document,) = result.documents
    return document


def reasons(result: ReadResult) -> list[Drop]:
    return [drop.reason for drop in result.drops]


def ignored(document: Document) -> list[tuple[str, str]]:
    return [(span.reason, document.text[span.start : span.end]) for span in document.ignored]
