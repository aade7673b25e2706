"""Handing out extracts of a record (sv. *lämna ut utdrag*): made by the answer to a request, recorded, and only then given.

As of evidence packages, nothing of an extract is kept by the service: it is made again from what its event states, and given only
if it is the same, to the last byte.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from adapters.accounts import Account
from adapters.report_pages import pdf_of_any_text
from api.case_events import Masks, board_name, events_shown, items_shown
from api.evidence import Acting, acting_by
from api.reading import Reader
from api.registers import REGISTERS
from api.shell_writing import day_of_writing, simulated_time
from domain.base import RetentionClass, Stamp
from domain.case.case import Case
from domain.errors import ConflictError, NotFoundError
from domain.record_extract.extract import Counted, RecordExtract, Released, released_to
from domain.record_keeping import Request
from projections.areas.record_extract import extract_document
from projections.evidence.extract import Facts, extract_items, extract_pages
from projections.evidence.party import not_released, places_of
from projections.evidence.shown import ShownEvent

if TYPE_CHECKING:
    from api.main import OpenBoard

_BY_KEY = UUID("2a7b8d52-53ab-5c70-8f0e-6f4c21b7a9d3")
_REGISTER = "record-extracts"
_KEPT_BACK_NUMBER = "(numret lämnas inte ut)"


class MadeExtract(NamedTuple):
    """An extract as it goes out.

    Args:
        items: What it shows, as JSON.
        pdf: The same as pages.
    """

    extract: RecordExtract
    items: list[dict[str, Any]]
    pdf: bytes


class ToldExtract(NamedTuple):
    """What an extract tells, before it is made into pages.

    Args:
        number: Of the case, or what stands instead of it.
        items: What it shows, as JSON.
        shown, masked: How many parts it shows and keeps back.
    """

    number: str
    items: list[dict[str, Any]]
    shown: int
    masked: int


class _Made(NamedTuple):
    items: list[dict[str, Any]]
    pdf: bytes
    counted: Counted


def hand_out_extract(reader: Reader, case: UUID | str, person: UUID, acting: Acting) -> tuple[MadeExtract, bool]:
    """Make an extract for a person of a case, and record that it goes out; when this returns it may.

    Args:
        case: By id or number.
        person: The case's own id for the client, and else an entry of a representative or somebody close.
        acting: `package_id` is the extract's id.

    Returns:
        The extract, and whether the same command had handed it out before.

    Raises:
        NotFoundError: No such case is known; the attempt is logged.
        PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
        NotFoundError, NotAllowedError: The person, or that nothing of theirs goes out; see `released_to`.
        CommandReusedError: The command was recorded with other content.
        UnavailableError: The access log cannot be written.
    """
    board, as_of = reader.board, reader.as_of(None)
    case_id = reader.shown_case(case, as_of)
    content = repr((case_id, person)).encode()
    if board.ledger.find(acting.command_id, content, acting.package_id, RetentionClass.ORGANISATION) is not None:
        extract = extract_of(board, acting.package_id)
        made = _made_again(board, extract)
        return MadeExtract(extract, made.items, made.pdf), True
    today = day_of_writing(board)
    released = _released(board, case_id, person)
    assert released.decision_id is not None, "what goes out to a person follows an answer"
    made = _make(board, case_id, as_of.size, released, today)
    stamp = Stamp(actor_id=acting.actor, unit_id=None, purpose=reader.purpose)
    board.records.carry_out(
        acting.package_id, RetentionClass.ORGANISATION, RecordExtract.fold,
        lambda extract: extract.hand_out(
            extract_id=acting.package_id, case_id=case_id, person=person, decision_id=released.decision_id,
            known_size=as_of.size, counted=made.counted, stamp=stamp, today=today,
        ),
        Request(acting.command_id, content, simulated_time(board)),
    )
    return MadeExtract(extract_of(board, acting.package_id), made.items, made.pdf), False


def told_by(reader: Reader, case_id: UUID, released: Released) -> ToldExtract:
    """What an extract would tell if it were handed out now, with nothing made of it.

    Raises:
        NotFoundError: No such case is known; the attempt is logged.
        PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(None)
    return _told(reader.board, reader.shown_case(case_id, as_of), as_of.size, released)


def extracts_about(reader: Reader, case_id: UUID) -> list[tuple[dict[str, Any], int]]:
    """Every extract of a case that was handed out, the last first, each with the position where that is recorded.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(None)
    found = [each for each in REGISTERS[_REGISTER].items(reader.board, as_of.size, None) if case_id in each.cases]
    reader.record_shown(as_of, [case_id])
    told = [(each.document, reader.board.ledger.stream(each.id)[-1].position) for each in found]
    return sorted(told, key=lambda each: each[1], reverse=True)


def fetch_extract(reader: Reader, extract_id: UUID) -> MadeExtract:
    """Make the same extract once more, and write down that its case is shown.

    Raises:
        NotFoundError: There is no extract of that id, or its case is not there any more.
        PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
        ConflictError: It cannot be made the same: somebody is protected since, or something is labelled, moved or erased.
        UnavailableError: The access log cannot be written.
    """
    extract = extract_of(reader.board, extract_id)
    told = extract.handed_out
    assert told is not None, "an extract that is found was handed out"
    reader.shown_case(told.about_case_id, reader.as_of(None))
    made = _made_again(reader.board, extract)
    return MadeExtract(extract, made.items, made.pdf)


def acting_by_key(board: OpenBoard, account: Account, key: UUID) -> Acting:
    """Who hands out and by which ids, from the id that they chose before the first try."""
    return acting_by(board, account, key, _BY_KEY, "extract")


def extract_of(board: OpenBoard, extract_id: UUID) -> RecordExtract:
    """An extract that was handed out.

    Raises:
        NotFoundError: There is none of that id.
    """
    if board.family_of(extract_id) != "record_extract":
        raise NotFoundError("Utdraget finns inte i nämnden. Kontrollera uuid:t.")
    return RecordExtract.fold(each.event for each in board.ledger.stream(extract_id))


def document_of(made: MadeExtract, *, simulated: bool) -> dict[str, Any]:
    """An extract that goes out as JSON, with what it shows."""
    return {**extract_document(made.extract), "simulated": simulated, "items": made.items}


def _made_again(board: OpenBoard, extract: RecordExtract) -> _Made:
    told = extract.handed_out
    assert told is not None, "an extract that is found was handed out"
    released = _released(board, told.about_case_id, told.recipient_person_id)
    made = _make(board, told.about_case_id, told.known_size, released, told.handed_out_on)
    if made.counted.sha256 != told.extract_sha256:
        raise ConflictError(
            "Utdraget kan inte göras om likadant: något i det har skyddats, märkts, prövats på nytt, flyttats eller gallrats"
            " sedan dess, eller så är det gjort med en annan version. Lämna ut ett nytt."
        )
    return made


def _released(board: OpenBoard, case_id: UUID, person: UUID) -> Released:
    # What is protected now is kept back, whatever was known when it was asked for.
    return released_to(Case.fold(each.event for each in board.ledger.stream(case_id)), person)


def _make(board: OpenBoard, case_id: UUID, size: int, released: Released, day: date) -> _Made:
    told = _told(board, case_id, size, released)
    name = board_name(board, size, day)
    about = [
        ("Nämnd", name), ("Gjort", day.isoformat()), ("Känt vid", f"{size} händelser i liggaren"),
        ("Delar som lämnas ut", str(told.shown)), ("Delar som inte lämnas ut", str(told.masked)),
    ]
    facts = Facts(name, told.number, size, board.simulated, about)
    pdf = pdf_of_any_text("record_extract", extract_pages(facts, told.items), day)
    return _Made(told.items, pdf, Counted(told.shown, told.masked, sha256(pdf).hexdigest()))


def _told(board: OpenBoard, case_id: UUID, size: int, released: Released) -> ToldExtract:
    timeline = board.views.timeline(case_id, size)
    masks = Masks(None, (), not_released(released, places_of(timeline.items)))
    events, _ = events_shown(board, case_id, size, timeline, masks)
    of_case = [each for each in events.values() if not each.event.TYPE.startswith("staff.")]
    shown, masked = (sum(map(count, of_case)) for count in (_shown_parts, lambda each: len(each.hidden)))
    return ToldExtract(_number(events, case_id), extract_items(items_shown(timeline, events)), shown, masked)


def _shown_parts(event: ShownEvent) -> int:
    return len(event.parts) - len(event.hidden)


def _number(events: dict[int, ShownEvent], case_id: UUID) -> str:
    found = (each.said("number") for each in events.values() if each.event.originator_id == case_id)
    return next((number for number in found if number is not None), _KEPT_BACK_NUMBER)
