"""The summer gap: what a case showed on three days of 2021, as golden files, and that no later event changes them.

A weekly plan, visits on 1, 10 and 24 July known from the calendar, a worker away without a stand-in, and no notes. The
commissioner asks on 12 August. One note about 10 July is written on 1 September: 53 days late, for ever.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews
from domain.base import DomainEvent, Occurred, Purpose, Stamp, envelope
from domain.case import events as c
from domain.case import journal_events as j
from domain.codes import EntryType, Gender, LegalBasis, NoteChannel, SessionKind
from domain.ledger.port import Command
from domain.staff.events import AbsenceRecorded, StaffMemberRegistered
from domain.unit.events import UnitEstablished
from tests.support.examples import (
    ABSENCE,
    ANNA,
    BO,
    CASE,
    LOCAL_OPERATOR,
    NOTE,
    NOTE_CORRECTION,
    OTHER_NOTE,
    PLAN,
    REQUEST,
    UNIT,
    cast_id,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "timelines"
SWEDEN = ZoneInfo("Europe/Stockholm")
SHOWN_ON = (date(2021, 6, 30), date(2021, 7, 31), date(2021, 9, 2))


def instant_us(text: str) -> int:
    """Swedish wall clock `2021-07-10 17:05` in microseconds since 1970 UTC."""
    return round(datetime.fromisoformat(text).replace(tzinfo=SWEDEN).timestamp() * 1_000_000)


class SummerGap:
    """A simulated ledger in which the summer of 2021 can be lived."""

    def __init__(self, board: BoardStore) -> None:
        self.board = board
        self.projector = Projector(board)
        self.views = PostgresCaseViews(board, self.projector)
        self._versions: dict[UUID, int] = {}

    def record(self, at: str, event_type: type[DomainEvent], stream: UUID, by: UUID = ANNA, /, **fields: Any) -> None:
        """Record an event at a Swedish wall clock time."""
        version = self._versions.get(stream, 0)
        stamp = Stamp(actor_id=by, unit_id=UNIT, purpose=Purpose.CASE_WORK)
        event = event_type(**envelope(stream, version, stamp), **fields)
        self.board.ledger.append(Command(uuid4(), b"", [event], [instant_us(at)]))
        self._versions[stream] = version + 1

    def session(self, at: str, number: int, on: date) -> None:
        """A visit that the calendar tells of."""
        self.record(
            at, c.SessionHeld, CASE, LOCAL_OPERATOR, session_id=cast_id(100 + number), occurred=Occurred(on=on),
            kind=SessionKind.HOME_VISIT, participants=("brukare", "behandlare"),
        )

    def size_at_end_of(self, day: date) -> int:
        """How many events were recorded by the end of a Swedish day."""
        return self.board.ledger.size_at(instant_us(f"{day} 23:59:59.999999"))[0]

    def answer(self, size: int, day: date) -> bytes:
        """Everything the views say of the case as known at a size, as bytes."""
        return json.dumps(
            [
                self.views.case(CASE, size).to_json(), self.views.timeline(CASE, size).to_json(),
                [case.to_json() for case in self.views.without_responsible(size, day)],
            ],
            ensure_ascii=False, sort_keys=True,
        ).encode()


def spring(gap: SummerGap) -> None:
    registered = {"unit": UNIT}
    gap.record("2021-05-03 08:00", UnitEstablished, UNIT, name="Resursenheten")
    gap.record("2021-05-03 08:01", StaffMemberRegistered, ANNA, name="Anna Exempel", title="familjebehandlare", **registered)
    gap.record("2021-05-03 08:02", StaffMemberRegistered, BO, name="Bo Exempel", title="enhetschef", **registered)
    gap.record(
        "2021-05-03 09:30", c.CaseOpened, CASE, BO, number="2021-0042", unit=UNIT, gender=Gender.WOMAN, birth_year=1980,
        client_name="Klara Påhittad", received_on=date(2021, 4, 28), started_on=date(2021, 5, 3),
        legal_basis=LegalBasis.ASSISTANCE,
    )
    gap.record(
        "2021-05-03 09:31", c.CaseAssigned, CASE, BO, staff_id=ANNA, staff_name="Anna Exempel",
        staff_title="familjebehandlare", from_date=date(2021, 5, 3),
    )
    gap.record(
        "2021-05-12 15:10", c.PlanEstablished, CASE, plan_id=PLAN, established_on=date(2021, 5, 12),
        individual_took_part=True, contact_interval_days=7, goals=("Lugnare kvällar hemma.",),
        follow_up_on=date(2021, 8, 18),
    )
    gap.session("2021-06-22 16:00", 0, date(2021, 6, 22))
    gap.record(
        "2021-06-22 16:20", j.JournalNoteRecorded, CASE, note_id=OTHER_NOTE, author_id=ANNA, author_name="Anna Exempel",
        author_title="familjebehandlare", fact="Klara hade prövat kvällsrutinen fem dagar av sju.",
        assessment="Planen fungerar.", individual_view="Klara vill fortsätta över sommaren.",
        occurred=Occurred(on=date(2021, 6, 22)), entry_type=EntryType.CONTACT, information_source="brukaren",
        channel=NoteChannel.HOME_VISIT, session_id=cast_id(100), plan_id=PLAN,
    )
    gap.record(
        "2021-06-24 11:00", AbsenceRecorded, ANNA, BO, absence_id=ABSENCE, from_date=date(2021, 7, 1),
        to_date=date(2021, 8, 15),
    )


def july(gap: SummerGap) -> None:
    gap.session("2021-07-01 17:00", 1, date(2021, 7, 1))
    gap.session("2021-07-10 17:00", 2, date(2021, 7, 10))
    gap.session("2021-07-24 17:00", 3, date(2021, 7, 24))


def autumn(gap: SummerGap) -> None:
    gap.record(
        "2021-08-12 10:15", c.AccountRequested, CASE, BO, request_id=REQUEST, requested_on=date(2021, 8, 12),
        requested_by="Socialsekreterare Disa Exempel", question="Vad har gjorts i ärendet under juli?",
    )
    gap.record(
        "2021-09-01 13:45", j.JournalNoteRecorded, CASE, note_id=NOTE, author_id=ANNA, author_name="Anna Exempel",
        author_title="familjebehandlare", fact="Hembesök. Kvällsrutinen hade hållits fyra dagar.",
        child_view="Sonen säger att det är lugnare hemma.", occurred=Occurred(on=date(2021, 7, 10)),
        entry_type=EntryType.CONTACT, information_source="brukaren och sonen", channel=NoteChannel.HOME_VISIT,
        session_id=cast_id(102), plan_id=PLAN, late_reason="Anteckningen glömdes före semestern.",
    )


def correction(gap: SummerGap) -> None:
    gap.record(
        "2021-09-05 09:00", j.JournalNoteCorrected, CASE, note_id=NOTE, correction_id=NOTE_CORRECTION, author_id=ANNA,
        author_name="Anna Exempel", author_title="familjebehandlare",
        fact="Hembesök. Kvällsrutinen hade hållits fem dagar.", child_view="Sonen säger att det är lugnare hemma.",
        reason="Antalet dagar var fel.",
    )


def text_of(gap: SummerGap, size: int, day: date) -> str:
    """What the views say as lines to read: every member of the documents that is not empty."""
    case, timeline = gap.views.case(CASE, size).to_json(), gap.views.timeline(CASE, size).to_json()
    left = [case.number for case in gap.views.without_responsible(size, day)]
    lines = [f"{size} händelser", f"utan ansvarig {day}: {', '.join(left) or 'inga'}", "", *_lines(case), ""]
    for item in timeline.pop("items"):
        lines += [*_lines(item), ""]
    return "\n".join([*lines, *_lines(timeline)]) + "\n"


def _lines(value: dict[str, Any], indent: str = "") -> Iterator[str]:
    for name, each in value.items():
        if isinstance(each, dict) and each:
            yield f"{indent}{name}:"
            yield from _lines(each, indent + "    ")
        elif isinstance(each, list) and each and isinstance(each[0], dict):
            for part in each:
                yield f"{indent}{name}:"
                yield from _lines(part, indent + "    ")
        elif each not in (None, [], {}):
            yield f"{indent}{name}: {json.dumps(each, ensure_ascii=False)}"


@pytest.fixture
def gap(board: BoardStore) -> Iterator[SummerGap]:
    lived = SummerGap(board)
    spring(lived)
    july(lived)
    autumn(lived)
    yield lived
    lived.projector.close()


@pytest.mark.parametrize("day", SHOWN_ON, ids=str)
def test_the_summer_gap_shows_what_was_known_on_the_day(gap: SummerGap, day: date) -> None:
    golden = GOLDEN / f"summer-gap.{day}.txt"
    shown = text_of(gap, gap.size_at_end_of(day), day)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_the_note_is_53_days_late_also_after_its_correction(gap: SummerGap) -> None:
    before = note_in(gap, gap.board.ledger.size())
    correction(gap)
    after = note_in(gap, gap.board.ledger.size())
    assert (before["days_late"], before["late"], before["struck"]) == (53, True, False)
    assert (after["days_late"], after["late"], after["struck"]) == (53, True, True)
    assert after["texts"] == before["texts"]
    assert [each["texts"][0]["text"] for each in after["corrections"]] == ["Hembesök. Kvällsrutinen hade hållits fem dagar."]


def test_asked_again_after_more_events_the_same_size_gives_the_same_bytes(board: BoardStore) -> None:
    gap = SummerGap(board)
    answers: dict[int, bytes] = {}
    for season in (spring, july, autumn, correction):
        season(gap)
        answers[board.ledger.size()] = gap.answer(board.ledger.size(), date(2021, 7, 20))
    gap.record(
        "2021-09-20 10:00", j.DifferingOpinionNoted, CASE, opinion_id=cast_id(140), target_ids=(NOTE,),
        statement="Det var sju dagar.", stated_by="brukaren", stated_on=date(2021, 9, 20),
    )
    gap.record("2021-10-01 10:00", c.CaseClosed, CASE, closed_on=date(2021, 10, 1))
    gap.projector.catch_up()
    assert {size: gap.answer(size, date(2021, 7, 20)) for size in answers} == answers
    gap.projector.close()


def note_in(gap: SummerGap, size: int) -> dict[str, Any]:
    (note,) = [item for item in gap.views.timeline(CASE, size).to_json()["items"] if item["entry"] == str(NOTE)]
    return note
