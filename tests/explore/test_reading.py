"""The page as its readers use it: with the mouse, with the keyboard, in both languages."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kg.explore import write_page
from kg.language.normalize import fold
from tests.explore.conftest import LIST, Open, go
from tests.explore.samples import SCRIPT, small_graph

KOREA, RUSSIA = "country/north-korea", "country/russia"
SUPPLIES = f"{KOREA}:SUPPLIES:{RUSSIA}"
FACTS = {"North Korea supplies Russia", "Russia attacks Ukraine", "Kim leads North Korea"}


def click_actor(page: Page, id_: str, opens: str) -> None:
    click_where(page, lambda: page.evaluate("id => explore.placeOf(id)", id_), opens)


def click_pair(page: Page, one: str, other: str, opens: str) -> None:
    click_where(page, lambda: page.evaluate("ids => explore.placeOfPair(...ids)", [one, other]), opens)


def click_where(page: Page, place: Callable[[], dict[str, float]], opens: str) -> None:
    """Click where something is drawn until it opens: the picture follows a change soon, not at once."""
    deadline = time.monotonic() + 10
    while True:
        at = place()
        page.mouse.click(at["x"], at["y"])
        try:
            expect(title(page)).to_have_text(opens, timeout=1000)
            return
        except AssertionError:
            if time.monotonic() > deadline:
                raise


def title(page: Page) -> Locator:
    return page.locator("#details-title")


def expect_ties(page: Page, expected: set[str]) -> None:
    """Expect the list to hold just these ties, as `North Korea supplies Russia`."""
    lines = page.locator("#view-list .half:nth-child(2) .line .grow")
    deadline = time.monotonic() + 5
    while True:  # a change of the address is followed soon, not at once
        found = {re.sub(r"\s*[→←↔]\s*", " ", line) for line in lines.all_inner_texts()}
        if found == expected or time.monotonic() > deadline:
            break
        page.wait_for_timeout(20)
    assert found == expected


# From the graph to the sentences.


def test_three_clicks_lead_to_why_north_korea_supplies_russia(visit: Open, sample: Path) -> None:
    page = visit(sample, "language=en")
    click_actor(page, KOREA, "North Korea")
    page.locator("#details .line", has_text="supplies → Russia").click()
    sentence = page.locator("blockquote").first
    expect(sentence.locator("mark.subject")).to_contain_text("كوريا الشمالية")
    expect(sentence.locator("mark.object")).to_contain_text("روسيا")
    expect(sentence.locator("mark.trigger")).to_have_count(1)


def test_a_click_on_a_line_opens_the_tie_or_the_ties_of_the_pair(visit: Open, small: Path) -> None:
    page = visit(small, "language=en")
    click_pair(page, "person/kim", KOREA, "Kim leads → North Korea")
    page.keyboard.press("Escape")
    page.get_by_label("Negated").check()
    click_pair(page, KOREA, RUSSIA, "Between North Korea and Russia")
    page.locator("#details .line", has_text="attacks").click()
    expect(page.locator(".notice")).to_be_visible()
    expect(page.locator(".status")).to_have_text(["Negated"])


def test_a_click_beside_everything_closes_what_is_open(visit: Open, small: Path) -> None:
    page = visit(small, f"language=en&selected={KOREA}")
    box = page.locator("#picture").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(title(page)).to_have_text("Overview")


def test_evidence_names_text_source_speaker_dates_and_what(visit: Open, small: Path) -> None:
    page = visit(small, f"{LIST}&selected={SUPPLIES}")
    first, second = page.locator(".evidence > li").all()  # dated texts come first
    expect(first).to_contain_text("وكالة ثانية")
    expect(first).to_contain_text("Event: September 2023")
    expect(first).to_contain_text("Published: 20 June 2024")
    expect(first).to_contain_text("What: السلاح")
    expect(first).to_contain_text("Confidence 0.50")
    expect(second).to_contain_text("according to <b>Agency</b>")
    expect(second).to_contain_text("undated")
    second.get_by_role("button").click()
    expect(title(page)).to_have_text("<b>Agency</b>")


def test_marks_are_right_after_characters_beyond_the_first_plane(visit: Open, small: Path) -> None:
    page = visit(small, f"{LIST}&selected={SUPPLIES}")
    marks = page.locator(".evidence > li").first.locator("mark")
    assert [re.sub(r"\[.*\] ", "", text) for text in marks.all_text_contents()] == [
        "زودت",
        "كوريا الشمالية",
        "روسيا",
    ]
    assert [mark.get_attribute("class") for mark in marks.all()] == ["trigger", "subject", "object"]


def test_an_actor_has_names_offices_and_ties(visit: Open, small: Path) -> None:
    page = visit(small, f"{LIST}&selected={KOREA}")
    expect(page.locator(".names li")).to_have_text(["بيونغ يانغ", "DPRK"])
    expect(page.locator("#details .line")).to_have_text(
        [re.compile("supplies → Russia.*2 sources"), re.compile("leads ← Kim.*1 source")]
    )
    page.locator("#details .line", has_text="Kim").click()
    page.locator("h2").get_by_role("button", name="Kim").click()
    expect(page.locator("#details .line").first).to_have_text("الزعيم — North Korea")


def test_text_of_an_article_is_shown_and_never_run(visit: Open, small: Path) -> None:
    page = visit(small, f"{LIST}&selected={SUPPLIES}")
    expect(page.locator("cite", has_text=SCRIPT)).to_be_visible()
    assert page.evaluate("window.harmed") is None
    page = visit(small, f"{LIST}&selected=person/kim:LEADS:{KOREA}")
    expect(page.locator(".origin")).to_be_visible()
    assert page.locator(".origin a").count() == 0, "only http addresses become links"


def test_the_policy_refuses_scripts_and_requests(browser: Browser, small: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(small.as_uri())
        refused = page.evaluate(
            """async () => {
                const script = document.createElement("script");
                script.textContent = "window.harmed = 1";
                document.body.append(script);
                const asked = fetch("http://127.0.0.1:9/").then(() => "answered", (error) => error.message);
                return [window.harmed ?? null, await asked];
            }"""
        )
    assert refused == [None, "Failed to fetch"]


# What is drawn.


def test_the_first_view_shows_the_strongest_and_the_rest_is_a_click_away(visit: Open, sample: Path) -> None:
    page = visit(sample, "language=en")
    counts = page.locator("#shown")
    some, every = map(int, re.findall(r"(\d+) of (\d+) actors", counts.inner_text())[0])
    assert 20 <= some <= 40 < every
    page.locator("#scope").click()
    expect(counts).to_contain_text(f"{every} of {every} actors")
    page.locator("#scope").click()
    expect(counts).to_contain_text(f"{some} of {every} actors")


def test_neighbours_of_an_actor_come_when_asked_for(visit: Open, sample: Path) -> None:
    page = visit(sample, f"language=en&selected={RUSSIA}")
    before = page.locator("#shown").inner_text()
    page.get_by_role("button", name="Show neighbours").click()
    expect(page.locator("#shown")).not_to_have_text(before)
    assert "near=country%2Frussia" in page.url
    page.get_by_role("button", name="Hide neighbours").click()
    expect(page.locator("#shown")).to_have_text(before)


@pytest.mark.parametrize(
    ("width", "scope", "language"),
    [(1400, "core", "ar"), (1400, "all", "en"), (390, "core", "en"), (390, "all", "ar")],
)
def test_no_two_names_overlap(visit: Open, sample: Path, width: int, scope: str, language: str) -> None:
    page = visit(sample, f"language={language}&scope={scope}", viewport={"width": width, "height": 900})
    labels = page.evaluate("explore.labels()")
    assert len(labels) >= 15
    for number, one in enumerate(labels):
        for other in labels[number + 1 :]:
            apart = (
                one["right"] <= other["left"]
                or other["right"] <= one["left"]
                or one["bottom"] <= other["top"]
                or other["bottom"] <= one["top"]
            )
            assert apart, (one, other)


def test_without_webgl_the_page_says_so_and_the_list_holds_everything(visit: Open, small: Path) -> None:
    page = visit(small, "language=en", script="HTMLCanvasElement.prototype.getContext = () => null;")
    expect(page.locator("#graph-message")).to_contain_text("List view")
    page.get_by_role("button", name="List", exact=True).click()
    expect_ties(page, FACTS)


# Searching and filtering.


@pytest.mark.parametrize(
    "query", ["كوريا الشماليه", "كُوريا", "شمالية", "north kor", "NORTH", "dprk", "بيونغ"]
)
def test_search_finds_names_in_both_scripts_and_any_spelling(listed: Page, query: str) -> None:
    go(listed, LIST)
    listed.locator("#query").fill(query)
    expect(listed.get_by_role("option").first).to_contain_text("North Korea")
    listed.get_by_role("option").first.click()
    expect(title(listed)).to_have_text("North Korea")


def test_search_says_when_it_finds_nobody(listed: Page) -> None:
    go(listed, "view=list&language=ar")
    listed.locator("#query").fill("زيد")
    expect(listed.locator("#hits")).to_have_text("لا فاعل بهذا الاسم له صلة.")


def test_names_fold_in_the_page_as_they_do_in_kg(listed: Page) -> None:
    names = ["أحمد الأمينُ", "مصطفى‌ـــ", "هيئة", "Müller–Łódź", "٢٠٢٤ و2025", "ﻻ إله", "Al-Sīsī", "  ک گ  "]
    assert listed.evaluate("names => names.map(explore.fold)", names) == [fold(name) for name in names]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", FACTS),
        ("type=Country", {"North Korea supplies Russia", "Russia attacks Ukraine"}),
        ("kind=material+conflict", {"Russia attacks Ukraine"}),
        ("kind=standing", {"Kim leads North Korea"}),
        ("relation=SUPPLIES", {"North Korea supplies Russia"}),
        ("to=2022-12-31", {"Russia attacks Ukraine"}),
        ("from=2023-09-15&to=2023-09-15", {"North Korea supplies Russia"}),
        ("source=وكالة+ثانية", {"North Korea supplies Russia"}),
        ("confidence=0.9", {"Russia attacks Ukraine"}),
        ("polarity=asserted&polarity=negated", FACTS | {"Russia attacks North Korea"}),
        ("modality=planned", {"Russia visited North Korea"}),
        ("type=-", set()),
        ("kind=nonsense&view=list&confidence=x&selected=nobody", set()),
    ],
)
def test_filters_keep_what_passes(listed: Page, address: str, expected: set[str]) -> None:
    go(listed, f"{LIST}&{address}")
    expect_ties(listed, expected)


def test_the_form_filters_too(visit: Open, small: Path) -> None:
    page = visit(small, LIST)
    page.get_by_label("Verbal conflict").uncheck()
    page.get_by_label("Person").uncheck()
    expect_ties(page, FACTS - {"Kim leads North Korea"})
    page.get_by_label("Relation").select_option("ATTACKS")
    expect_ties(page, {"Russia attacks Ukraine"})
    page.get_by_label("From").fill("2023-01-01")
    page.get_by_label("From").dispatch_event("change")
    expect_ties(page, set())
    page.get_by_role("button", name="Clear filters").click()
    expect_ties(page, FACTS)
    page.get_by_label("Confidence at least").press("End")
    expect_ties(page, set())
    page.get_by_label("Confidence at least").press("Home")
    page.get_by_label("وكالة أولى").uncheck()
    page.get_by_label("not named").uncheck()
    expect_ties(page, {"North Korea supplies Russia"})


def test_a_tie_counts_only_what_passes_and_says_what_is_hidden(visit: Open, small: Path) -> None:
    page = visit(small, f"{LIST}&selected={SUPPLIES}&confidence=0.7")
    expect(page.locator(".evidence > li")).to_have_count(1)
    expect(page.locator("#details")).to_contain_text("and 1 claim that the filters hide")


# Time and pairs.


def test_the_timeline_keeps_to_the_time_of_a_bar(visit: Open, small: Path) -> None:
    page = visit(small, "view=timeline&language=en")
    expect(page.locator("#view-timeline")).to_contain_text("2 claims without a date are not shown here")
    page.get_by_role("button", name=re.compile("^March 2022: cooperation 0, conflict 1", re.I)).click()
    assert "from=2022-03-01&to=2022-03-31" in page.url
    expect(page.locator("#view-timeline .list .line")).to_have_text([re.compile("Russia attacks → Ukraine")])
    page.locator("#all-time").click()
    expect(page.locator("#view-timeline .list .line")).to_have_count(2)


def test_the_timeline_of_an_actor_is_of_its_ties(visit: Open, small: Path) -> None:
    page = visit(small, "view=timeline&language=en&selected=country/ukraine")
    expect(page.locator("#view-timeline strong")).to_have_text("Ties of Ukraine only")
    expect(page.locator("#view-timeline .list .line")).to_have_count(1)


def test_the_matrix_opens_the_ties_of_a_pair(visit: Open, small: Path) -> None:
    page = visit(small, "view=matrix&language=en")
    expect(page.locator(".cell")).to_have_count(2)
    page.get_by_role("button", name="North Korea towards Russia: cooperation 2, conflict 0").click()
    expect(title(page)).to_have_text("Between North Korea and Russia")


# Languages, keyboard, address, screens.


def test_arabic_runs_from_right_to_left(visit: Open, small: Path) -> None:
    page = visit(small, f"view=list&language=ar&selected={SUPPLIES}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    left = {id_: page.locator(id_).bounding_box()["x"] for id_ in ("#details", "#content", "#filters")}
    assert left["#details"] < left["#content"] < left["#filters"]
    names = page.locator("#details-title button").all()
    assert [name.inner_text() for name in names] == ["كوريا الشمالية", "روسيا"]
    subject, object_ = (name.bounding_box()["x"] for name in names)
    assert subject > object_
    expect(page.locator("#details-title .relation")).to_have_text("تزويد ←")
    page.locator("#language").click()
    assert page.locator("html").get_attribute("dir") == "ltr"
    expect(title(page)).to_have_text("North Korea supplies → Russia")
    assert page.locator("blockquote").first.get_attribute("dir") == "rtl"


@pytest.mark.parametrize(("locale", "language"), [("ar-EG", "ar"), ("fr-FR", "en")])
def test_the_language_is_first_that_of_the_browser(
    visit: Open, small: Path, locale: str, language: str
) -> None:
    assert visit(small, "view=list", locale=locale).locator("html").get_attribute("lang") == language


def test_the_keyboard_suffices(visit: Open, small: Path) -> None:
    page = visit(small, LIST)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("r")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#query")).to_have_attribute("aria-activedescendant", "hit-0")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Russia")
    assert page.evaluate("document.activeElement.id") == "details-title"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.locator("#details .line").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Russia attacks → Ukraine")
    page.keyboard.press("Escape")
    expect(title(page)).to_have_text("Overview")
    assert page.evaluate("document.activeElement.id") == "details-title"


def test_escape_leaves_the_search_first(visit: Open, small: Path) -> None:
    page = visit(small, f"{LIST}&selected={KOREA}")
    page.locator("#query").fill("rus")
    page.keyboard.press("Escape")
    expect(page.locator("#hits")).to_be_hidden()
    expect(title(page)).to_have_text("North Korea")
    page.keyboard.press("Escape")
    expect(title(page)).to_have_text("Overview")


def test_a_list_stays_unfolded_while_its_lines_are_opened(visit: Open, sample: Path) -> None:
    page = visit(sample, LIST)
    lines = page.locator("#view-list .half:nth-child(2) .line")
    expect(lines).to_have_count(100)
    more = page.get_by_role("button", name=re.compile(r"More \(\d+ left\)"))
    left = int(re.search(r"\d+", more.inner_text())[0])
    more.click()
    expect(lines).to_have_count(100 + left)
    lines.last.click()
    expect(page.locator("blockquote")).not_to_have_count(0)
    expect(lines).to_have_count(100 + left)


def test_arrow_keys_walk_through_the_graph(visit: Open, small: Path) -> None:
    page = visit(small, "language=en")
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#live")).to_have_text(re.compile(r"(Russia|North Korea): 2 ties"))
    first = page.locator("#live").inner_text()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert page.locator("#live").inner_text() != first
    page.keyboard.press("Enter")
    expect(title(page)).not_to_have_text("Overview")
    expect(page.locator("#live")).to_have_text(title(page).inner_text())


def test_the_view_is_in_the_address_and_back_goes_back(visit: Open, small: Path) -> None:
    page = visit(small, LIST)
    page.get_by_label("Person").uncheck()
    page.locator("#view-list .line", has_text="supplies").click()
    address = page.url
    page.go_back()
    expect(title(page)).to_have_text("Overview")
    assert not page.get_by_label("Person").is_checked()
    page.go_back()
    assert page.get_by_label("Person").is_checked()
    again = visit(small, address.partition("#")[2])
    expect(title(again)).to_have_text("North Korea supplies → Russia")
    assert not again.get_by_label("Person").is_checked()
    expect_ties(again, FACTS - {"Kim leads North Korea"})


@pytest.mark.parametrize("view", ["graph", "list", "timeline", "matrix"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_narrow_screen_needs_no_scrolling_aside(
    visit: Open, sample: Path, view: str, language: str
) -> None:
    address = f"view={view}&language={language}&selected={SUPPLIES}"
    page = visit(sample, address, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("blockquote").first).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(visit: Open, small: Path, scheme: str) -> None:
    words = ("text", "quiet", "accent")
    pictures = ("Country", "Person", "Organization", "Group", "Place", "cooperation", "conflict")
    page = visit(small, "view=list", color_scheme=scheme)
    colours = page.evaluate(
        """names => Object.fromEntries(names.map((name) =>
            [name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()]))""",
        ["ground", "panel", *words, *pictures],
    )
    for ground in ("ground", "panel"):
        for name in words:
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)  # WCAG 2.2, 1.4.3
    for name in pictures:
        assert contrast(colours[name], colours["ground"]) >= 3, name  # WCAG 2.2, 1.4.11


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_what_a_page_leaves_out_is_told(visit: Open, tmp_path: Path) -> None:
    path = tmp_path / "part.html"
    write_page(small_graph(), path, limit=2)
    page = visit(path, LIST)
    expect(page.locator("#left-out")).to_contain_text("the 2 best supported of 3 ties")
