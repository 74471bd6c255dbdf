"""Known and unknown names, in minimal pairs: what is a mention, of whom, and how far it reaches."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extraction import state
from kg.records import Form, IgnoredSpan
from kg.report import Drop
from tests.extraction.reading_helpers import keys, mentions, read, surfaces


def forms(text: str) -> list[tuple[str, Form]]:
    return [(span.text, span._.form) for span in state.mentions(read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وكوريا الشمالية", "country/north-korea"),
        ("زعيم بيونغ-يانغ", "country/north-korea"),
        ("تقرير سي.إن.إن", "organization/cnn"),
        ("حلف شمال الأطلسي", "organization/nato"),
        ("دولة قطر", "country/qatar"),
        ("مجموعة 5 + 1", "group/p5-plus-1"),
        ("جماعة نصرة الاسلام والمسلمين", "organization/jnim"),
        ("مجلس التعاون لدول الخليج العربية", "organization/gcc"),
        ("اللجنة الدولية للصليب الأحمر", "organization/icrc"),
        ("المجموعة الاقتصادية لدول غرب إفريقيا", "organization/ecowas"),
        ("حوار مع «الشرق الأوسط»", "organization/asharq-al-awsat"),
        ("السلام في «الشرق الأوسط الجديد»", "place/middle-east"),
    ],
)
def test_a_known_name_has_the_id_of_its_actor(text: str, expected: str) -> None:
    assert keys(text) == [expected]


def test_the_head_before_a_known_name_stays_outside() -> None:
    assert surfaces("قالت وكالة رويترز إن دولة قطر ترحب") == ["رويترز", "قطر"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دعا مجلس الأمن إيران إلى الرد", ["organization/un-security-council", "country/iran"]),
        ("دعا مجلس الأمن القومي إلى الرد", []),
        ("أعلنت الرياض الاتفاق", ["country/saudi-arabia"]),
        ("قالت صحيفة الرياض", []),
        ("فرضت مصر حصارا على قطر", ["country/egypt", "country/qatar"]),
        ("نصف قطر الدائرة", []),
    ],
)
def test_the_word_beside_a_name_can_rule_its_usual_meaning_out(text: str, expected: list[str]) -> None:
    known = ("country/", "organization/un-security-council", "place/")
    assert [key for key in keys(text) if key.startswith(known)] == expected


def test_a_court_of_many_kingdoms_is_that_of_the_one_in_the_text() -> None:
    assert keys("أعلن الديوان الملكي في السعودية")[0] == "organization/saudi-royal-court"
    assert "organization/saudi-royal-court" not in keys("أعلن الديوان الملكي في الأردن")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل وفد من السعودية. وأكدت المملكة", ["country/saudi-arabia"] * 2),
        ("وصل وفد من المغرب. وأكدت المملكة", ["country/morocco"] * 2),
        ("وصل وفد من فرنسا. وأكدت المملكة", ["country/france"]),
        ("قال الملك سلمان بن عبد العزيز إن المملكة بخير", ["person/king-salman", "country/saudi-arabia"]),
    ],
)
def test_the_kingdom_is_the_one_that_the_text_speaks_of(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("انسحبت النيجر ومالي وبوركينا فاسو", True),
        ("قتل جنود على الحدود مع مالي", True),
        ("أعلن مسؤول إداري ومالي ذلك", False),
        ("قدم البنك الدولي دعما ماليا من صندوق مالي", False),
    ],
)
def test_a_doubtful_country_needs_neighbours_or_the_right_word_before_it(text: str, named: bool) -> None:
    assert ("country/mali" in keys(text)) is named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أفادت وزارة الخارجية التركية. وقال المتحدث باسم الخارجية", 2),
        ("أفادت وزارة الخارجية التركية. وقال خبير في السياسة الخارجية", 1),
        ("أفادت وزارة الخارجية التركية. ونفت وزارة الخارجية الروسية. وقال المتحدث باسم الخارجية", 1),
    ],
)
def test_a_bare_ministry_is_the_only_one_that_the_text_names_in_full(text: str, expected: int) -> None:
    assert keys(text).count("organization/turkey-ministry-of-foreign-affairs") == expected


def test_a_nationality_that_is_a_surname_is_the_person_unless_it_describes_a_noun() -> None:
    text = "فاز محمد شياع السوداني. وزار السوداني تركيا والتقى الوزير السوداني."
    person, again, _, country = keys(text)
    assert person == again
    assert country == "country/sudan"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الموقف الخليجي", ["group/gulf-states"]),
        ("القلق الغربي", ["group/west"]),
        ("كأس الخليجي", []),
        ("المبعوث الأممي", ["organization/united-nations"]),
    ],
)
def test_the_adjective_of_a_bloc_means_the_bloc(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("استقبل الملك سلمان الوفد", "سلمان"),
        ("قال آية الله علي خامنئي", "علي خامنئي"),
        ("معارك في محافظة إدلب", "إدلب"),
        ("سكان مدينة الصدر", "مدينة الصدر"),
        ("قرب دولة قطر", "قطر"),
        ("بثت قناة العربية الخبر", "العربية"),
        ("انتقادات السياسة الخارجية الأمريكية", "الأمريكية"),
        ("انتقادات الخارجية الأمريكية", "الخارجية الأمريكية"),
        ("قضت محكمة أمريكية بذلك", "أمريكية"),
        ("دفع مئة ريال سعودي", None),
        ("وصف دونالد ترامب الأوامر بالجيدة", "دونالد ترامب"),
        ("قال محمد بن سلمان آل سعود", "محمد بن سلمان آل سعود"),
        ("سمكة بلا وجه", None),
    ],
)
def test_a_name_is_no_longer_and_no_shorter_than_it_is(text: str, surface: str | None) -> None:
    assert surfaces(text) == ([surface] if surface else [])


def test_after_a_dash_at_the_end_of_a_line_a_capital_is_where_the_report_is_from() -> None:
    assert keys("رويترز – واشنطن\nأعلنت واشنطن العقوبات")[1:] == ["place/washington", "country/united-states"]


class TestAdjectives:
    def test_the_adjective_on_an_office_means_the_country(self) -> None:
        assert mentions("الرئيس الروسي") == [("الروسي", "Country", "country/russia")]

    def test_two_stacked_adjectives_are_two_countries(self) -> None:
        assert surfaces("التحالف الروسي الكوري الشمالي") == ["الروسي", "الكوري الشمالي"]

    def test_the_indefinite_accusative_is_an_adjective_too(self) -> None:
        assert mentions("وجودا عسكريًّا أمريكيًّا") == [("أمريكيًّا", "Country", "country/united-states")]

    def test_inside_the_name_of_a_ministry_it_belongs_to_the_name(self) -> None:
        assert surfaces("وزارة الخارجية الروسية") == ["وزارة الخارجية الروسية"]
        assert surfaces("الحكومة الروسية") == ["الروسية"]

    def test_a_language_or_currency_is_no_actor(self) -> None:
        assert surfaces("تعلم اللغة الفرنسية") == []
        assert surfaces("مئة دولار أمريكي") == []

    def test_a_plural_alone_is_a_people_and_on_a_noun_the_country(self) -> None:
        assert mentions("قتل مئات من الفلسطينيين")[0][1:] == ("Group", "group/palestine-people")
        assert mentions("طردت ثلاثة دبلوماسيين روس")[0][1:] == ("Country", "country/russia")

    def test_the_west_is_an_actor_and_a_point_of_the_compass(self) -> None:
        assert mentions("القلق الغربي") == [("الغربي", "Group", "group/west")]
        assert surfaces("في الضفة الشرقية والمنطقة الغربية") == []

    def test_money_is_not_mali(self) -> None:
        assert surfaces("وزير المالية والدعم المالي") == []
        text = "وصل إلى باماكو. وأعلنت مالي أن الرئيس المالي عاد."
        assert keys(text) == ["place/bamako", "country/mali", "country/mali"]


class TestCapitals:
    @pytest.mark.parametrize(
        "text",
        ["أعلنت موسكو أن", "بين موسكو وبيونغ يانغ", "علاقات موسكو", "دعم من موسكو"],
    )
    def test_a_capital_means_the_government(self, text: str) -> None:
        assert mentions(text)[0] == ("موسكو", "Country", "country/russia")
        assert forms(text)[0] == ("موسكو", Form.METONYM)

    @pytest.mark.parametrize(
        "text",
        [
            "التقيا في موسكو",
            "بموسكو",
            "وصل الوزير أمس إلى موسكو",
            "زيارة إلى موسكو",
            "العاصمة الروسية موسكو",
            "العاصمة، موسكو",
            "قرب مدينة موسكو",
            "موسكو – (وكالة)",
            "زيارة رسمية لموسكو",
        ],
    )
    def test_after_a_word_of_place_or_a_journey_it_is_the_city(self, text: str) -> None:
        assert ("موسكو", "Place", "place/moscow") in mentions(text)

    def test_in_a_list_the_first_decides(self) -> None:
        assert [m[1] for m in mentions("في باريس ولندن")] == ["Place", "Place"]
        assert [m[1] for m in mentions("أعلنت باريس ولندن")] == ["Country", "Country"]

    def test_a_treaty_named_after_a_city_is_no_actor(self) -> None:
        assert surfaces("انسحب من اتفاقية باريس") == []


class TestBodies:
    def test_a_body_has_one_id_under_all_its_names(self) -> None:
        assert len(set(keys("الجيش السوداني. القوات المسلحة السودانية. جيش السودان."))) == 1

    def test_a_ministry_with_any_portfolio(self) -> None:
        assert mentions("وزارة الزراعة التونسية") == [
            ("وزارة الزراعة التونسية", "Organization", "organization/tunisia-ministry-of-agriculture")
        ]

    def test_an_adjective_of_the_other_gender_goes_with_the_office(self) -> None:
        assert surfaces("رئيس الأركان العامة الروسي") == ["الروسي"]
        assert surfaces("هيئة الأركان العامة الروسية") == ["هيئة الأركان العامة الروسية"]

    def test_the_short_name_of_a_ministry_needs_its_gender(self) -> None:
        assert surfaces("أعلنت الخارجية الفرنسية") == ["الخارجية الفرنسية"]
        assert surfaces("وزيرة الخارجية الفرنسية") == ["الفرنسية"]

    def test_a_bare_body_needs_one_plain_country(self) -> None:
        assert surfaces("قال مجلس النواب إن القانون نافذ") == []
        found = mentions("شهدت ليبيا توترا. وفي ليبيا قال مجلس النواب إن القانون نافذ.")
        assert found[-1][0] == "مجلس النواب"
        assert "libya" in found[-1][2]

    def test_officials_are_a_group_and_a_second_adjective_a_second_one(self) -> None:
        text = "قلق المسؤولون الأمريكيون والكوريون الجنوبيون"
        assert [m[:2] for m in mentions(text)] == [
            ("المسؤولون الأمريكيون", "Group"),
            ("الكوريون الجنوبيون", "Group"),
        ]


class TestPersons:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("قال مدير مركز التنبؤات السياسية دينيس كركودينوف إن", "دينيس كركودينوف"),
            ("ويؤكد الباحث في النزاعات الدولية فيودور كوزمين أن", "فيودور كوزمين"),
            ("قالت الوزيرة الألمانية أورسولا شترونبرغ إن", "أورسولا شترونبرغ"),
            ("الأكاديمي د. عصام عبد الشافي سجل", "عصام عبد الشافي"),
            ("أمين عام المنظمة، ينس كوردبرغ، قال", "ينس كوردبرغ"),
            ("وقال النائب أبو مازن السلماوي إن", "أبو مازن السلماوي"),
            ("الأمير خالد بن سلطان آل مكتوم وصل", "خالد بن سلطان آل مكتوم"),
        ],
    )
    def test_a_title_introduces_an_unknown_name(self, text: str, name: str) -> None:
        assert (name, "Person") in [m[:2] for m in mentions(text)]

    @pytest.mark.parametrize(
        "text",
        ["أكد الرئيس اليوم أن", "قال الوزير إن الأمر", "زيارة الرئيس إلى المدينة", "حث على حسن الجوار"],
    )
    def test_common_words_after_a_title_are_no_name(self, text: str) -> None:
        assert surfaces(text) == []

    def test_a_verb_after_a_name_is_no_part_of_it(self) -> None:
        assert surfaces("الوزيرة ليلى الزرهوني تناولت الأمر") == ["ليلى الزرهوني"]
        assert surfaces("مصطفى الزرهوني يحذر من الأمر") == ["مصطفى الزرهوني"]

    def test_a_given_name_opens_a_name_without_a_title(self) -> None:
        assert surfaces("ثم تحدث مصطفى الزرهوني طويلا") == ["مصطفى الزرهوني"]

    def test_the_preposition_is_not_the_name_ali(self) -> None:
        assert surfaces("على كركودينوف") == []
        assert surfaces("علي كركودينوف") == ["علي كركودينوف"]

    def test_the_subject_of_a_verb_of_speech_is_a_name(self) -> None:
        assert surfaces("وقال بيرندت ريكسنجه إن الخطة فشلت") == ["بيرندت ريكسنجه"]
        assert surfaces("وقال شهود عيان إن الخطة فشلت") == []

    def test_the_whole_name_wins_over_a_known_part(self) -> None:
        found = mentions("الجنرال ماهر بوتين")
        assert [m[0] for m in found] == ["ماهر بوتين"]
        assert found[0][2].startswith("local/")


class TestShortNames:
    def test_a_last_name_means_the_person_of_the_document(self) -> None:
        text = "قال الباحث دينيس كركودينوف كلاما. ثم أضاف كركودينوف."
        found = mentions(text)
        assert [m[0] for m in found] == ["دينيس كركودينوف", "كركودينوف"]
        assert found[0][2] == found[1][2]

    def test_the_short_form_may_come_first(self) -> None:
        found = mentions("كركودينوف يحذر\nقال الباحث دينيس كركودينوف إن الأمر خطير")
        assert len(found) == 2
        assert len({m[2] for m in found}) == 1

    def test_alone_it_is_nobody(self) -> None:
        assert surfaces("رأى كركودينوف ذلك بعيدا") == []

    def test_of_two_bearers_the_nearest_before_is_meant(self) -> None:
        text = "قال الوزير سامي الزرهوني ذلك. وقالت النائبة ليلى الزرهوني ذلك. ورد الزرهوني."
        first, second, third = keys(text)
        assert first != second
        assert third == second

    def test_an_acronym_in_brackets_is_the_same_actor(self) -> None:
        assert keys("حلف شمال الأطلسي (الناتو)") == ["organization/nato", "organization/nato"]


class TestUnknownOrganizations:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("باحث في مركز التنبؤات السياسية", "مركز التنبؤات السياسية"),
            ("درس في جامعة بغداد", "جامعة بغداد"),
            ("نقلت صحيفة «الزهرة» الخبر", "الزهرة"),
            ("بثت قناة تشوسون الخبر", "تشوسون"),
        ],
    )
    def test_a_head_opens_the_name_or_stands_before_it(self, text: str, name: str) -> None:
        assert (name, "Organization") in [m[:2] for m in mentions(text)]

    @pytest.mark.parametrize("text", ["ذهب إلى مركز التسوق", "حركة النزوح مستمرة", "موقع إخباري محلي"])
    def test_a_head_before_one_common_word_opens_none(self, text: str) -> None:
        assert surfaces(text) == []


def test_mentions_in_ignored_spans_are_counted_and_left_out() -> None:
    text = "زار بوتين الصين.\nاقرأ أيضا: روسيا تحارب"
    start = text.index("اقرأ")
    doc = read(text, ignored=(IgnoredSpan(start=start, end=len(text), reason="related"),))
    assert "روسيا" not in [span.text for span in state.mentions(doc)]
    assert doc._.kg_drops[Drop.MENTION_IGNORED_SPAN] == 1


def test_mentions_never_overlap() -> None:
    doc = read(
        "قال وزير خارجية كوريا الشمالية والجيش الأمريكي في شبه الجزيرة الكورية وجامعة موسكو ومحمد بن سلمان"
    )
    spans = state.mentions(doc)
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_entities_hold_their_names_longest_first() -> None:
    doc = read("قال الباحث دينيس كركودينوف كلاما. ثم أضاف كركودينوف.")
    [entity] = state.entities(doc).values()
    assert entity.name == "دينيس كركودينوف"
    assert entity.surfaces == ("دينيس كركودينوف", "كركودينوف")
    assert entity.known_id is None


def test_the_article_is_restored_in_a_name_after_its_preposition() -> None:
    [entity] = state.entities(read("قدموا دعما للصين")).values()
    assert entity.surfaces == ("الصين",)


def test_latin_names_need_their_capitals() -> None:
    assert keys("Putin said Turkey and the UN agree", language="en") == [
        "person/vladimir-putin",
        "country/turkey",
        "organization/united-nations",
    ]
    assert keys("he ate turkey and told us who came", language="en") == []
