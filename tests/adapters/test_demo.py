"""The demo municipality: whole, the same everywhere, invented, and telling what it is there to tell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from psycopg import sql

from adapters.demo import summer_gap
from adapters.demo.cast import STAFF
from adapters.demo.days import CLOSED_DAYS
from adapters.demo.load import DemoReport, demo_commands, load_demo
from adapters.postgres.boards import BoardStore
from domain.base import DomainEvent, RecordedEvent
from domain.case.case import Case
from domain.case.events import AccountGiven, CaseOpened, RatingFacts, SessionHeld
from domain.case.journal_events import NOTE_TEXTS, JournalNoteCorrected, JournalNoteRecorded, NoteTexts
from domain.case.responsibility import Absences, Cover, responsible_on
from domain.case.review.events import CaseReviewed
from domain.case.signing.events import NoteSigned
from domain.errors import ConflictError, NotAllowedError, StaleVersionError
from domain.event_types import EVENT_TYPES
from domain.instruments import INSTRUMENTS
from domain.offering.codes import DocumentationRegime
from domain.offering.events import OfferingEstablished
from domain.offering.regime import require_allowed
from domain.policies import DEFAULT_POLICY
from domain.staff.staff_member import StaffMember
from domain.viewpoint.events import FeedbackGiven, ViewpointReceived
from projections.case_facts import CaseFactRow
from projections.duties import due_by, duty_of, outstanding
from projections.fold import Fold
from projections.statements.fact import FactKind
from projections.timeline import TimelineRow
from projections.words import HEADINGS
from tests.support.cluster import Cluster

STOCKHOLM = ZoneInfo("Europe/Stockholm")
GUIDE = Path(__file__).parents[2] / "docs" / "demo.md"
_TELL = """
import sys
from adapters.demo.load import demo_commands
for command in demo_commands(sys.argv[1]):
    for us, event in zip(command.recorded_us, command.events, strict=True):
        print(us, repr(event))
"""


class Loaded(NamedTuple):
    """A board with the demo in it, and everything that it recorded, in order."""

    board: BoardStore
    report: DemoReport
    events: list[RecordedEvent]


@pytest.fixture(scope="module")
def demo(cluster: Cluster) -> Loaded:
    """The demo, loaded once for this module."""
    board = cluster.new_board()
    report = load_demo(board)
    return Loaded(board, report, board.ledger.read(0, 100_000))


def test_the_whole_demo_is_recorded(demo: Loaded) -> None:
    opened = [each.event for each in demo.events if isinstance(each.event, CaseOpened)]
    assert demo.report == DemoReport(len(demo.events), len(opened), "2026-0107", demo.board.ledger.size())
    assert 60 <= len(opened) <= 75
    assert len({event.number for event in opened}) == len(opened)


def test_every_area_of_a_case_and_every_basic_event_type_occurs(demo: Loaded) -> None:
    """The family story tells of every type; the demo is a municipality's ordinary days, in which some things never happen."""
    told = {type(each.event) for each in demo.events}
    basic = {
        each for each in EVENT_TYPES.values()
        if each.__module__ in ("domain.case.events", "domain.case.journal_events", "domain.unit.events", "domain.staff.events",
                               "domain.viewpoint.events", "domain.outreach.events")
    }
    assert basic - told == set()
    case = Case()
    assert [type(area).__name__ for area in case.areas() if not told & set(area.APPLY)] == []


def test_what_a_real_unit_has_to_do_is_there(demo: Loaded) -> None:
    told = {each.event.TYPE for each in demo.events}
    assert {
        "offering.established", "offering.regime_changed", "policy.adopted", "group.session_held", "outreach.confirmed",
        "case.decision_followed_up", "case.appeal_received", "case.queue_call_made", "case.sip_established",
        "case.warning_signal_followed_up", "case.external_plan_reminded", "case.extract_disclosed",
        "case.protected_identity_set", "case.calendar_contact_imported", "case.advice_talk_held", "case.follow_up_not_done",
    } <= told


def test_nearly_all_notes_are_signed_by_their_authors_and_soon(demo: Loaded) -> None:
    written = {each.event.note_id: each for each in demo.events if isinstance(each.event, JournalNoteRecorded)}
    here = {note_id: each for note_id, each in written.items() if each.event.source is None}
    signatures = [each for each in demo.events if isinstance(each.event, NoteSigned) and each.event.correction_id is None]
    signed = {each.event.note_id: each for each in signatures}
    soon = [
        note_id for note_id, each in signed.items()
        if (_local(each.recorded_us).date() - _local(here[note_id].recorded_us).date()).days <= 4
    ]
    assert all(each.event.author_id == here[note_id].event.author_id for note_id, each in signed.items())
    assert 0.9 < len(soon) / len(here) < 1
    assert 1 <= len(here.keys() - signed.keys()) <= 10


def test_cases_are_reviewed_about_every_sixth_week_and_never_by_who_presents_them(demo: Loaded) -> None:
    reviews: dict[UUID, list[date]] = {}
    for each in demo.events:
        if isinstance(each.event, CaseReviewed):
            reviews.setdefault(each.event.originator_id, []).append(each.event.reviewed_on)
    gaps = [(later - earlier).days for days in reviews.values() for earlier, later in zip(days, days[1:], strict=False)]
    assert len(reviews) > 40
    assert sum(35 <= gap <= 42 for gap in gaps) / len(gaps) > 0.85


def test_a_time_is_offered_as_promised_but_for_two_young_people(demo: Loaded) -> None:
    cases = _cases(demo)
    kept = [
        (case, case.intake.promise_kept(intake_id)) for case in cases.values() for intake_id in case.intake.intakes
    ]
    assert len(kept) > 50
    assert sorted(case.number for case, is_kept in kept if is_kept is False) == ["2025-0563", "2026-0365"]


def test_every_closing_is_documented_but_that_of_advice(demo: Loaded) -> None:
    closed = [case for case in _cases(demo).values() if case.closing is not None]
    assert len(closed) > 50
    undocumented = [case for case in closed if len(case.open_spans) not in case.ending.documented]
    assert all(case.facts is not None and case.facts.client_name is None for case in undocumented)


def test_who_came_for_advice_cannot_be_known(demo: Loaded) -> None:
    offerings = {each.event.originator_id: each.event for each in demo.events if isinstance(each.event, OfferingEstablished)}
    advice = {
        each.event.originator_id for each in demo.events
        if isinstance(each.event, CaseOpened) and each.event.offering is not None
        and offerings[each.event.offering].regime is DocumentationRegime.ADVICE_NO_PERSONAL_DATA
    }
    assert len(advice) == 3
    require_allowed(
        DocumentationRegime.ADVICE_NO_PERSONAL_DATA, [each.event for each in demo.events if each.event.originator_id in advice]
    )


def test_monday_s_lists_are_short_enough_to_work_from(demo: Loaded) -> None:
    fold = Fold()
    for each in demo.events:
        fold.apply(each)
    facts: dict[UUID, list[CaseFactRow]] = {}
    for row in fold.written().opened[CaseFactRow]:
        if row.known_to is None:
            facts.setdefault(row.case_id, []).append(row)
    cases, monday = _cases(demo), date(2026, 11, 2)
    open_facts = [
        fact for case_id, rows in facts.items() for fact in outstanding(rows, is_open=cases[case_id].closing is None)
    ]
    duties = due_by([duty for fact in open_facts if (duty := duty_of(fact, DEFAULT_POLICY)) is not None], monday, monday)
    assert 5 <= len(duties) <= 25
    overdue = [(cases[each.case_id].number, each.kind) for each in duties if each.days_overdue(monday) > 60]
    assert overdue == [(summer_gap.NUMBER, FactKind.WRITE_NOTE)] * 2


def test_another_process_tells_the_same_events_at_the_same_times(demo: Loaded) -> None:
    other = subprocess.run(
        [sys.executable, "-c", _TELL, demo.board.slug], env={**os.environ, "PYTHONHASHSEED": "4711", "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parents[2], capture_output=True, check=True,
    )
    assert other.stdout.decode().splitlines() == [f"{each.recorded_us} {each.event!r}" for each in demo.events]


def test_loading_a_second_time_is_refused_and_changes_nothing(demo: Loaded) -> None:
    with pytest.raises(ConflictError, match="tom nämnd"):
        load_demo(demo.board)
    assert demo.board.ledger.size() == len(demo.events)


def test_a_board_with_a_real_clock_is_refused(real_board: BoardStore) -> None:
    with pytest.raises(NotAllowedError, match="simulerad klocka"):
        load_demo(real_board)
    assert real_board.ledger.size() == 0


def test_a_load_that_fails_half_way_leaves_an_empty_board(board: BoardStore) -> None:
    told = demo_commands(board.slug)[:1_200]
    event = told[-1].events[0]
    out_of_turn = event.model_copy(update={"originator_version": event.originator_version + 1})
    with pytest.raises(StaleVersionError):
        board.ledger.append_all([*told[:-1], told[-1]._replace(events=[out_of_turn])])
    assert board.ledger.size() == 0


def test_everything_is_written_in_order_within_office_hours(demo: Loaded) -> None:
    times = [each.recorded_us for each in demo.events]
    assert all(earlier < later for earlier, later in zip(times, times[1:], strict=False))
    for each in demo.events:
        written = _local(each.recorded_us)
        on_duty = written.date() == summer_gap.CORRECTED_ON and isinstance(each.event, JournalNoteCorrected)
        assert on_duty or (written.weekday() < 5 and written.date() not in CLOSED_DAYS), written
        assert 7 <= written.hour < 18, written
    assert _local(times[0]).date() == date(2025, 1, 7)
    assert _local(times[-1]).date() <= date(2026, 10, 30)


def test_every_rating_lies_on_the_scales_of_its_instrument(demo: Loaded) -> None:
    for rating in (each.event for each in demo.events if isinstance(each.event, RatingFacts)):
        instrument = INSTRUMENTS[rating.instrument]
        scales = instrument.subscales
        assert len(rating.subscales) == len(scales)
        given = [(scale, value) for scale, value in zip(scales, rating.subscales, strict=True) if value is not None]
        assert all(scale.allows(value) for scale, value in given), rating.subscales
        assert rating.total == (None if rating.missing_items else sum(value for _, value in given))
        assert len(rating.missing_items) == len(scales) - len(given)


def test_a_low_alliance_that_led_to_an_adaptation_is_clearly_higher_the_next_time(demo: Loaded) -> None:
    said = {each.event.originator_id: each.event for each in demo.events if isinstance(each.event, ViewpointReceived)}
    told = [each.event for each in demo.events if isinstance(each.event, FeedbackGiven) and each.event.case_id is not None]
    assert len(told) >= 10
    for feedback in told:
        before, after = said[feedback.originator_id].received_on, feedback.given_on
        alliance = {
            each.event.rated_on: each.event.total for each in demo.events
            if isinstance(each.event, RatingFacts) and each.event.instrument in ("SRS", "CSRS")
            and each.event.originator_id == feedback.case_id
        }
        assert alliance[before] + 3 < alliance[after]


def test_every_name_says_that_it_is_invented_and_nobody_has_a_personal_number(demo: Loaded) -> None:
    assert {person.name.split()[-1] for person in STAFF.values()} == {"Exempel", "Demo"}
    assert all(re.search("Påhitt|Exempel|Fiktiv|Sago|Demo", name) for name in _client_names(demo.events))
    texts = "\n".join(_texts(demo.events))
    assert not re.search(r"(?<!\.)\b(19|20)?\d{6}[-+ ]?\d{4}\b", texts.replace("2026-0107", ""))


def test_nothing_that_was_written_stands_in_clear_in_the_database(demo: Loaded, cluster: Cluster) -> None:
    content = _everything_in(cluster, demo.board.schema)
    assert b"case.note_recorded.v1" in content, "event types are in clear, so what is searched is what is stored"
    secrets = {*_client_names(demo.events), *_note_texts(demo.events), *(person.name for person in STAFF.values())}
    assert len(secrets) > 300
    assert not [secret for secret in secrets if secret.encode() in content]


def test_every_view_can_be_folded_from_the_demo(demo: Loaded) -> None:
    fold = Fold()
    for each in demo.events:
        fold.apply(each)
    assert len({row.case_id for row in fold.written().opened[TimelineRow]}) == demo.report.cases


def test_every_case_that_the_guide_names_shows_what_the_guide_says(demo: Loaded) -> None:
    numbers = {each.event.number: each.event.originator_id for each in demo.events if isinstance(each.event, CaseOpened)}
    headings: dict[UUID, set[str]] = {}
    for each in demo.events:
        headings.setdefault(each.event.originator_id, set()).add(HEADINGS[each.event.TYPE])
    rows = re.findall(r"^\| (\d{4}-\d{4}) \| ([^|]+) \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 10
    assert [(number, shown) for number, shown in rows if shown not in headings[numbers[number]]] == []


# The summer gap.

def test_before_the_summer_every_visit_has_its_note(demo: Loaded) -> None:
    case, _ = _as_known(demo, date(2026, 6, 30))
    held = [session for session in case.sessions.values() if isinstance(session, SessionHeld)]
    noted = {note.session_id for note in case.notes.values()}
    assert case.plan is not None and case.plan.contact_interval_days == 7
    assert len(held) == 17 and {session.session_id for session in held} == noted
    assert max(session.occurred.on for session in held) == date(2026, 6, 25)


def test_in_july_the_calendar_knows_of_three_visits_the_journal_of_none_and_nobody_is_responsible(demo: Loaded) -> None:
    case, absences = _as_known(demo, date(2026, 7, 31))
    july = [session for session in case.sessions.values() if session.occurred.on.month == 7]
    assert [session.occurred.on for session in july] == [date(2026, 7, 1), date(2026, 7, 10), date(2026, 7, 24)]
    assert {session.source.system for session in july} == {"Kalendern"}
    assert not {note.occurred.on for note in case.notes.values()} & {session.occurred.on for session in july}
    for session in july:
        assert responsible_on(case, absences, session.occurred.on).cover is Cover.NONE
    away = responsible_on(case, absences, date(2026, 7, 10))
    assert (away.first, away.last) == (date(2026, 6, 29), date(2026, 8, 16))


def test_the_commissioner_asks_on_12_august_and_is_answered_when_the_note_is_written(demo: Loaded) -> None:
    asked, _ = _as_known(demo, date(2026, 8, 12))
    answered, _ = _as_known(demo, date(2026, 10, 30))
    (request,) = asked.requests.values()
    assert request.requested_on == date(2026, 8, 12) and not asked.answers
    (answer,) = answered.answers.values()
    assert isinstance(answer, AccountGiven) and answer.given_on == date(2026, 9, 8)


def test_the_note_about_10_july_is_53_days_late_also_after_its_correction(demo: Loaded) -> None:
    written, _ = _as_known(demo, date(2026, 9, 2))
    (note,) = [note for note in written.notes.values() if note.occurred.on == date(2026, 7, 10)]
    assert note.late_reason and not written.note_correction_ids
    corrected, _ = _as_known(demo, date(2026, 9, 5))
    assert len(corrected.note_correction_ids) == 1
    for known_at, corrections in ((date(2026, 9, 2), 0), (date(2026, 9, 5), 1), (date(2026, 10, 30), 1)):
        row = _timeline_row(demo, note, known_at)
        assert (row.days_late, len(row.corrections)) == (53, corrections)


def _cases(demo: Loaded) -> dict[UUID, Case]:
    """Every case as it stands."""
    streams: dict[UUID, list[DomainEvent]] = {}
    for each in demo.events:
        if each.event.TYPE.startswith("case."):
            streams.setdefault(each.event.originator_id, []).append(each.event)
    return {case_id: Case.fold(events) for case_id, events in streams.items()}


def _local(us: int) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).astimezone(STOCKHOLM)


def _until(demo: Loaded, day: date) -> Iterator[RecordedEvent]:
    return (each for each in demo.events if _local(each.recorded_us).date() <= day)


def _as_known(demo: Loaded, day: date) -> tuple[Case, Absences]:
    """The case of the summer gap, and everybody's absences, as known at the end of a day."""
    case_id = next(
        each.event.originator_id for each in demo.events
        if isinstance(each.event, CaseOpened) and each.event.number == summer_gap.NUMBER
    )
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), STOCKHOLM).astimezone(UTC)
    size, _ = demo.board.ledger.size_at(int(end.timestamp()) * 1_000_000 - 1)
    recorded = demo.board.ledger.stream(case_id, known_at=size)
    absences = {
        staff_id: StaffMember.fold(events).absent_periods() for staff_id, events in _staff_streams(_until(demo, day)).items()
    }
    return Case.fold(each.event for each in recorded), absences


def _staff_streams(events: Iterable[RecordedEvent]) -> dict[UUID, list[DomainEvent]]:
    streams: dict[UUID, list[DomainEvent]] = {}
    for each in events:
        if each.event.TYPE.startswith("staff."):
            streams.setdefault(each.event.originator_id, []).append(each.event)
    return streams


def _timeline_row(demo: Loaded, note: JournalNoteRecorded, day: date) -> TimelineRow:
    fold = Fold()
    for each in _until(demo, day):
        fold.apply(each)
    rows: Sequence[TimelineRow] = fold.written().opened[TimelineRow]
    (row,) = [row for row in rows if row.entry_id == note.note_id and row.known_to is None]
    return row


def _client_names(events: Iterable[RecordedEvent]) -> set[str]:
    names = {each.event.client_name for each in events if isinstance(each.event, CaseOpened)}
    return {name for name in names if name is not None}


def _note_texts(events: Iterable[RecordedEvent]) -> set[str]:
    notes = [each.event for each in events if isinstance(each.event, NoteTexts)]
    return {text for note in notes for kind in NOTE_TEXTS if (text := getattr(note, kind)) is not None}


def _texts(events: Iterable[RecordedEvent]) -> Iterator[str]:
    for each in events:
        yield from _strings(each.event.model_dump())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _strings(each)


def _everything_in(cluster: Cluster, schema: str) -> bytes:
    """Every value in every table of a schema: text as text, and what stands in its binary columns."""
    with cluster.admin() as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = %s", (schema,)
        ).fetchall()
        rows = [
            value for (table,) in tables
            for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, table)))
            for value in row
        ]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in rows)
