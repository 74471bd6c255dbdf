"""A real Chromium that opens pages as a reader does, and watches that nothing leaves them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import kg
from kg.explore import write_page
from tests.explore.samples import small_graph

Open = Callable[..., Page]

LIST = "view=list&language=en"

_WIDE = {"width": 1400, "height": 900}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small graph."""
    path = tmp_path_factory.mktemp("explore") / "small.html"
    write_page(small_graph(), path)
    return path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that `kg build` writes for the bundled sample."""
    folder = tmp_path_factory.mktemp("explore") / "build"
    kg.build(out=folder)
    return folder / "explore.html"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a file at an address; at the end, nothing was asked of the network and nothing went wrong."""
    with ExitStack() as stack:

        def visit(path: Path, address: str = "", script: str = "", **context: object) -> Page:
            return stack.enter_context(_watched(browser, path, address, script, context))

        yield visit


@pytest.fixture(scope="module")
def listed(browser: Browser, small: Path) -> Iterator[Page]:
    """The small graph as a list in English; tests that share it start with `go`."""
    with _watched(browser, small, LIST, "", {}) as page:
        yield page


def go(page: Page, address: str) -> None:
    """Go to another address of an open page, and wait until the page has followed."""
    page.evaluate(
        """address => new Promise((done) => {
            if (decodeURIComponent(location.hash) === `#${address}`) return done();
            addEventListener("hashchange", () => done(), { once: true });
            location.hash = address;
        })""",
        address,
    )


@contextmanager
def _watched(
    browser: Browser, path: Path, address: str, script: str, context: dict[str, object]
) -> Iterator[Page]:
    settings = {"viewport": _WIDE, "locale": "en-US", "reduced_motion": "reduce", **context}
    with browser.new_context(**settings) as opened:  # type: ignore[arg-type]
        page = opened.new_page()
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.set_default_timeout(5_000)
        if script:
            page.add_init_script(script)
        page.goto(f"{path.as_uri()}#{address}")
        yield page
        assert set(asked) == {path.as_uri()}
        assert not faults
