"""Fixtures of browser tests: one browser and one served demo a process while it is at these tests, one watched `web` a test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOM
from tests.web.browser import HOW_TO_GET_IT, Web, chromium, launched
from tests.web.html_validity import HtmlValidator
from tests.web.place import Place, opened_place, template

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))


@pytest.fixture(scope="session")
def browser_program() -> str:
    """Where Chromium is. Asked for before anything slow is made: without it, or html-validate, these tests say how to get it."""
    program = chromium()
    how_to_get_it = HOW_TO_GET_IT if program is None else HtmlValidator.HOW_TO_GET_IT
    if program is None or not HtmlValidator.is_installed():
        if os.environ.get("CI"):
            pytest.fail(how_to_get_it, pytrace=False)
        pytest.skip(how_to_get_it)
    return program


@pytest.fixture(scope="session")
def demo_template(browser_program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The installation that places are copied from."""
    base = tmp_path_factory.getbasetemp()
    locks = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with template(Path(ROOM) / f"akt-demo-{RUN}", locks) as made:
        yield made


# While Playwright runs it has the thread's event loop, and tests elsewhere want theirs: so only while these tests last.
@pytest.fixture(scope="package")
def browser(browser_program: str) -> Iterator[Browser]:
    """A running Chromium."""
    with launched(browser_program) as running:
        yield running


@pytest.fixture(scope="package")
def html_validator(browser_program: str) -> Iterator[HtmlValidator]:
    """What reads pages by the rules of HTML."""
    with HtmlValidator.started() as running:
        yield running


@pytest.fixture(scope="package")
def place(browser: Browser, demo_template: Path) -> Iterator[Place]:
    """The demo, served. Tests share it."""
    with opened_place(demo_template, ROOM) as opened:
        yield opened


@pytest.fixture
def web(browser: Browser, place: Place) -> Iterator[Web]:
    """Pages of the shared place."""
    opened = Web(browser, place)
    yield opened
    opened.close()


@pytest.fixture
def own_web(browser: Browser, demo_template: Path) -> Iterator[Web]:
    """Pages of a place that only this test uses, as the demo is when it is new. It takes some two seconds."""
    with opened_place(demo_template, ROOM) as opened:
        alone = Web(browser, opened)
        yield alone
        alone.close()
