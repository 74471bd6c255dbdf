"""The component `kg_joint_claims`: the network's claims beside those of the rules, with one confidence.

The network gives every relation of every pair of actors a margin over its threshold; rules give some of them
a confidence of their own. Both are evidence on one statement, and a logistic curve fitted on development
articles (`calibration` in the network's description) turns them into a probability:

    logit = margin x slope + intercept                      the network alone
          + rule x rule confidence + rule intercept         where a rule says so too

A rule's claim that the network does not support at all, or whose names it never sees together, counts with
the least margin: one in six of them is right. A few rules that are right as they stand keep their own
confidence at least (`CERTAIN`). What the network alone says of an actor's state is dropped
where a title in the text or the knowledge base names another: «ديمبسي» of the United States holds no office
in Iraq.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.extraction.joint.network import EntityInText, JointModel, ReadClaim
from kg.extraction.joint.reader import open_model
from kg.extraction.nested import BODY_IN_NAME, STATE_BODY, Countries, country_in_name, name_host
from kg.extraction.places import MEMBERS_LISTED
from kg.extraction.standing import TITLE_OF_STATE
from kg.extraction.state import ClaimDraft
from kg.extraction.triggers import TriggerLexicon
from kg.ontology import Ontology
from kg.records import EntityType, Modality, Polarity
from kg.report import Drop

__all__ = ["CERTAIN", "LEAST_MARGIN", "Calibration", "JointClaims", "States"]

_EXTRACTOR = "network"
#: Rules that are right as they stand: the network's silence does not count against them.
CERTAIN = frozenset(f"rules:{rule}" for rule in (TITLE_OF_STATE, MEMBERS_LISTED, BODY_IN_NAME, STATE_BODY))
#: The network's margins end here; none below it is worth telling apart.
LEAST_MARGIN = -8.0
#: The network's claims below this confidence are not drafted.
_LEAST_CONFIDENCE = 0.2
_OFFICES = frozenset({"LEADS", "HOLDS_OFFICE"})
_TO = "لدي"  # folded
_MEMBER = "MEMBER_OF"
#: Ties to the one state that an actor belongs to.
_TO_ITS_STATE = _OFFICES | {"PART_OF", "BASED_IN"}

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The curve from margin and rule confidence to the probability that a claim is right."""

    slope: float
    intercept: float
    rule: float
    rule_intercept: float

    def __call__(self, margin: float, rule: float | None) -> float:
        """Return the probability; `rule` is the confidence of a rule that says the same, if any."""
        logit = self.slope * margin + self.intercept
        if rule is not None:
            logit += self.rule * rule + self.rule_intercept
        return 1 / (1 + math.exp(-logit))


@Language.factory("kg_joint_claims", default_config={"folder": "", "threads": 1})
def create_joint_claims(nlp: Language, name: str, folder: str, threads: int) -> JointClaims:
    """Return the component; it needs what `kg_joint` of the same folder read."""
    del nlp, name
    model = open_model(folder, threads)
    return JointClaims(model, Calibration(**model.calibration), Ontology.default(), TriggerLexicon.default())


class JointClaims:
    """Weighs the drafts of rules and adds the network's own."""

    def __init__(
        self, model: JointModel, calibration: Calibration, ontology: Ontology, triggers: TriggerLexicon
    ) -> None:
        self.model = model
        self.calibration = calibration
        self.ontology = ontology
        self.triggers = triggers

    def __call__(self, doc: Doc) -> Doc:
        drafts = state.claims(doc)
        found = self.opinions(doc)
        ruled = {self.triple_of(draft) for draft in drafts}
        if state.read_text(doc) is not None:
            for draft in drafts:
                self._weigh(draft, found.get(self.triple_of(draft)))
        by_key = _mentions_by_entity(doc)
        states = States(doc, drafts)
        together = _listed_together(drafts)
        members = {(start, key) for start, ends in together for key in ends}
        sentences = list(doc.sents) if len(doc) else []
        own: list[ClaimDraft] = []
        for triple, claim in found.items():
            confidence = self.calibration(claim.margin, None)
            if triple not in ruled and confidence >= _LEAST_CONFIDENCE:
                symmetric = self.ontology.relation(claim.relation).symmetric
                ends = frozenset((claim.subject, claim.object))
                start = sentences[claim.sentence].start
                one_list = symmetric and (start, ends) in together
                elsewhere = claim.relation == _MEMBER and (start, claim.subject) in members
                if one_list or elsewhere or states.contradict(triple) or _is_sent_to(doc, claim):
                    state.drop(doc, Drop.CLAIM_CONTRADICTED)
                    continue
                draft = _draft(claim, confidence, by_key, sentences)
                draft.trigger = self._trigger(draft)
                own.append(draft)
        drafts.extend(name_host(iter(own), doc, Countries(doc)))
        return doc

    def opinions(self, doc: Doc) -> dict[Triple, ReadClaim]:
        """Return the network's margin of every triple that is worth weighing, likely or not, and of what
        rules claim.
        """
        read = state.read_text(doc)
        if read is None:
            return {}
        entities = [_entity(key, spans) for key, spans in _mentions_by_entity(doc).items()]
        ends = [(draft.subject.kb_id_, draft.object.kb_id_) for draft in state.claims(doc)]
        always = {*ends, *((object_, subject) for subject, object_ in ends)}
        claims = self.model.claims(read, entities, LEAST_MARGIN, always)
        return {self._triple(c.subject, c.relation, c.object): c for c in claims}

    def triple_of(self, draft: ClaimDraft) -> Triple:
        """Return subject, relation and object of a draft; those of a symmetric relation in one order."""
        return self._triple(draft.subject.kb_id_, draft.relation, draft.object.kb_id_)

    def _weigh(self, draft: ClaimDraft, claim: ReadClaim | None) -> None:
        rule = draft.confidence
        draft.confidence = self.calibration(LEAST_MARGIN if claim is None else claim.margin, rule)
        if draft.extractor in CERTAIN:
            draft.confidence = max(draft.confidence, rule)
        if claim is not None and claim.margin > 0:
            draft.extractor += f"+{_EXTRACTOR}"
            draft.attributed_to = draft.attributed_to or claim.source

    def _trigger(self, draft: ClaimDraft) -> Span | None:
        """Return the word of the sentence that states the relation: of several the nearest to both names."""
        words = [
            token.i
            for token in draft.sentence
            if any(hit.trigger.relation == draft.relation for hit in self.triggers.hits(token.norm_))
        ]
        if not words:
            return None
        at = min(words, key=lambda i: (abs(i - draft.subject.start) + abs(i - draft.object.start), i))
        return Span(draft.sentence.doc, at, at + 1)

    def _triple(self, subject: str, relation: str, object_: str) -> Triple:
        if self.ontology.relation(relation).symmetric and object_ < subject:
            return object_, relation, subject
        return subject, relation, object_


def _mentions_by_entity(doc: Doc) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for mention in state.mentions(doc):
        found[mention.kb_id_].append(mention)
    return found


def _listed_together(drafts: Iterable[ClaimDraft]) -> set[tuple[int, frozenset[str]]]:
    """Return the pairs of a bloc and its listed members, each with the first token of the sentence that lists
    them: what «طهران والقوى الست (…)» sign, the six do not sign with each other.
    """
    blocs: dict[tuple[int, str], set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.extractor.startswith(f"rules:{MEMBERS_LISTED}"):
            bloc = draft.object.kb_id_
            blocs[draft.sentence.start, bloc].update((bloc, draft.subject.kb_id_))
    return {
        (start, frozenset(pair))
        for (start, _), keys in blocs.items()
        for pair in combinations(sorted(keys), 2)
    }


class States:
    """The state that each actor of a document belongs to, by titles in the text and by what is known."""

    def __init__(self, doc: Doc, drafts: Iterable[ClaimDraft]) -> None:
        self._entities = state.entities(doc)
        self._offices: dict[str, set[str]] = defaultdict(set)
        for draft in drafts:
            if draft.relation in _OFFICES and draft.object.label_ == EntityType.COUNTRY:
                self._offices[draft.subject.kb_id_].add(draft.object.kb_id_)

    def contradict(self, triple: Triple) -> bool:
        """Return whether a claim ties its subject to another state than its own."""
        key, relation, state_ = triple
        subject, object_ = self._entities[key], self._entities[state_]
        if relation not in _TO_ITS_STATE or object_.type is not EntityType.COUNTRY:
            return False
        offices = self._offices[key] if relation in _OFFICES else set()
        if state_ in offices:
            return False
        home = subject.country_id
        if home is None and relation == "PART_OF":
            home = country_in_name(subject.name)
        return bool(offices) or (home is not None and home != object_.known_id)


def _is_sent_to(doc: Doc, claim: ReadClaim) -> bool:
    """Return whether an office is said to be one of the state that an envoy is sent to: «السفير لدى …»."""
    if claim.relation not in _OFFICES:
        return False
    span = doc.char_span(*claim.object_mention, alignment_mode="expand")
    return span is not None and span.start > 0 and doc[span.start - 1].norm_ == _TO


def _entity(key: str, mentions: Sequence[Span]) -> EntityInText:
    spans = tuple((mention.start_char, mention.end_char) for mention in mentions)
    return EntityInText(key, mentions[0].label_, spans)


def _draft(
    claim: ReadClaim, confidence: float, mentions: Mapping[str, Sequence[Span]], sentences: Sequence[Span]
) -> ClaimDraft:
    return ClaimDraft(
        subject=_mention(mentions[claim.subject], claim.subject_mention),
        relation=claim.relation,
        object=_mention(mentions[claim.object], claim.object_mention),
        sentence=sentences[claim.sentence],
        trigger=None,
        confidence=confidence,
        extractor=_EXTRACTOR,
        polarity=Polarity(claim.polarity),
        modality=Modality(claim.modality),
        judged=True,
        attributed_to=claim.source,
    )


def _mention(mentions: Sequence[Span], place: tuple[int, int]) -> Span:
    return next(m for m in mentions if (m.start_char, m.end_char) == place)
