"""The knowledge base of actors: names, adjectives, capitals, ambiguity, the user's files, the compiler."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.actors import CONTEXT_WEIGHT, Actors
from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.records import EntityType, Form
from kg.resources import resource_path
from kg.resources.build_actors import compile_actors, main, read_curated, serialized, shared_keys

ROOT = Path(__file__).parents[1]
GAZETTEERS = ROOT.parent / "shared" / "data" / "gazetteers"
EXAMPLE = ROOT / "configs" / "actors.yaml"

Rows = dict[str, dict[str, Any]]
Entries = dict[str, dict[str, dict[str, dict[str, Any]]]]

needs_gazetteers = pytest.mark.skipif(not GAZETTEERS.is_dir(), reason=f"{GAZETTEERS} is not here")


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors.default()


def named(actors: Actors, name: str) -> list[str]:
    return [actor.id for actor in actors.by_key(fold(name))]


def readings(actors: Actors, name: str, form: Form) -> list[str]:
    return [surface.actor_id for surface in actors.lookup(fold(name)) if surface.form is form]


# API


def test_an_actor_has_names_in_both_scripts_and_the_ids_of_its_country(actors: Actors) -> None:
    putin = actors.get("person/vladimir-putin")
    assert putin is not None
    assert (putin.type, putin.name_ar, putin.name_en) == (
        EntityType.PERSON,
        "فلاديمير بوتين",
        "Vladimir Putin",
    )
    assert putin.country_id == "country/russia"
    assert "بوتين" in putin.aliases


def test_an_unknown_id_is_none(actors: Actors) -> None:
    assert actors.get("person/nobody-at-all") is None


def test_iteration_gives_every_actor_once_in_order_of_id(actors: Actors) -> None:
    ids = [actor.id for actor in actors]
    assert ids == sorted(set(ids))
    assert len(ids) == len(actors)


def test_every_reference_of_an_actor_is_a_known_actor(actors: Actors) -> None:
    for actor in actors:
        targets = [actor.country_id, actor.capital_of, *actor.borders, *actor.member_of]
        targets += [office.of_id for office in actor.offices]
        unknown = [target for target in targets if target is not None and actors.get(target) is None]
        assert not unknown, (actor.id, unknown)


def test_surfaces_are_sorted_folded_and_weighted(actors: Actors) -> None:
    surfaces = list(actors.surfaces())
    names = [surface.key for surface in surfaces if surface.form is Form.NAME]
    assert names == sorted(names)
    assert all(0 < surface.weight <= 1 for surface in surfaces)
    assert all(surface.key == fold(surface.key) for surface in surfaces)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("بوتين", "person/vladimir-putin"),
        ("Putin", "person/vladimir-putin"),
        ("Kim Jong-un", "person/kim-jong-un"),
        ("فولوديمير زلينسكي", "person/volodymyr-zelenskyy"),
        ("Abdelfattah al Sisi", "person/abdel-fattah-el-sisi"),
        ("حلف شمال الاطلسى", "organization/nato"),
    ],
)
def test_search_finds_exact_and_near_names_in_both_scripts(actors: Actors, text: str, best: str) -> None:
    found = actors.search(text, limit=3)
    assert found[0][0].id == best
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_search_finds_nothing_like_a_word_without_sense(actors: Actors) -> None:
    assert actors.search("ضظغذخثت") == []


# Minimal pairs of names


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("ليبيا", "country/libya"),
        ("ليبيريا", "country/liberia"),
        ("غينيا", "country/guinea"),
        ("غيانا", "country/guyana"),
        ("غينيا بيساو", "country/guinea-bissau"),
        ("غينيا الاستوائية", "country/equatorial-guinea"),
        ("النيجر", "country/niger"),
        ("نيجيريا", "country/nigeria"),
        ("كوريا الشمالية", "country/north-korea"),
        ("كوريا الجنوبية", "country/south-korea"),
        ("الكونغو الديمقراطية", "country/democratic-republic-of-the-congo"),
        ("الكونغو برازافيل", "country/republic-of-the-congo"),
        ("السودان", "country/sudan"),
        ("جنوب السودان", "country/south-sudan"),
        ("جورجيا", "country/georgia"),
        ("الأردن", "country/jordan"),
        ("عمان", "country/oman"),
        ("سلطنة عمان", "country/oman"),
        ("دومينيكا", "country/dominica"),
        ("جمهورية الدومينيكان", "country/dominican-republic"),
    ],
)
def test_names_that_look_alike_mean_different_countries(actors: Actors, name: str, first: str) -> None:
    assert named(actors, name)[0] == first


def test_the_bare_korea_means_neither_state_without_context(actors: Actors) -> None:
    found = actors.lookup(fold("كوريا"))
    assert {surface.actor_id for surface in found} == {"country/north-korea", "country/south-korea"}
    assert {surface.weight for surface in found} == {CONTEXT_WEIGHT}


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("عمان", {"country/oman", "place/amman"}),
        ("الكونغو", {"country/democratic-republic-of-the-congo", "country/republic-of-the-congo"}),
        ("جورجيا", {"country/georgia", "place/georgia-us"}),
    ],
)
def test_a_name_of_two_actors_tells_its_readings(actors: Actors, name: str, ids: set[str]) -> None:
    ambiguity = actors.ambiguity(fold(name))
    assert ambiguity is not None
    assert ids <= ambiguity.readings.keys()
    assert ids <= set(named(actors, name))


def test_oman_and_amman_are_told_apart_by_their_vowel_signs(actors: Actors) -> None:
    ambiguity = actors.ambiguity(fold("عمان"))
    assert ambiguity is not None
    assert "عُمان" in ambiguity.readings["country/oman"]["spelled"]
    assert "عمّان" in ambiguity.readings["place/amman"]["spelled"]


@pytest.mark.parametrize(
    "word", ["كيف", "إيجاد", "أفاد", "المنظمة الدولية", "الأسد", "حلفاء واشنطن", "حلفاء أوكرانيا"]
)
def test_common_words_are_nobodys_name(actors: Actors, word: str) -> None:
    assert actors.lookup(fold(word)) == ()


@pytest.mark.parametrize("name", ["سيول", "محمد مصطفى", "روته"])
def test_a_name_that_is_a_word_or_that_many_bear_needs_a_context(actors: Actors, name: str) -> None:
    found = actors.lookup(fold(name))
    assert found
    assert {surface.weight for surface in found} == {CONTEXT_WEIGHT}


# Nationality adjectives


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("روسي", "country/russia"),
        ("الروسية", "country/russia"),
        ("الروس", "country/russia"),
        ("أمريكيون", "country/united-states"),
        ("الأميركيين", "country/united-states"),
        ("الكورية الشمالية", "country/north-korea"),
        ("الكوريون الجنوبيون", "country/south-korea"),
        ("الليبيين", "country/libya"),
        ("الليبيريين", "country/liberia"),
        ("النيجيرية", "country/nigeria"),
        ("العمانية", "country/oman"),
        ("أردنيتان", "country/jordan"),
        ("جنوب سوداني", "country/south-sudan"),
    ],
)
def test_forms_of_an_adjective_point_to_its_country(actors: Actors, word: str, country: str) -> None:
    assert readings(actors, word, Form.DEMONYM)[0] == country


def test_every_state_of_one_word_has_an_adjective(actors: Actors) -> None:
    """Arabic makes none of «سانت لوسيا» or «جمهورية أفريقيا الوسطى»."""
    states = [actor for actor in actors if actor.type is EntityType.COUNTRY and actor.subtype == "state"]
    assert [state.id for state in states if not state.demonyms and " " not in (state.name_ar or "")] == []


# Capitals


@pytest.mark.parametrize(
    ("name", "place", "country"),
    [
        ("موسكو", "place/moscow", "country/russia"),
        ("بيونغ يانغ", "place/pyongyang", "country/north-korea"),
        ("بيونج يانج", "place/pyongyang", "country/north-korea"),
        ("واشنطن", "place/washington", "country/united-states"),
        ("كييف", "place/kyiv", "country/ukraine"),
        ("عمان", "place/amman", "country/jordan"),
    ],
)
def test_a_capital_is_a_place_and_stands_for_its_government(
    actors: Actors, name: str, place: str, country: str
) -> None:
    assert place in readings(actors, name, Form.NAME)
    assert country in readings(actors, name, Form.METONYM)


def test_every_state_has_a_capital(actors: Actors) -> None:
    seats = {actor.capital_of for actor in actors if actor.capital_of}
    states = {actor.id for actor in actors if actor.type is EntityType.COUNTRY and actor.subtype == "state"}
    # The Vatican is a city itself.
    assert states - seats == {"country/vatican-city"}


# Persons


def test_persons_of_the_news_are_many_and_have_arabic_names(actors: Actors) -> None:
    persons = [actor for actor in actors if actor.type is EntityType.PERSON]
    assert len(persons) >= 1000
    assert [person.id for person in persons if person.name_ar is None or person.name_en is None] == []


def test_no_two_actors_share_a_wikidata_id(actors: Actors) -> None:
    ids = [actor.wikidata for actor in actors if actor.wikidata]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("title", ["president", "prime minister", "foreign minister", "king", "chancellor"])
def test_terms_of_one_office_follow_each_other(actors: Actors, title: str) -> None:
    """Two holders may share the year of the change; two men were president in Abidjan in 2011."""
    terms: dict[str, list[tuple[int, int]]] = {}
    for actor in actors:
        for office in actor.offices:
            if office.title == title and office.start and office.of_id != "country/ivory-coast":
                terms.setdefault(office.of_id, []).append((office.start, office.end or 9999))
    for of_id, periods in terms.items():
        periods.sort()
        overlaps = [(one, other) for one, other in pairwise(periods) if other[0] < one[1]]
        assert not overlaps, (of_id, overlaps)


# The user's actors


def test_the_example_file_adds_its_actors_and_keeps_the_known_ones(actors: Actors) -> None:
    more = Actors.load([EXAMPLE])
    assert named(more, "سليم بن فهد الورداني") == ["person/salim-wardani"]
    assert named(more, "فلاديمير فلاديميروفيتش بوتين") == ["person/vladimir-putin"]
    assert named(more, "بوتين") == ["person/vladimir-putin"]
    assert len(more) == len(actors) + 4


def test_the_lines_of_csv_in_the_example_file_are_valid(tmp_path: Path) -> None:
    comments = [line.removeprefix("#").strip() for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
    start = next(number for number, line in enumerate(comments) if line.startswith("id,type"))
    path = tmp_path / "actors.csv"
    path.write_text("\n".join(comments[start:]) + "\n", encoding="utf-8")
    more = Actors.load([path])
    assert named(more, "Saleem al-Wardani") == ["person/salim-wardani"]
    assert named(more, "وادي التحلية") == ["place/wadi-tahlia"]


def test_an_adjective_of_the_user_is_inflected(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "groups:\n  zarqan: {kind: people, ar: [الزرقان], demonyms: [زرقاني]}\n", encoding="utf-8"
    )
    assert readings(Actors.load([path]), "الزرقانيين", Form.DEMONYM) == ["group/zarqan"]


def test_all_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.csv"
    one.write_text(
        "persons:\n"
        "  no-name: {country: jordan}\n"
        "  bad-years: {en: [Bad Years], offices: [[president, jordan, 2020-2010]]}\n"
        "  lost: {en: [Lost], country: atlantis}\n"
        "  odd: {en: [Odd], shoe_size: 44}\n",
        encoding="utf-8",
    )
    other.write_text("type,name_en\nplanet,Mars\nplace,Wadi\n", encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        Actors.load([one, other])
    text = str(caught.value)
    for sign in ("5 faults", "no-name", "end before they start", "country/atlantis", "shoe_size", "line 2"):
        assert sign in text


def test_a_file_that_is_not_there_is_a_fault_and_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"missing\.yaml"):
        Actors.load([tmp_path / "missing.yaml"])


# The compiler


def test_a_name_that_two_actors_share_must_be_explained() -> None:
    rows = {"person/one": {"en": ["X"]}, "person/other": {"en": ["X"]}}
    surfaces = {"name": {"x": [0, 1]}}
    assert shared_keys(rows, surfaces, {}) == {"x": {"person/one", "person/other"}}
    half: Entries = {"x": {"readings": {"person/one": {}}}}
    assert shared_keys(rows, surfaces, half) == {"x": {"person/one", "person/other"}}
    whole: Entries = {"x": {"readings": {"person/one": {}, "person/other": {}}}}
    assert shared_keys(rows, surfaces, whole) == {}


def test_a_capital_shares_its_name_with_its_country_by_design() -> None:
    rows: Rows = {"country/a": {"ar": ["x"]}, "place/x": {"ar": ["x"], "capital_of": "country/a"}}
    assert shared_keys(rows, {"name": {"x": [1]}, "metonym": {"x": [0]}}, {}) == {}


def test_every_shared_name_of_the_shipped_actors_is_explained(actors: Actors) -> None:
    holders: dict[str, set[str]] = {}
    for surface in actors.surfaces():
        holders.setdefault(surface.key, set()).add(surface.actor_id)
    for key, ids in holders.items():
        seats = {actor.capital_of for actor in map(actors.get, ids) if actor is not None}
        ambiguity = actors.ambiguity(key)
        explained = set(ambiguity.readings) if ambiguity else set()
        assert len(ids - seats) <= 1 or ids - seats <= explained, (key, ids)


@pytest.mark.parametrize("file", sorted(resource_path("actors").glob("*.yaml")), ids=lambda path: path.name)
def test_no_key_of_a_resource_file_is_written_twice(file: Path) -> None:
    """A YAML loader takes the last of two rows of one key in silence."""

    def keys(node: yaml.Node) -> list[str]:
        if not isinstance(node, yaml.MappingNode):
            return []
        own = [key.value for key, _ in node.value]
        twice = [key for key in own if own.count(key) > 1] if len(own) != len(set(own)) else []
        return twice + [key for _, value in node.value for key in keys(value)]

    document = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert document is not None
    assert keys(document) == []


def test_the_reviewed_files_hold_the_persons_that_are_shipped(actors: Actors) -> None:
    reviewed = {actor_id for actor_id in read_curated() if actor_id.startswith("person/")}
    assert reviewed == {actor.id for actor in actors if actor.type is EntityType.PERSON}


@needs_gazetteers
def test_rebuilding_gives_the_shipped_bytes(tmp_path: Path) -> None:
    shipped = resource_path("actors/actors.json").read_bytes()
    assert serialized(compile_actors(GAZETTEERS)) == shipped
    main(["--gazetteers", str(GAZETTEERS), "--out", str(tmp_path / "actors.json")])
    assert (tmp_path / "actors.json").read_bytes() == shipped
    assert [path.name for path in tmp_path.iterdir()] == ["actors.json"]
