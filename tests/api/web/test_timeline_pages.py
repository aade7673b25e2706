"""What the pages about time work out themselves: which words changed, pages of rows, and where things stand in the picture."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from api.web.pages.said_words import Words, marked, words_of
from api.web.pages.text_changes import pieces
from api.web.pages.timeline import TimelineQuery, link_to, page_of
from api.web.pages.timeline_chart import LEFT, RIGHT, lanes
from domain.case.review.codes import ReviewAnswer, ReviewQuestion
from domain.case.review.events import AnsweredQuestion
from projections.timeline_item import Content

CASE = UUID(int=7)


@pytest.mark.parametrize(("text", "other", "changed"), [
    ("Vi sågs hemma hos Alma.", "Vi sågs på gården hos Alma.", ["hemma"]),
    ("Vi sågs.", "Vi sågs.", []),
    ("Ny text", None, []),
    ("Helt ny", "Alldeles annan", ["Helt ny"]),
])
def test_words_that_the_other_text_lacks_are_marked_and_none_is_lost(text, other, changed):
    found = pieces(text, other)
    assert [piece for piece, is_changed in found if is_changed] == changed
    assert " ".join(piece for piece, _ in found) == text


def test_of_several_texts_under_one_label_each_is_compared_with_its_own_and_a_new_one_is_new():
    before = Words("", (("Mål", "Sova bättre"), ("Mål", "Gå till skolan")))
    after = marked(Words("", (("Mål", "Sova bättre"), ("Mål", "Gå till gymnasiet"), ("Plan", "Ses oftare"))), before)
    assert [[piece for piece, is_changed in pieces if is_changed] for _, pieces in after.texts] == [
        [], ["gymnasiet"], ["Ses oftare"],
    ]


def test_each_answer_of_a_list_stands_on_a_line_of_its_own_and_days_as_on_other_pages():
    questions = list(ReviewQuestion)[:2]
    answers = tuple(AnsweredQuestion(question=each, answer=ReviewAnswer.YES) for each in questions)
    said = words_of(Content({"standing_answers": answers, "next_review_on": date(2026, 12, 1)}, ()))
    assert said.facts == "Nästa ärendegenomgång: 1 dec 2026"
    [(_, text)] = said.texts
    assert [line.rpartition(": ")[2] for line in text.splitlines()] == ["ja", "ja"]
    assert [line.rpartition(": ")[0].lower() for line in text.splitlines()] == [each.swedish.lower() for each in questions]


@pytest.mark.parametrize(("asked", "number", "shown"), [(1, 1, 3), (4, 4, 1), (9, 4, 1), (-2, 1, 3)])
def test_a_page_beyond_the_last_is_the_last_and_one_before_the_first_the_first(asked, number, shown):
    page = page_of(list(range(10)), asked, 3)
    assert (page.number, len(page.places), page.count, page.last) == (number, shown, 10, 4)


def test_a_changed_choice_begins_at_the_first_page_and_keeps_the_others():
    query = TimelineQuery(known_at="2026-07-31", kind="note", page=3)
    assert link_to(CASE, query, kind="") == f"/cases/{CASE}/timeline?known_at=2026-07-31"
    assert link_to(CASE, query, page=2) == f"/cases/{CASE}/timeline?known_at=2026-07-31&kind=note&page=2"


def test_the_picture_reaches_from_the_first_day_to_the_last_also_when_the_moment_is_before_them():
    drawn = lanes([], [], date(2026, 2, 1), date(2026, 10, 31), date(2026, 1, 1))
    assert (drawn.first, drawn.last, drawn.now) == (date(2026, 1, 1), date(2026, 10, 31), LEFT)
    assert all(LEFT <= tick.at <= RIGHT for tick in drawn.ticks) and drawn.ticks[1].label == "feb"
