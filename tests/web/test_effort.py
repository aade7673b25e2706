"""Counting what a task costs: what is counted, and that a fallen count must be written down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web import effort as module
from tests.web.browser import Web
from tests.web.effort import Effort
from tests.web.summary import PROPERTY

TASK = "logga in"


def log_in_by_keys(web: Web, request: pytest.FixtureRequest) -> None:
    page = web.page()
    web.visit(page, "/login")
    with Effort(page, TASK, request) as effort:
        effort.click(page.get_by_label("Kontonamn"))
        effort.fill("chef")
        effort.press("Tab")
        effort.fill(web.place.password_of("chef"))
        effort.press("Enter")
        expect(page.get_by_role("button", name="Logga ut")).to_be_visible()


def written_down(clicks: int, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    path = folder / "effort.json"
    path.write_text(json.dumps({TASK: {"clicks": clicks, "keys": 18, "pages": 1}}))
    monkeypatch.setattr(module, "MOST", path)


def test_clicks_keys_and_pages_of_a_task_are_counted_and_carried_by_the_report(web, request, monkeypatch, tmp_path):
    written_down(1, monkeypatch, tmp_path)
    log_in_by_keys(web, request)
    [line] = [line for name, line in request.node.user_properties if name == PROPERTY]
    assert line.startswith("logga in: 1 klick, 18 tangenter, 1 sidor och 0 tecken text; ")
    request.node.user_properties.clear()


@pytest.mark.parametrize("clicks", [0, 2])
def test_more_and_fewer_than_is_written_down_both_fail(clicks, web, request, monkeypatch, tmp_path):
    written_down(clicks, monkeypatch, tmp_path)
    with pytest.raises(AssertionError, match="fewer is written down"):
        log_in_by_keys(web, request)
    request.node.user_properties.clear()
