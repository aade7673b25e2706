"""Each page leads to the help on its own subject, and each subject has its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import nodes

from api.web.pages.helping import TOPICS
from api.web.rendering import TEMPLATES, environment

NO_SUBJECT = {
    "layout.html": "the frame itself", "problem.html": "says itself what to do", "start.html": "is seen before the log-in",
    "waiting.html": "says itself what is waited for",
    "purpose.html": "says itself why it asks", "accessibility.html": "is itself about the service",
    "log_in/log_in.html": "is seen before the log-in", "log_in/unlock.html": "is seen before the log-in",
    "log_in/switch.html": "is seen before the log-in", "results/wall.html": "hangs on a wall, where nobody clicks",
    "ratings/frame.html": "is the client's, who leads nowhere from it", "ratings/tablet.html": "is the client's",
    "ratings/done.html": "is the client's", "ratings/more.html": "is the client's",
    "help/topics.html": "is the help", "help/topic.html": "is the help",
}
PAGES = sorted(
    path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")
    if "{% block content %}" in path.read_text("utf-8") and path.relative_to(TEMPLATES).as_posix() not in NO_SUBJECT
)


def subject_of(name: str) -> str | None:
    """The subject that a template, or the frame that it is in, names."""
    parsed = environment().parse(Path(TEMPLATES, name).read_text("utf-8"))
    for each in parsed.find_all(nodes.Assign):
        if isinstance(each.target, nodes.Name) and each.target.name == "help_topic":
            # A frame's is for those of its pages that name none.
            said = each.node.expr2 if isinstance(each.node, nodes.CondExpr) else each.node
            return said.as_const()
    frames = [each.template.value for each in parsed.find_all(nodes.Extends)]
    return next(filter(None, map(subject_of, frames)), None)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_the_subject_of_its_help(name):
    assert subject_of(name) in TOPICS


def test_every_subject_has_its_text_and_every_text_its_subject():
    texts = {path.stem for path in (TEMPLATES / "help").glob("*.html")} - {"topic", "topics"}
    assert texts == set(TOPICS)


def test_only_pages_that_are_there_have_no_subject():
    assert all((TEMPLATES / name).exists() for name in NO_SUBJECT)
