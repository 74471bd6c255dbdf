"""The component `kg_status`: whether each drafted claim holds, is meant or only possible; who says so;
when, where, what.

It reads drafts, whoever proposed them, and the words around them; what a draft already says is refined, not
erased.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.extraction.analysis import Analyser, Sentence
from kg.extraction.attribution import Speakers, open_lists, open_quotations
from kg.extraction.circumstances import Circumstances
from kg.extraction.phrases import Phrase
from kg.extraction.reading import Actor, Reading
from kg.extraction.state import ClaimDraft
from kg.language.cues import CueMatch, Cues, cues
from kg.language.phrases import without_article
from kg.language.verbs import is_future
from kg.ontology import Ontology
from kg.records import EntityType, Modality, Polarity

__all__ = ["StatusFinder"]

_NEAR_SCOPE = 6  # items that a negation reaches
_WIDE_SCOPE = 14  # items that a possibility, plan, wish or demand reaches
_BACK_SCOPE = 4  # items after the trigger where a qualifying adjective may stand
_CLAIMED = "ATTACKS"
_NARROW = frozenset({"negation", "intention", "suspension"})
_NO_EFFECT = frozenset({"false_negation", "emphasis", "ongoing"})
_WORDS_THAT_DENY = frozenset({"denial", "refusal"})


@dataclass(slots=True)
class _Scene:
    """A sentence with its cues and speakers, made once for all its drafts."""

    sentence: Sentence
    cues: list[CueMatch]
    speakers: Speakers
    item_of: dict[int, int]  # first token of every item to the item


class StatusFinder:
    """Fills polarity, modality, source, dates, place, context, item and quantity of every draft."""

    def __init__(self, analyser: Analyser, cue_lexicon: Cues, ontology: Ontology) -> None:
        self.analyser, self.cues, self.ontology = analyser, cue_lexicon, ontology
        self.circumstances = Circumstances(analyser.grammar)

    def __call__(self, doc: Doc) -> Doc:
        """Fill in the drafts of `state.claims(doc)`."""
        drafts = state.claims(doc)
        if not drafts:
            return doc
        scenes: dict[int, _Scene] = {}
        sentences = {sentence.reading.sentence.start: sentence for sentence in self.analyser.read(doc)}
        voices = self._voices(doc, sentences)
        authors = self._authors(sentences)
        for draft in drafts:
            start = draft.sentence.start
            if start not in sentences:
                continue
            if start not in scenes:
                scenes[start] = self._scene(sentences[start], voices.get(start), authors.get(start))
            self._fill(draft, scenes[start])
        return doc

    def _voices(self, doc: Doc, sentences: dict[int, Sentence]) -> dict[int, Actor]:
        """Return who speaks in the sentences that begin within a quotation or list, by their first token."""
        starts = sorted(sentences)
        voices: dict[int, Actor] = {}
        for start, opening in (open_lists(doc) | open_quotations(doc)).items():
            place = bisect_right(starts, opening) - 1
            if start not in sentences or place < 0:
                continue
            sentence = sentences[starts[place]]
            if opening >= sentence.reading.sentence.end:
                continue
            inside = [at for at, (_, end) in enumerate(sentence.reading.tokens) if end > opening + 1]
            if inside:
                main = sentence.subjects.main()
                said_by = Speakers(sentence, self.cues).source(inside[0]) or (
                    main.actors[0] if main else None
                )
            else:
                said_by = _first_person(sentence)
            if said_by is not None:
                voices[start] = said_by
        return voices

    def _authors(self, sentences: dict[int, Sentence]) -> dict[int, Phrase]:
        """Return who wrote the statement or report named last before a sentence, by the first tokens."""
        authors: dict[int, Phrase] = {}
        last: Phrase | None = None
        for start, sentence in sorted(sentences.items()):
            if last is not None:
                authors[start] = last
            if any(without_article(word) in self.cues.documents for word in sentence.reading.words):
                last = Speakers(sentence, self.cues, author=last).author_named() or last
        return authors

    def _scene(self, sentence: Sentence, voice: Actor | None, author: Phrase | None) -> _Scene:
        reading = sentence.reading
        found = self.cues.find([word or "-" for word in reading.words])
        item_of = {
            token: item for item, (start, end) in enumerate(reading.tokens) for token in range(start, end)
        }
        return _Scene(sentence, found, Speakers(sentence, self.cues, voice, author), item_of)

    def _fill(self, draft: ClaimDraft, scene: _Scene) -> None:
        reading = scene.sentence.reading
        relation = self.ontology.relation(draft.relation) if draft.relation in self.ontology else None
        stance = relation is not None and EntityType.COUNTRY in relation.subject
        standing = relation is not None and relation.family == "standing" and not stance
        at = _anchor(draft, scene)
        if at is None:
            return
        if draft.trigger is not None and not draft.judged and not (standing and draft.office is not None):
            lasting = relation is not None and relation.family == "standing"
            self._judge(draft, at, reading, scene.cues, lasting)
        if standing:
            return
        self._attribute(draft, at, scene)
        self.circumstances.fill(draft, at, scene.sentence)

    def _judge(
        self, draft: ClaimDraft, at: int, reading: Reading, found: list[CueMatch], lasting: bool
    ) -> None:
        """Set polarity and modality from the cues whose scope holds the trigger; the nearest of a kind
        decides.
        """
        speech = draft.relation in self.analyser.lexicon.speech
        modality_gap = 1_000
        if is_future(reading.words[at]) and not lasting:
            draft.modality = Modality.PLANNED
        for match in found:
            cue = match.cue
            if cue.kind in _NO_EFFECT or not _in_scope(match, at, reading):
                continue
            if cue.relations and draft.relation not in cue.relations:
                continue
            if cue.kind in _WORDS_THAT_DENY and speech:
                continue
            if cue.polarity is Polarity.NEGATED:
                draft.polarity = Polarity.NEGATED
            gap = abs(at - match.start)
            if cue.modality is not None and gap < modality_gap and not lasting:
                draft.modality, modality_gap = Modality(cue.modality), gap

    def _attribute(self, draft: ClaimDraft, at: int, scene: _Scene) -> None:
        """Set the source: who speaks in the sentence, else whom the draft names already. A speech act whose
        doer is the speaker has none.
        """
        subject, proposed = draft.subject.kb_id_, draft.attributed_to
        if draft.relation == _CLAIMED and scene.speakers.owns_up(subject):
            draft.attributed_to = subject
            return
        speaker = scene.speakers.source(at)
        if speaker is None:
            if proposed is not None and (
                _together(subject, proposed, scene) or _set_against(proposed, at, scene.sentence.reading)
            ):
                draft.attributed_to = None
            return
        own = speaker.key == subject or _together(subject, speaker.key, scene)
        silent = draft.relation in self.analyser.lexicon.speech or scene.speakers.announces(at)
        draft.attributed_to = None if own and silent else speaker.key


def _first_person(sentence: Sentence) -> Actor | None:
    """Return the person whom a sentence names first: whose list it opens."""
    actors = (actor for phrase in sentence.phrases for actor in phrase.actors)
    return next((actor for actor in actors if actor.type is EntityType.PERSON), None)


def _together(one: str, other: str, scene: _Scene) -> bool:
    """Whether two actors stand in one list: what «السعودية ومصر» announce, neither reports of the other."""
    lists = ({actor.key for actor in phrase.actors} for phrase in scene.sentence.phrases)
    return one != other and any({one, other} <= keys for keys in lists)


def _set_against(speaker: str, at: int, reading: Reading) -> bool:
    """Whether an item stands in a clause that is set against what a speaker says before it: «حذر آبي أحمد …،
    فيما تعهدت تركيا بـ…».
    """
    named = [item for item in range(at) if any(actor.key == speaker for actor in reading.actors[item])]
    return bool(named) and any(reading.info[item].contrast for item in range(named[-1], at))


def _anchor(draft: ClaimDraft, scene: _Scene) -> int | None:
    """Return the item that stands for the claim: its trigger, else its later argument in the sentence."""
    spans: list[Span] = [draft.trigger] if draft.trigger is not None else [draft.object, draft.subject]
    return next((scene.item_of[span.start] for span in spans if span.start in scene.item_of), None)


def _in_scope(match: CueMatch, at: int, reading: Reading) -> bool:
    """Whether a cue speaks of the item: close enough, on its side, with no end of clause between."""
    if match.start <= at < match.stop:
        return match.cue.kind == "intention" and is_future(reading.words[at])
    if match.cue.side == "before":
        return at < match.start <= at + _BACK_SCOPE and not any(
            _ends_scope(reading, item) for item in range(at + 1, match.start)
        )
    if match.stop > at:
        return False
    reach = (
        _NEAR_SCOPE if match.cue.kind in _NARROW and match.cue.polarity is Polarity.NEGATED else _WIDE_SCOPE
    )
    if at - match.stop > reach:
        return False
    if match.cue.kind == "intention" and is_future(reading.words[match.start]):
        return at - match.stop <= _NEAR_SCOPE and not any(
            _ends_scope(reading, i) for i in range(match.stop, at)
        )
    return not any(_ends_scope(reading, item) for item in range(match.stop, at))


def _ends_scope(reading: Reading, item: int) -> bool:
    if reading.actors[item]:
        return False
    info = reading.info[item]
    if reading.stop(item) or info.relative or info.adverbial:
        return True
    if reading.comma(item):
        return True
    return (
        item > 0
        and reading.clauses[reading.clause_at[item]].start == item
        and reading.clause(item).kind in ("coordinate", "state")
    )


@Language.factory("kg_status")
def create_status(nlp: Language, name: str) -> StatusFinder:
    """Make the component with the resources that ship with the package."""
    del nlp, name
    return StatusFinder(Analyser.default(), cues(), Ontology.default())
