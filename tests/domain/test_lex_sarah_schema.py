"""What the facts of Lex Sarah reports can hold: nobody to blame, and the reporter's name nowhere but in the report."""

import re
from datetime import date

import pytest

from domain.base import ENVELOPE_FIELDS, RetentionClass
from domain.lex_sarah import codes
from domain.lex_sarah.base import LexSarahEntry
from domain.lex_sarah.events import EVENTS
from domain.lex_sarah.handling_events import LexSarahReportSubmitted
from domain.lex_sarah.state import LexSarahState
from domain.policies import DEFAULT_POLICY
from projections.areas.lex_sarah_handling import FIELD_LABELS, HEADINGS, report_summary, steps_by_bounds
from projections.json_values import as_json
from tests.support.cast import CASE
from tests.support.examples import EXAMPLES
from tests.support.lex_sarah_calls import STATES

BLAME = re.compile(
    r"culprit|guilt|blame|offend|perpetrat|responsible|at_fault|accused|skyldig|ansvarig|vållande|förövare|sanction"
)
"""Words of fields and codes that would name somebody to blame."""
KINDS = [pytest.param(kind, id=kind.TYPE) for kind in EVENTS]


def own_fields(kind):
    return [name for name in kind.model_fields if name not in ENVELOPE_FIELDS]


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_of_any_fact_is_for_somebody_to_blame(kind):
    assert [name for name in own_fields(kind) if BLAME.search(name)] == []
    assert [FIELD_LABELS[name] for name in own_fields(kind) if BLAME.search(FIELD_LABELS.get(name, "").casefold())] == []


def test_no_coded_word_names_somebody_to_blame():
    words = [
        f"{member.name} {member.value} {member.swedish}".casefold()
        for each in vars(codes).values() if isinstance(each, type) and issubclass(each, codes.Code) for member in each
    ]
    assert len(words) > 60 and [word for word in words if BLAME.search(word)] == []


def test_the_search_for_blame_would_find_it():
    assert all(BLAME.search(name) for name in ("responsible_person", "culprit_id", "guilty_party", "blamed_staff"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_lies_under_the_reports_own_key_and_every_text_about_people_in_a_segment_of_its_own(kind):
    event = EXAMPLES[kind.wire_name()]
    assert (event.key_subject, event.retention_class) == (event.originator_id, RetentionClass.LEX_SARAH)
    named = [name for name in own_fields(kind) if name.endswith(("_name", "_text", "_motivation", "_view"))]
    assert [name for name in named if name not in kind.SEGMENTS] == []


def test_the_reporter_stands_in_the_submission_only_and_in_a_segment_that_can_be_masked_alone():
    reporting = [name for kind in EVENTS for name in own_fields(kind) if "reporter" in name]
    assert set(reporting) == {name for name, kind in LexSarahReportSubmitted.SEGMENTS.items() if kind == "reporter"}
    assert len(reporting) == len(set(reporting)) == 4


@pytest.mark.parametrize("state", STATES)
def test_what_a_list_shows_tells_neither_who_reported_nor_any_text_in_any_state(state):
    report = STATES[state]().report
    assert isinstance(report, LexSarahState)
    shown = str({**report_summary(report, date(2024, 8, 1)), **steps_by_bounds(report, date(2024, 8, 1), DEFAULT_POLICY)})
    for secret in ("Anna", "Andersson", "Behandlare", "Bo Bengtsson", "Anteckningar", str(CASE), str(report.report.writer_id)):
        assert secret not in shown
    assert as_json(report.handling.state) in shown


def test_only_the_submission_and_the_striking_are_no_entries_and_no_step_of_the_handling_can_be_struck():
    assert {kind.TYPE for kind in EVENTS if not issubclass(kind, LexSarahEntry)} == {
        "lex_sarah.report_submitted", "lex_sarah.entry_struck"
    }
    steps = {
        "report_supplemented", "report_received", "transfer_proposed", "transfer_answered", "initial_assessment_made",
        "investigation_form_changed", "investigator_assigned", "conflict_declared", "access_granted", "access_ended",
        "investigation_completed", "returned_for_supplement", "misconduct_decided", "degree_escalated", "report_closed",
        "report_reopened",
    }
    struck = {kind.TYPE.partition(".")[2] for kind in EVENTS if issubclass(kind, LexSarahEntry) and kind.MAY_BE_STRUCK}
    assert steps & struck == set() and all(f"lex_sarah.{name}" in HEADINGS for name in steps)
