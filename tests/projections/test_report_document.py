"""A stated figure is told beside what the same count gives later, and by which events it differs."""

from __future__ import annotations

from uuid import uuid4

from projections.goals import Behind
from projections.report_document import restated, stated_figure
from tests.projections.test_goal_document import figure

SIZE = 10
"""Of the report: it knew of positions 0 to 9."""


def behind(entry, *positions, fulfils=True):
    return Behind(entry, entry, "woman", True, fulfils, None, None, positions)


def test_what_was_recorded_from_the_size_of_the_report_on_is_told_and_nothing_that_it_knew():
    known, new = uuid4(), uuid4()
    now = [behind(known, 3, 9, 12, fulfils=False), behind(new, 10, 11)]
    told = restated(stated_figure(figure(), "text"), figure(), [behind(known, 3, 9)], now, SIZE)
    assert told.positions == (10, 11, 12)
    assert (told.added, told.removed, told.changed) == (1, 0, 1)
