"""The word lists of the names components hold what they promise, and say where they do not."""

from __future__ import annotations

import pytest

from kg.errors import ResourceError
from kg.extraction import bodies, vocabulary
from kg.extraction.bodies import body_patterns
from kg.extraction.demonyms import AdjectiveSigns
from kg.extraction.lexicon import Lexicon
from kg.extraction.organizations import OrganizationHeads
from kg.extraction.vocabulary import Vocabulary
from kg.language.normalize import fold
from kg.records import EntityType
from kg.resources import read_yaml


def test_kinds_of_bodies_and_heads_are_known_kinds() -> None:
    kinds = read_yaml("actors/kinds.yaml")
    sections = {EntityType.ORGANIZATION: kinds["organization"], EntityType.GROUP: kinds["group"]}
    assert [p.slug for p in body_patterns() if p.kind not in sections[p.type]] == []
    heads = OrganizationHeads.default()
    assert {*heads.inside.values(), *heads.outside.values()} <= kinds["organization"].keys()


def test_weak_and_quoted_heads_are_heads() -> None:
    heads = OrganizationHeads.default()
    assert heads.weak <= heads.inside.keys()
    assert heads.quoted_only <= heads.outside.keys()


def test_blocs_are_actors() -> None:
    actors = Lexicon.load(()).actors
    assert [id_ for id_ in AdjectiveSigns.default().blocs.values() if actors.get(id_) is None] == []


def test_words_are_folded_and_no_country_is_a_common_word() -> None:
    words = Vocabulary.default()
    assert [word for word in sorted(words.common | words.given_names) if fold(word) != word] == []
    countries = {
        fold(actor.name_ar or "") for actor in Lexicon.load(()).actors if actor.type is EntityType.COUNTRY
    }
    assert sorted(countries & words.common) == []


def test_a_common_word_is_known_with_what_is_attached_to_it() -> None:
    words = Vocabulary.default()
    assert all(map(words.is_common, ("مدينه", "والمدينه", "للمدينه", "مدينتهم", "مسوولون", "يعلنون")))
    assert not any(map(words.is_common, ("كركودينوف", "دينيس", "ستولتنبرغ")))


def test_a_list_of_the_wrong_form_names_file_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "read_yaml", lambda name: {"common": ["a", "list"]})
    with pytest.raises(ResourceError, match=r"words\.yaml: common"):
        vocabulary._read("words.yaml", "common")


def test_a_body_without_heads_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "read_yaml", lambda name: {"organizations": {"army": {"kind": "military"}}})
    with pytest.raises(ResourceError, match="organizations: army needs kind and heads"):
        body_patterns.__wrapped__()
