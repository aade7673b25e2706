"""A board with three cases, of which one is to be erased: a note, a plan, a rating, viewpoints, a review's finding, a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from adapters.postgres.boards import BoardStore
from adapters.postgres.drafts import DraftStore
from adapters.postgres.retention import RetentionList
from adapters.signing import SigningKey
from api.access import today
from api.erasing import ErasureRun
from api.main import OpenBoard
from api.shell_writing import simulated_time
from domain.base import DomainEvent, Occurred, Purpose, Stamp, envelope
from domain.case import events as c
from domain.case.journal_events import JournalNoteRecorded
from domain.case.person.codes import IdentityGrounds, IdentityNumberKind
from domain.case.person.events import ClientIdentified
from domain.codes import (
    Channel,
    CloseManner,
    EntryType,
    Gender,
    Phase,
    RatingSubject,
    Respondent,
    SessionKind,
    ViewpointKind,
    YesNoUnknown,
)
from domain.completeness.codes import Severity
from domain.erasure.erasure import Erasure
from domain.journal_review import events as r
from domain.journal_review.codes import JournalQuestion, JournalReviewKind
from domain.ledger.port import Command
from domain.policies import DEFAULT_POLICY
from domain.policy.events import PolicyAdopted, PolicyValue
from domain.retention.codes import HoldKind
from domain.retention.record_retention import RecordRetention, retention_id_of
from domain.unit.events import UnitEstablished
from domain.viewpoint.events import ViewpointCorrected, ViewpointReceived
from projections.local_time import STOCKHOLM
from tests.support.cast import ANNA, BO

TEST_NUMBER = "19121212-1212"
"""A personal number that Skatteverket publishes for tests; born on the 12th."""
WRITTEN_ON, CLOSED_ON, TODAY = date(2020, 3, 2), date(2020, 9, 1), date(2026, 3, 16)
LAST_DAY_OF_TIME = date(2025, 9, 1)


class World(NamedTuple):
    """The board and what is in it."""

    board: OpenBoard
    unit: UUID
    case: UUID
    others: tuple[UUID, ...]
    viewpoint: UUID
    review: UUID
    finding: UUID
    draft: UUID


def at(day: date) -> int:
    """Noon of a day in Sweden, microseconds since 1970 UTC."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM).timestamp() * 1_000_000)


def stamp_of(actor: UUID) -> Stamp:
    """Of whoever acts."""
    return Stamp(actor_id=actor, unit_id=None, purpose=Purpose.ADMINISTRATION)


def record(board: OpenBoard, events: Sequence[DomainEvent], on: date | None = None) -> None:
    """Append events on a day, or just after the last event."""
    first = simulated_time(board) if board.ledger.size() else 0
    first = first or 0
    if on is not None:
        first = max(first, at(on))
    board.ledger.append(Command(uuid4(), b"asked", events, range(first, first + len(events))))


def case_events(case_id: UUID, unit: UUID, token: str, *, number: str, personal_number: str = TEST_NUMBER) -> list[DomainEvent]:
    """A case from its opening to its closing, with a token in every name and text."""
    born = date(int(personal_number[:4]), int(personal_number[4:6]), int(personal_number[6:8]))
    kinds: list[tuple[type[DomainEvent], dict[str, Any]]] = [
        (c.CaseOpened, {
            "unit": unit, "gender": Gender.WOMAN, "birth_year": born.year, "client_name": f"{token} Exempel",
            "received_on": WRITTEN_ON, "started_on": WRITTEN_ON, "number": number,
        }),
        (ClientIdentified, {
            "entry_id": uuid4(), "identified_on": WRITTEN_ON, "identity_number_kind": IdentityNumberKind.PERSONAL,
            "identity_number": personal_number, "birth_date": born, "identity_grounds": IdentityGrounds.IDENTITY_DOCUMENT,
        }),
        (c.CaseAssigned, {"staff_id": ANNA, "staff_name": "Anna Alm", "staff_title": "Behandlare", "from_date": WRITTEN_ON}),
        (JournalNoteRecorded, {
            "note_id": uuid4(), "occurred": Occurred(on=WRITTEN_ON), "entry_type": EntryType.EVENT, "author_id": ANNA,
            "author_name": "Anna Alm", "author_title": "Behandlare", "fact": f"{token} kom till mottagningen. " * 200,
        }),
        (c.PlanEstablished, {"plan_id": uuid4(), "established_on": WRITTEN_ON, "goals": (f"{token} i skolan",)}),
        (c.SessionHeld, {
            "session_id": uuid4(), "occurred": Occurred(on=WRITTEN_ON), "kind": SessionKind.CONVERSATION,
            "participants": (token,),
        }),
        (c.RatingRecorded, {
            "rating_id": uuid4(), "rated_on": WRITTEN_ON, "instrument": "ORS", "phase": Phase.START,
            "respondent": Respondent.CLIENT, "subject": RatingSubject.CLIENT, "total": Decimal("18.5"),
        }),
        (c.CaseClosed, {"closed_on": CLOSED_ON, "manner": CloseManner.AS_PLANNED, "referred_onward": False}),
    ]
    return [kind(**envelope(case_id, n, stamp_of(ANNA)), **fields) for n, (kind, fields) in enumerate(kinds)]


def viewpoint(viewpoint_id: UUID, unit: UUID, case_id: UUID | None, token: str) -> ViewpointReceived:
    """What somebody said, in a case or outside any."""
    return ViewpointReceived(
        **envelope(viewpoint_id, 0, stamp_of(ANNA)), unit=unit, case_id=case_id, received_on=WRITTEN_ON,
        kind=ViewpointKind.COMPLAINT, channel=Channel.ORAL, description=f"{token} fick vänta.",
    )


def make_world(store: BoardStore, folder: Path, token: str, board: OpenBoard | None = None) -> World:
    """The board on `TODAY`, with one case that is due and gone through, and two that are not gone through."""
    board = board or OpenBoard(store, SigningKey.create(folder / "signer.pem"), folder / "checkpoints")
    unit, review, finding = uuid4(), uuid4(), uuid4()
    case, others, given = uuid4(), (uuid4(), uuid4()), uuid4()
    record(board, [UnitEstablished(**envelope(unit, 0, stamp_of(ANNA)), name="Resursenheten")], date(2020, 1, 7))
    opened = [
        case_events(each, unit, word, number=f"{word}-0001")
        for each, word in ((case, token), (others[0], "gemma"), (others[1], "fanny"))
    ]
    for events in opened:
        record(board, events[:-1], WRITTEN_ON)
    record(board, [viewpoint(given, unit, case, token)], WRITTEN_ON)
    record(board, [viewpoint(uuid4(), unit, others[0], "gemma")], WRITTEN_ON)
    record(board, [viewpoint(uuid4(), unit, None, "ingen")], WRITTEN_ON)
    record(board, _review(review, finding, unit, (case, others[0]), token), date(2020, 6, 1))
    for events in opened:
        record(board, events[-1:], CLOSED_ON)
    drafts, draft = DraftStore(store), uuid4()
    drafts.save(
        draft_id=draft, case_id=case, author_id=ANNA, fields={"fact": f"{token} sa att"}, seen=None, now_us=at(CLOSED_ON),
        max_count=10,
    )
    record(board, [PolicyAdopted(
        **envelope(uuid4(), 0, stamp_of(ANNA)), policy_values=(PolicyValue(bound="municipality_code", amount="180"),),
        takes_effect_on=date(2026, 1, 1), adopted_on=date(2026, 1, 1), adopted_by="nämnden", reason="Gallring",
    )], TODAY)
    board.projector.catch_up()
    examine(board, case)
    return World(board, unit, case, others, given, review, finding, draft)


def examine(board: OpenBoard, record_id: UUID, **said: Any) -> None:
    """Somebody goes through a record."""
    known = RecordRetention.fold(each.event for each in board.ledger.stream(retention_id_of(record_id)))
    said = {"sampled_birthday": YesNoUnknown.NO, "other_data": YesNoUnknown.NO} | said
    record(board, known.examine(record_id=record_id, **said, stamp=stamp_of(BO), today=today(board)))


def hold(board: OpenBoard, record_id: UUID) -> None:
    """Somebody sets a hold for half a year."""
    known = RecordRetention.fold(each.event for each in board.ledger.stream(retention_id_of(record_id)))
    day = today(board)
    record(board, known.set_hold(
        record_id=record_id, hold_id=uuid4(), hold_kind=HoldKind.SUPERVISION, hold_basis="IVO dnr 1",
        review_hold_on=day + timedelta(days=180), stamp=stamp_of(BO), today=day, policy=DEFAULT_POLICY,
    ))


def later(board: OpenBoard, day: date) -> None:
    """Something is recorded on a later day, so that it is today."""
    record(board, [UnitEstablished(**envelope(uuid4(), 0, stamp_of(ANNA)), name="Annan enhet")], day)


def corrected(viewpoint_id: UUID, version: int, unit: UUID, case_id: UUID | None) -> ViewpointCorrected:
    """The viewpoint was given elsewhere than it was recorded."""
    return ViewpointCorrected(
        **envelope(viewpoint_id, version, stamp_of(ANNA)), unit=unit, case_id=case_id, received_on=WRITTEN_ON,
        kind=ViewpointKind.COMPLAINT, channel=Channel.ORAL, description="Rättad.", reason="Fel ärende.",
    )


def approved(board: OpenBoard, *record_ids: UUID) -> UUID:
    """An erasure that Anna proposed and Bo approved."""
    erasure_id, day = uuid4(), today(board)
    judged = RetentionList(board.store)
    record(board, Erasure().propose(
        erasure_id=erasure_id, record_ids=record_ids, judged=lambda only: judged.judged(day, only), stamp=stamp_of(ANNA),
        today=day,
    ))
    erasure = Erasure.fold(each.event for each in board.ledger.stream(erasure_id))
    record(board, erasure.approve(
        approval_note="Kontrollerat.", stamp=stamp_of(BO), today=day, policy=DEFAULT_POLICY,
    ))
    return erasure_id


def erase(board: OpenBoard, *record_ids: UUID) -> Erasure:
    """Propose, approve and carry out."""
    return ErasureRun(board, approved(board, *record_ids), BO).carry_out()


def _review(review: UUID, finding: UUID, unit: UUID, cases: tuple[UUID, ...], token: str) -> list[DomainEvent]:
    of = {"journal_question": JournalQuestion.FACT_AND_ASSESSMENT_APART, "severity": Severity.QUALITY}
    events: list[tuple[type[DomainEvent], dict[str, Any]]] = [
        (r.JournalReviewStarted, {
            "journal_review_kind": JournalReviewKind.SAMPLE, "unit": unit, "review_title": "Sommaren",
            "started_on": date(2020, 6, 1), "reviewer_id": ANNA, "reviewer_name": "Anna Alm", "size": 10,
            "judged_on": date(2020, 6, 1), "case_count": 2, "case_ids": cases, "reviewed_rules": (),
        }),
        *((r.ReviewFindingRecorded, of | {
            "finding_id": finding if case_id == cases[0] else uuid4(), "case_id": case_id, "evidence_positions": (3,),
            "observation": f"{token if case_id == cases[0] else 'gemma'} nämns vid namn.", "observed_on": date(2020, 6, 1),
        }) for case_id in cases),
    ]
    return [kind(**envelope(review, n, stamp_of(ANNA)), **fields) for n, (kind, fields) in enumerate(events)]
