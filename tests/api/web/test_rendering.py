"""A page is escaped, says nothing undefined, and holds no style and no script of its own."""

from __future__ import annotations

import re

import pytest
from jinja2 import UndefinedError

from api.web.rendering import CONTENT_SECURITY_POLICY, TEMPLATES, environment, page

INPUT = (
    '{% from "govuk_frontend_jinja/components/input/macro.html" import govukInput %}'
    '{{ govukInput({"label": {"text": text}, "name": "namn", "id": "namn"}) }}'
)


def test_what_people_wrote_is_escaped_in_components_too():
    shown = environment().from_string(INPUT).render(text="<b>Tuva & co</b>")
    assert "<b>" not in shown and "&lt;b&gt;Tuva &amp; co&lt;/b&gt;" in shown


@pytest.mark.parametrize("template", ["{{ nobody }}", "{% if nobody %}{% endif %}", "{% for each in nobody %}{% endfor %}"])
def test_a_name_that_nobody_gave_is_an_error(template):
    with pytest.raises(UndefinedError):
        environment().from_string(template).render()


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_has_a_style_or_a_script_in_it_or_loads_from_elsewhere(path):
    text = path.read_text("utf-8")
    assert re.findall(r'\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+="|https?://', text) == []


def test_a_page_says_its_policy_and_nothing_may_come_from_elsewhere():
    answer = page("layout.html", simulated=False, visitor=None)
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY and "http" not in CONTENT_SECURITY_POLICY


def test_a_month_is_told_by_its_name():
    assert environment().from_string("{{ '2026-08'|month }} {{ none|month }}").render() == "augusti 2026 –"


def test_a_day_within_a_text_is_told_as_other_days_are():
    said = environment().from_string("{{ 'Till IVO senast 2026-10-21, akt 2026-0107'|days_in }}").render()
    assert said == "Till IVO senast 21 okt 2026, akt 2026-0107"
