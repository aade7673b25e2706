"""Where the fields and days that indicator definitions name stand in the tables.

`c` is the case, `k` its circumstances, `b` what is counted when that is not the case, and `g` a giver of a viewpoint. Braces are
doubled, as the names of tables are filled in later.
"""

from __future__ import annotations

from domain.indicators.conditions import CaseDay
from domain.indicators.definition import DATED, UnitOfCount
from projections.statements.measures import SEVERAL

_CASE_COLUMNS = {
    **{name: f"c.{name}" for name in ("gender", "legal_basis", "close_manner", "referred_onward")},
    **{name: f"k.{name}" for name in ("information_meeting", "continued_after_motivation", "children_in_home", "housing")},
}
_VIEWPOINT_COLUMNS = {
    **{
        name: f"b.{name}"
        for name in (
            "kind", "subject_category", "channel", "adapted", "not_possible", "from_commissioner", "formal", "referred",
            "passed_on_by",
        )
    },
    # Nobody known is not known, and no list of nobody.
    "giver_role": "nullif(b.giver_roles, '{{}}')", "giver_gender": "nullif(b.givers, '{{}}')",
    "feedback_given": "(b.feedback_on IS NOT NULL)", "answered": "(b.answered_on IS NOT NULL)",
}
COLUMNS = {
    UnitOfCount.CASE: _CASE_COLUMNS,
    UnitOfCount.CLOSING: _CASE_COLUMNS,
    UnitOfCount.RENT_MONTH: {**_CASE_COLUMNS, "paid_in_time": "b.paid_in_time"},
    UnitOfCount.SESSION: {
        **_CASE_COLUMNS, "session_kind": "b.code", "participant": f"string_to_array(b.by, '{SEVERAL}')",
    },
    UnitOfCount.DECISION: {**_CASE_COLUMNS, "favourable": "b.code", "outcome": "b.by"},
    UnitOfCount.PLAN: {**_CASE_COLUMNS, "took_part": "b.code"},
    UnitOfCount.REQUEST: {**_CASE_COLUMNS, "route": "b.code", "request_source": "b.by"},
    UnitOfCount.VIEWPOINT: _VIEWPOINT_COLUMNS,
    UnitOfCount.GIVER: {**_VIEWPOINT_COLUMNS, "gender": "g.gender"},
    UnitOfCount.OUTREACH: {name: f"b.{name}" for name in ("kind", "gender", "child_gender")},
}
LISTS = ("participant", "giver_role", "giver_gender")
"""Fields that hold several words."""
DAY_OF = {
    UnitOfCount.CASE: "c.closed_on", UnitOfCount.RENT_MONTH: "b.month_on", UnitOfCount.VIEWPOINT: "b.received_on",
    UnitOfCount.GIVER: "b.received_on", UnitOfCount.OUTREACH: "b.occurred_on", UnitOfCount.CLOSING: "b.on_date",
    **dict.fromkeys(DATED, "b.on_date"),
}
"""The day that has to lie in the period; of a case the day it was closed."""
CASE_DAYS = {CaseDay.RECEIVED: "c.received_on", CaseDay.START: "c.started_on", CaseDay.CLOSING: "c.closed_on"}
