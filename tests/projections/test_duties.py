"""What begins a duty, what goes on with it, what ends it, and that a struck ending ends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.base import DomainEvent, Purpose, RecordedEvent, envelope
from domain.case.areas import AREA_OF
from domain.case.decisions.codes import ExecutionStep
from domain.case.entry_events import CaseEntry, EntryStruck
from domain.case.intake.codes import IntakeRoute
from domain.case.plan.codes import SafetyPlanStanding
from domain.months import months_after
from domain.policies import DEFAULT_POLICY, Policy
from projections.case_facts import CaseFactRow, case_fact_changes
from projections.duties import DUTIES, Duty, due_by, duty_of, outstanding
from projections.open_entries import OpenEntries
from projections.statements.areas import STATES_OF_AREAS
from projections.statements.fact import FactKind
from tests.support.examples import CASE, EXAMPLE_OF, EXAMPLES, STAMP

RECORDED_US = 1_735_800_000_000_000
DAY = timedelta(days=1)


def facts(events: Sequence[DomainEvent]) -> list[CaseFactRow]:
    """The facts that hold after events of one case, in order."""
    rows = OpenEntries[CaseFactRow]()
    held: list[CaseFactRow] = []
    for position, event in enumerate(events):
        changes = case_fact_changes(rows, RecordedEvent(event, position, RECORDED_US + position))
        rows.take(changes)
        closed = {(row.known_from, row.kind, row.key) for row in changes.closed}
        held = [row for row in held if (row.known_from, row.kind, row.key) not in closed] + list(changes.opened)
    return held


def kinds(events: Sequence[DomainEvent], *, is_open: bool = True) -> list[str]:
    """The kinds of duties that stand."""
    return sorted(row.kind for row in outstanding(facts(events), is_open=is_open))


def named(name: str) -> CaseEntry:
    return EXAMPLE_OF[f"case.{name}"]  # type: ignore[return-value]


def struck(entry: CaseEntry) -> EntryStruck:
    return EntryStruck(**envelope(CASE, 0, STAMP), entry_id=entry.entry_id, reason="Fel uppgift.")


def about(event: CaseEntry, **fields: object) -> CaseEntry:
    return event.model_copy(update=fields)


INTAKE, OFFERED = named("intake_received"), named("time_offered")
QUEUED, CALLED, LEFT = named("placed_in_queue"), named("queue_call_made"), named("left_queue")
DECIDED, NOTIFIED = named("decision_made"), named("decision_communicated")
APPLIED = about(INTAKE, needs_tested=True, route=IntakeRoute.OWN_APPLICATION)
ASKED_TO_DECIDE = named("decision_requested")
EXECUTED = about(named("decision_executed"), execution_step=ExecutionStep.STARTED)
APPEALED, HANDLED = named("appeal_received"), named("appeal_handled")
REQUESTED, RECEIVED, REFUSED = named("external_plan_requested"), named("external_plan_received"), named("external_plan_refused")
SIP, SIP_ENDED = named("sip_established"), named("sip_ended")
ASKED_FOR, ANSWERED = named("disclosure_requested"), named("disclosure_decided")
SIGNAL = named("warning_signal_recorded")

PAIRS = [
    ("offer_time", INTAKE, about(OFFERED, intake_id=INTAKE.entry_id)),
    ("call_queue", QUEUED, about(LEFT, queue_id=QUEUED.entry_id)),
    ("decide_application", APPLIED, about(DECIDED, intake_id=APPLIED.entry_id)),
    ("answer_decision_request", ASKED_TO_DECIDE, about(DECIDED, intake_id=ASKED_TO_DECIDE.intake_id)),
    ("answer_decision_request", ASKED_TO_DECIDE, named("decision_request_refused")),
    ("execute_decision", DECIDED, about(EXECUTED, decision_id=DECIDED.entry_id)),
    ("notify_decision", DECIDED, about(NOTIFIED, decision_id=DECIDED.entry_id)),
    ("handle_appeal", APPEALED, about(HANDLED, appeal_id=APPEALED.entry_id)),
    ("get_external_plan", REQUESTED, about(RECEIVED, plan_request_id=REQUESTED.entry_id)),
    ("get_external_plan", REQUESTED, about(REFUSED, plan_request_id=REQUESTED.entry_id)),
    ("follow_up_sip", SIP, about(SIP_ENDED, sip_id=SIP.sip_id)),
    ("answer_disclosure", ASKED_FOR, about(ANSWERED, request_id=ASKED_FOR.entry_id)),
]


@pytest.mark.parametrize(("kind", "begin", "end"), PAIRS, ids=[f"{kind}-{end.TYPE}" for kind, _, end in PAIRS])
def test_a_duty_stands_until_it_is_done_and_again_when_what_was_done_is_struck(
    kind: str, begin: CaseEntry, end: CaseEntry
) -> None:
    assert kind in kinds([begin])
    assert kind not in kinds([begin, end])
    assert kind in kinds([begin, end, struck(end)])
    assert kind not in kinds([begin, struck(begin)])


def test_what_ends_one_duty_ends_no_other_of_its_kind() -> None:
    other = about(INTAKE, entry_id=UUID(int=7))
    assert kinds([INTAKE, other, about(OFFERED, intake_id=other.entry_id)]) == ["offer_time"]


GOES_ON = [
    ("call_queue", QUEUED, about(CALLED, queue_id=QUEUED.entry_id), "next_call_by"),
    ("follow_up_decision", DECIDED, about(named("decision_followed_up"), decision_id=DECIDED.entry_id), "follow_up_on"),
    ("get_external_plan", REQUESTED, about(named("external_plan_reminded"), plan_request_id=REQUESTED.entry_id),
     "external_plan_due_on"),
    ("follow_up_danger", SIGNAL, about(named("warning_signal_followed_up"), signal_id=SIGNAL.entry_id), "follow_up_by"),
    ("follow_up_sip", SIP, about(named("sip_followed_up"), sip_id=SIP.sip_id), "sip_follow_up_on"),
    ("follow_up_plan", named("plan_followed_up"), named("plan_revised"), "next_plan_follow_up_on"),
    ("review_case", named("reviewed"), about(named("reviewed"), entry_id=UUID(int=8)), "next_review_on"),
]


@pytest.mark.parametrize(("kind", "begin", "goes_on", "field"), GOES_ON, ids=[kind for kind, *_ in GOES_ON])
def test_the_next_day_for_it_takes_the_place_of_the_former_one(
    kind: str, begin: CaseEntry, goes_on: CaseEntry, field: str
) -> None:
    first, then = date(2030, 1, 1), date(2030, 2, 1)
    begin, goes_on = about(begin, **{field: first}), about(goes_on, **{field: then})

    def due(*events: CaseEntry) -> list[date]:
        found = (duty_of(row, DEFAULT_POLICY) for row in outstanding(facts(events), is_open=True))
        return [duty.due_on for duty in found if duty is not None and duty.kind.value == kind]

    assert due(begin) == [first]
    assert due(begin, goes_on) == [then]
    assert due(begin, goes_on, struck(goes_on)) == [first]


def test_a_note_and_its_correction_are_signed_apart_and_neither_when_it_lies_in_the_wrong_file() -> None:
    note, correction = EXAMPLES["case.note_recorded.v1"], EXAMPLES["case.note_corrected.v1"]
    note, correction = (each.model_copy(update={"source": None}) for each in (note, correction))
    signed = named("note_signed")
    of_note = about(signed, note_id=note.note_id, correction_id=None)
    of_correction = about(signed, entry_id=UUID(int=9), note_id=note.note_id, correction_id=correction.correction_id)
    assert kinds([note]) == ["sign_note"]
    assert kinds([note, correction]) == ["sign_note", "sign_note"]
    assert kinds([note, correction, of_note]) == ["sign_note"]
    assert kinds([note, correction, of_note, of_correction]) == []
    assert kinds([note, correction, EXAMPLES["case.note_misfiled.v1"]]) == []


def test_a_session_needs_a_note_about_it_or_about_its_day_or_a_reason_why_not() -> None:
    session = EXAMPLES["case.session_held.v1"].model_copy(update={"note_written_on": None})
    note = EXAMPLES["case.note_recorded.v1"].model_copy(update={"session_id": None, "occurred": session.occurred})
    another_day = note.model_copy(update={"occurred": session.occurred.model_copy(update={"on": session.occurred.on + DAY})})
    named_it = another_day.model_copy(update={"session_id": session.session_id})
    not_needed = about(named("contact_note_stated"), about_id=session.session_id)
    assert "write_note" in kinds([session])
    assert "write_note" not in kinds([session, note])
    assert "write_note" in kinds([session, another_day])
    assert "write_note" not in kinds([session, named_it])
    assert "write_note" not in kinds([session, not_needed])
    assert kinds([session.model_copy(update={"note_written_on": date(2024, 7, 12)})]) == []


def test_a_closing_is_followed_up_three_times_unless_the_case_is_opened_again() -> None:
    opened, closed = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
    rows = outstanding(facts([opened, closed]), is_open=False)
    assert [(row.code, row.due_on) for row in rows] == [
        (str(months), months_after(closed.closed_on, months)) for months in (3, 6, 12)
    ]
    done = about(named("follow_up_done"), closing_followed_up_on=closed.closed_on + 90 * DAY)
    point = done.follow_up_point.months
    left = outstanding(facts([opened, closed, done]), is_open=False)
    assert {row.code for row in left} == {"3", "6", "12"} - {str(point)}
    # One that was made after an earlier closing says nothing of this one.
    earlier = about(done, closing_followed_up_on=closed.closed_on - DAY)
    assert len(outstanding(facts([opened, closed, earlier]), is_open=False)) == 3
    assert kinds([opened, closed, EXAMPLES["case.reopened.v1"]]) == ["review_case"]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 11, 29), 3, date(2025, 2, 28)), (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)), (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 15), 12, date(2025, 1, 15)), (date(2024, 12, 1), 3, date(2025, 3, 1)),
    ],
)
def test_a_month_without_that_day_ends_with_its_last(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_what_lapses_with_the_case_is_not_asked_for_when_it_is_closed() -> None:
    opened = EXAMPLES["case.opened.v1"]
    assert kinds([opened], is_open=True) == ["review_case"]
    assert kinds([opened], is_open=False) == []


def test_a_list_begins_with_the_most_overdue_and_ends_with_its_last_day() -> None:
    first = Duty(CASE, FactKind.SIGN_NOTE, CASE, date(2024, 1, 1), date(2024, 1, 8), None, None, 3)
    later = first._replace(due_on=date(2024, 1, 9), position=1)
    ahead = first._replace(since=date(2024, 1, 5), position=0)
    assert due_by([later, first], date(2024, 1, 2), date(2024, 1, 9)) == [first, later]
    assert due_by([later, first], date(2024, 1, 2), date(2024, 1, 8)) == [first]
    assert due_by([ahead], date(2024, 1, 4), date(2024, 1, 8)) == []
    assert [first.days_overdue(first.due_on + n * DAY) for n in (-1, 0, 1)] == [0, 0, 1]


def test_every_duty_is_due_by_a_day_of_its_own_or_by_the_policy() -> None:
    fields = Policy.model_fields
    assert all(rule.days is None or rule.days in fields for rule in DUTIES.values())


def test_what_names_no_new_day_leaves_the_day_that_was_set() -> None:
    reminded = about(named("external_plan_reminded"), plan_request_id=REQUESTED.entry_id, external_plan_due_on=None)
    requested = about(REQUESTED, external_plan_due_on=date(2030, 1, 1))
    assert [row.due_on for row in outstanding(facts([requested, reminded]), is_open=True)] == [date(2030, 1, 1)]
    followed_up = about(named("plan_followed_up"), next_plan_follow_up_on=date(2030, 1, 1))
    revised = about(named("plan_revised"), next_plan_follow_up_on=None)
    assert [row.due_on for row in outstanding(facts([followed_up, revised]), is_open=True)] == [date(2030, 1, 1)]


def test_a_corrected_plan_keeps_its_place_before_a_later_one_of_the_same_day() -> None:
    first, correction = EXAMPLES["case.plan_established.v1"], EXAMPLES["case.plan_corrected.v1"]
    on = first.established_on
    later = first.model_copy(update={"plan_id": UUID(int=12), "follow_up_on": on + 9 * DAY})
    corrected = correction.model_copy(update={"established_on": on, "follow_up_on": on + 5 * DAY})
    assert corrected.plan_id == first.plan_id
    [row] = outstanding(facts([first, later, corrected]), is_open=True)
    assert (row.entry_id, row.due_on) == (later.plan_id, on + 9 * DAY)


def test_a_safety_plan_is_gone_through_until_it_is_replaced_or_not_needed() -> None:
    made, reviewed = named("safety_plan_made"), named("safety_plan_reviewed")
    made = about(made, replaces_safety_plan_id=None)
    reviewed = about(reviewed, safety_plan_id=made.entry_id)
    another = about(made, entry_id=UUID(int=10))
    instead = about(made, entry_id=UUID(int=11), replaces_safety_plan_id=made.entry_id)
    assert kinds([made, another]) == ["review_safety_plan", "review_safety_plan"]
    assert kinds([made, about(reviewed, safety_plan_standing=SafetyPlanStanding.NOT_NEEDED)]) == []
    assert kinds([made, about(reviewed, safety_plan_standing=SafetyPlanStanding.HOLDS)]) == ["review_safety_plan"]
    assert [row.key for row in outstanding(facts([made, instead]), is_open=True)] == [instead.entry_id]


def due_days(kind: str, *events: DomainEvent) -> list[date | None]:
    return [row.due_on for row in outstanding(facts(events), is_open=True) if row.kind == kind]


def test_an_application_is_decided_within_six_months_and_only_here_when_it_is_to_be_assessed_here() -> None:
    asked = about(APPLIED, requested_on=date(2026, 8, 31))
    assert due_days("decide_application", asked) == [date(2027, 2, 28)]
    for other in ({"needs_tested": False}, {"route": IntakeRoute.REFERRAL}, {"purpose": Purpose.IMPORT}):
        assert due_days("decide_application", about(asked, **other)) == []


def test_who_asks_for_a_decision_gets_one_within_four_weeks() -> None:
    assert due_days("answer_decision_request", about(ASKED_TO_DECIDE, received_on=date(2026, 3, 2))) == [date(2026, 3, 30)]


def test_what_was_granted_is_carried_out_within_three_months_and_again_after_an_interruption() -> None:
    granted = about(DECIDED, decided_on=date(2025, 11, 30), amendment=None, intake_id=None)
    step = about(EXECUTED, decision_id=granted.entry_id, step_on=date(2026, 1, 5))
    stopped = about(step, entry_id=UUID(int=12), step_on=date(2026, 2, 2), execution_step=ExecutionStep.INTERRUPTED)
    resumed = about(step, entry_id=UUID(int=13), step_on=date(2026, 3, 2), execution_step=ExecutionStep.RESUMED)
    assert due_days("execute_decision", granted) == [date(2026, 2, 28)]
    assert due_days("execute_decision", granted, step) == []
    assert due_days("execute_decision", granted, step, stopped) == [date(2026, 5, 2)]
    assert due_days("execute_decision", granted, step, stopped, resumed) == []
    assert due_days("execute_decision", granted, step, stopped, resumed, struck(resumed)) == [date(2026, 5, 2)]
    assert due_days("execute_decision", about(granted, favourable=False)) == []
    instead = about(
        DECIDED, entry_id=UUID(int=14), decided_on=date(2025, 12, 10), favourable=False,
        amendment=DECIDED.amendment.model_copy(update={"amended_decision_id": granted.entry_id}),
    )
    assert due_days("execute_decision", granted, instead) == []


@pytest.mark.parametrize("kind", STATES_OF_AREAS, ids=lambda kind: kind.TYPE)
def test_what_an_entry_states_falls_with_it(kind: type[CaseEntry]) -> None:
    assert kind in AREA_OF
    event = EXAMPLES[kind.wire_name()]
    assert {row.entry_id for row in facts([event])} <= {event.entry_id}
    assert facts([event, struck(event)]) == []
