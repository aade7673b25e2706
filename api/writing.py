"""Writing on somebody's behalf (sv. *dokumentation*): it is settled who they are and may be, the decision is asked for, and
what was asked stands in the access log before the answer is given.

A refusal is an answer too: it tells something of the record, so it is logged before it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.accounts import Account
from adapters.postgres.case_numbers import numbering_alone, require_free_number
from adapters.postgres.registers import Registers
from api.access import Ground, Place, ground_for
from api.access_matrix import ADMINISTRATION
from api.control_stating import drawn_cases, event_at, found_in, reviewed, run_by_rules
from api.lex_sarah_access import LEX_SARAH_FAMILIES, pseudonym, reporting_as, require_may_handle, sights
from api.lex_sarah_stating import noted_in, wheel_item_kind
from api.log_review_frame import reading_frame
from api.problems import ForbiddenError, Text, UsageError
from api.report_stating import publication, statement
from api.sampling import frame_of
from api.write_rights import require_may_write, require_own_unit
from api.writes.asked import Asked, Written
from api.writes.content import content_of
from api.writes.references import cases_named, require_known_references
from api.writes.shape import REPLACES, REPLACES_REASON, Shape
from domain.base import DomainEvent, Purpose, RetentionClass, Stamp
from domain.board.board import Board
from domain.case.case import Case
from domain.case.journal import Author
from domain.case.ratings.looking_again import Warned
from domain.deviation.deviation import Deviation
from domain.errors import AktsparError, ConflictError, NotFoundError
from domain.ledger.port import Receipt
from domain.lex_sarah.report import LexSarahReport
from domain.offering.offering import Offering
from domain.offering.rating_terms import RatingTerms
from domain.policies import Policy
from domain.record_keeping import Request
from domain.staff.staff_member import StaffMember
from projections.local_time import day_of, instant_text

if TYPE_CHECKING:
    from api.main import OpenBoard

_ALONE = frozenset({"others", "known_indicators", "known_instruments", "known_rules"})
"""Parameters of decisions that look at what is there already, so that no two may be made at once."""

RECEIPTS = "/api/v1/ledger/receipts"
"""Where the proof of a write is to be had, once a checkpoint that has gone out covers it."""

SIMULATED_TIME = "Aktspar-Simulated-Time"

_NO_STAFF = Text(
    "Kontot hör inte till någon i personalregistret, så ingen kan stå som den som skrev. Registrera medarbetaren med"
    " POST /api/v1/staff och lägg upp kontot med 'aktspar account add NAMN --role ROLL --staff UUID'.",
    "The account is no member of staff, so nobody can stand as the one who wrote. Register the member of staff with"
    " POST /api/v1/staff and make the account with 'aktspar account add NAME --role ROLE --staff UUID'.",
)
_TIME_NEEDED = Text(
    f"Liggaren har simulerad klocka: ange när det skrivs i huvudet {SIMULATED_TIME}, till exempel 2026-03-16T09:00:00+01:00.",
    f"The ledger has a simulated clock: say when this is written in the header {SIMULATED_TIME}, for example"
    " 2026-03-16T09:00:00+01:00.",
)
_NO_TIME = Text(
    f"Liggaren har verklig klocka och tar inga tider utifrån. Utelämna huvudet {SIMULATED_TIME}.",
    f"The ledger has a real clock and takes no times from outside. Leave out the header {SIMULATED_TIME}.",
)


class Writer:
    """Somebody who writes once in one board.

    Args:
        caller: As the access log names them.
        action: The route's pattern.
        request_id: Of the access record.
    """

    def __init__(self, board: OpenBoard, account: Account, caller: str, action: str, request_id: UUID) -> None:
        self._board = board
        self._account = account
        self._caller = caller
        self._action = action
        self._request_id = request_id
        self._registers = Registers(board.ledger)
        self._logged = False

    def write(self, asked: Asked) -> Written:
        """Have a decision made and its facts recorded.

        Raises:
            ForbiddenError: The role does not write this, or the account is no member of staff.
            UsageError: A simulated time is missing, or is given to a real clock.
            CommandReusedError: The key was used for something else.
            NotFoundError: There is no such stream, or something that the body refers to.
            StaleVersionError: The stream is not at the version that was seen.
            PurposeRequiredError: The writer has no relation to the case and states no purpose.
            DomainError: What the decision refuses.
            UnavailableError: The access log cannot be written.
        """
        try:
            require_may_write(self._account.role, asked.shape)
            events, receipt = self._carried_out(asked)
        except AktsparError:
            self._log(asked, self._account.role.purpose, "refused")
            raise
        # A repeated command asks for no decision, so nothing is logged yet.
        self._log(asked, self._account.role.purpose, "repeated")
        # A group's decision gives facts of its members' cases too.
        version = next(each.originator_version for each in reversed(events) if each.originator_id == asked.stream_id)
        return Written({
            "stream": str(asked.stream_id), "version": version, "position": receipt.first_position, "size": receipt.size,
            "receipt": f"{RECEIPTS}/{receipt.first_position}",
            "events": receipt.event_count, "recorded_at": instant_text(receipt.recorded_us),
            "made": {name: str(made) for name, made in asked.made.items()}, "warnings": self._warnings(asked, events, receipt),
            "simulated": self._board.simulated,
        }, version, receipt.repeated)

    def _warnings(self, asked: Asked, events: Sequence[DomainEvent], receipt: Receipt) -> list[dict[str, str]]:
        """What is worth a second look, as it was known when it was recorded: the same however often it is asked."""
        warns, warns_across = asked.shape.write.warns, asked.shape.write.warns_across
        if warns_across is not None:
            return _said(warns_across(self._board, events, receipt.size))
        if warns is None:
            return []
        recorded = self._board.ledger.stream(asked.stream_id, known_at=receipt.size)
        catalogue = self._registers.instruments(receipt.size, day=day_of(receipt.recorded_us))
        return _said(warns(asked.shape.state.fold(each.event for each in recorded), events, catalogue))

    def _carried_out(self, asked: Asked) -> tuple[Sequence[DomainEvent], Any]:
        now_us = self._now(asked.simulated_us)
        if not asked.shape.write.begins and self._board.family_of(asked.stream_id) != asked.shape.family:
            raise NotFoundError("Posten finns inte i nämnden. Kontrollera uuid:t i adressen.")
        before = self._board.recorded_command(asked.key)
        if asked.shape.family in LEX_SARAH_FAMILIES and not before:
            self._require_on_list(asked, day_of(now_us))
        decided: Sequence[DomainEvent] = [each.event for each in before]
        opened_by: list[UUID] = []

        def fold(recorded: Iterable[DomainEvent]) -> Any:
            events = list(recorded)
            opened_by.extend(event.actor_id for event in events[:1])
            return asked.shape.state.fold(events)

        def decide(state: Any) -> Sequence[DomainEvent]:
            nonlocal decided
            decided = self._decided(asked, state, opened_by, day_of(now_us))
            return decided

        # A retry is recognised under the key of what it recorded, which is not always the stream's own.
        subject = decided[0].key_subject if decided else asked.stream_id
        retention = decided[0].retention_class if decided else RetentionClass.CASE
        seen_by = self._actor() if asked.own_counts_as_seen else None
        content = content_of(asked.shape.write, asked.path, asked.body)
        request = Request(asked.key, content, asked.simulated_us, asked.seen, seen_by)
        # What must be alone of its kind (a case number, a year's goal chain, a version's number) is sought and taken by one at
        # a time.
        opens_case = asked.shape.is_about_a_case and asked.shape.write.begins
        with numbering_alone(self._board.store) if opens_case or asked.shape.parameters & _ALONE else nullcontext():
            receipt = self._board.records.carry_out(asked.stream_id, retention, fold, decide, request, key_subject=subject)
        return decided, receipt

    def _decided(self, asked: Asked, state: Any, opened_by: Sequence[UUID], today: date) -> Sequence[DomainEvent]:
        shape, members = asked.shape, asked.shape.members(asked.body)
        own = self._own(shape)
        own_unit = None if own is None else own.unit
        ground = Ground(Purpose.ADMINISTRATION if shape.family in ADMINISTRATION else self._account.role.purpose)
        if shape.is_about_a_case and opened_by:
            ground = ground_for(self._account, state, opened_by[0], Place(today, self._registers, own_unit), asked.stated)
        if shape.family in LEX_SARAH_FAMILIES:
            ground = Ground(Purpose.LEX_SARAH)
        if shape.family == "log_review":
            require_own_unit(self._account, members.get("unit") or state.unit, Place(today, self._registers, own_unit))
        self._log(asked, ground.purpose, "written", ground.reason)
        require_known_references(self._board, members)
        if shape.family == "board" and shape.write.begins and self._registers.of_kind("board", Board.fold):
            raise ConflictError("Nämnden är redan upprättad; en liggare har en nämnd. Se GET /api/v1/boards.")
        if shape.is_about_a_case and shape.write.begins:
            require_free_number(self._board.store, self._board.projector, members["number"], members["unit"])
        policy = self._registers.policy_history().on(today)
        acting = self._reporting_as(asked, state) or self._actor()
        stamp = Stamp(actor_id=acting, unit_id=_unit_of(state, members) or own_unit, purpose=ground.purpose)
        struck = _struck(state, asked, stamp, policy)
        given = {**asked.path, **asked.made, **members}
        arguments = {
            **given, **self._names(shape, given, today), "stamp": stamp, "today": today, "policy": policy,
            "author": _author(own, today), "author_unit": own_unit, "accepted_by": self._account.staff,
            "case_of": partial(self._case, asked, state, Place(today, self._registers, own_unit)),
            "slug": self._board.slug,
            "known_indicators": self._registers.indicator_history() if "known_indicators" in shape.parameters else None,
            "known_instruments": self._registers.catalogue_history() if "known_instruments" in shape.parameters else None,
            "known_rules": self._registers.rule_history() if "known_rules" in shape.parameters else None,
            "stated": partial(statement, self._board), "publishable": partial(publication, self._board, policy=policy),
            "framed": partial(frame_of, self._board), "log_framed": partial(reading_frame, self._board),
            "witnessed": self._board.witnessed_checkpoint,
            "run_by_rules": partial(run_by_rules, self._board, today), "found": partial(found_in, self._board, today),
            "reviewed": partial(reviewed, self._board), "drawn_cases": partial(drawn_cases, self._board),
            "event_at": partial(event_at, self._board), "noted_in": partial(noted_in, self._board),
            "family_of": self._board.family_of, "wheel_item_kind": partial(wheel_item_kind, self._board),
            "lex_sarah_report": partial(self._lex_sarah_report, Place(today, self._registers, own_unit)),
            "others": lambda: self._registers.of_kind(shape.family, shape.state.fold).values(),
        }
        if "catalogue" in shape.parameters:
            arguments["catalogue"] = self._registers.instruments(day=today)
        if "rating_terms" in shape.parameters:
            arguments["rating_terms"] = self._rating_terms(state)
        if shape.is_about_a_case and "max_talks" in shape.parameters:
            arguments["max_talks"] = self._max_talks(state, members, today)
        decided = shape.write.decision(state, **{name: arguments[name] for name in shape.parameters & arguments.keys()})
        return (*struck, *decided)

    def _now(self, simulated_us: int | None) -> int:
        if self._board.simulated:
            if simulated_us is None:
                raise UsageError(_TIME_NEEDED)
            return simulated_us
        if simulated_us is not None:
            raise UsageError(_NO_TIME)
        return int(datetime.now(UTC).timestamp() * 1_000_000)

    def _own(self, shape: Shape) -> StaffMember | None:
        """The member of staff who writes; None where none need be."""
        own = None if self._account.staff is None else self._member(self._account.staff)
        if own is None and shape.family not in ADMINISTRATION:
            raise ForbiddenError(_NO_STAFF)
        return own

    def _require_on_list(self, asked: Asked, today: date) -> None:
        """Before the version that was seen is looked at: to whoever has no part in a report, there is none."""
        state = asked.shape.state.fold(each.event for each in self._board.ledger.stream(asked.stream_id))
        own = None if self._account.staff is None else self._member(self._account.staff)
        place = Place(today, self._registers, None if own is None else own.unit)
        require_may_handle(self._account, state, asked.shape, place)

    def _reporting_as(self, asked: Asked, state: Any) -> UUID | None:
        if asked.shape.write.decision is Deviation.escalate and self._account.staff is not None:
            return pseudonym(self._board, asked.made["report_id"], self._account.staff)
        if asked.shape.family not in LEX_SARAH_FAMILIES:
            return None
        return reporting_as(self._board, self._account, state, asked.shape, asked.stream_id)

    def _actor(self) -> UUID:
        return self._account.staff or self._board.access_log.pseudonym(self._caller)

    def _member(self, staff_id: UUID) -> StaffMember | None:
        if self._board.family_of(staff_id) != "staff":
            return None
        return StaffMember.fold(each.event for each in self._board.ledger.stream(staff_id))

    def _lex_sarah_report(self, place: Place, report_id: UUID) -> LexSarahReport:
        """A report that the caller sees something of; one of version 0 where to them there is none."""
        if self._board.family_of(report_id) != "lex_sarah":
            return LexSarahReport()
        report = LexSarahReport.fold(each.event for each in self._board.ledger.stream(report_id))
        return report if sights(self._account, report, place) else LexSarahReport()

    def _case(self, asked: Asked, group: Any, place: Place, case_id: UUID) -> Case:
        """The case that a decision is about, for whoever leads the group or may write in the case anyhow."""
        if self._board.family_of(case_id) != "case":
            raise NotFoundError("Ärendet finns inte i nämnden. Kontrollera uuid:t.")
        events = [each.event for each in self._board.ledger.stream(case_id)]
        case = Case.fold(events)
        if self._account.staff not in getattr(group.facts, "leader_ids", ()):
            ground_for(self._account, case, events[0].actor_id, place, asked.stated)
        return case

    def _names(self, shape: Shape, given: Mapping[str, Any], today: date) -> dict[str, str | None]:
        """Names and titles of the members of staff that are referred to, as they are today."""
        found: dict[str, str | None] = {}
        for who in shape.staff:
            staff_id = given.get(f"{who}_id")
            member = None if staff_id is None else self._member(staff_id)
            if staff_id is not None and member is None:
                raise NotFoundError(f"Medarbetaren i {who}_id finns inte i nämndens personalregister. Se GET /api/v1/staff.")
            found[f"{who}_name"] = None if member is None else member.name
            found[f"{who}_title"] = None if member is None else member.title_on(today)
        return found

    def _rating_terms(self, case: Any) -> tuple[RatingTerms, ...]:
        """What is rated in the case's offering, and when; nothing without an offering."""
        offering = getattr(getattr(case, "facts", None), "offering", None)
        return () if offering is None else self._offering(offering).rating_terms

    def _offering(self, offering_id: UUID) -> Offering:
        return Offering.fold(each.event for each in self._board.ledger.stream(offering_id))

    def _max_talks(self, state: Any, members: Mapping[str, Any], today: date) -> int | None:
        """How many talks the case's offering was for on the day of the talk; None = no offering, or no such number."""
        offering = getattr(getattr(state, "facts", None), "offering", None)
        if offering is None:
            return None
        occurred = members.get("occurred")
        return self._offering(offering).terms_on(today if occurred is None else occurred.on).max_talks

    def _log(self, asked: Asked, purpose: Purpose, outcome: str, reason: str | None = None) -> None:
        """Write the request's one record, if it is not written yet."""
        if self._logged:
            return
        cases = [asked.stream_id] if asked.shape.is_about_a_case else cases_named(self._board, asked.shape.members(asked.body))
        if asked.shape.write.decision in (LexSarahReport.submit, Deviation.escalate):
            # To report shows nothing of a record; named here, it would tell the individual's extract who reported.
            cases = []
        self._board.access_log.record(
            caller=self._caller, action=self._action, purpose=purpose, cases=cases, known_at=self._board.ledger.size(),
            outcome=outcome, purpose_reason=reason, request_id=self._request_id,
        )
        self._logged = True


def _struck(state: Any, asked: Asked, stamp: Stamp, policy: Policy) -> Sequence[DomainEvent]:
    """The striking of the entry that this one replaces; what follows is decided as if it had not been there."""
    replaces = getattr(asked.body, REPLACES, None)
    reason = getattr(asked.body, REPLACES_REASON, None)
    if (replaces is None) != (reason is None):
        raise UsageError(Text(
            f"Ange både {REPLACES} och {REPLACES_REASON}, eller inget av dem.",
            f"Give both {REPLACES} and {REPLACES_REASON}, or neither.",
        ))
    if replaces is None:
        return ()
    struck = state.strike_entry(
        entry_id=replaces, reason=reason, replaced_by=asked.made["entry_id"], stamp=stamp, policy=policy
    )
    for event in struck:
        state.apply(event)
    return struck


def _said(found: Iterable[Warned]) -> list[dict[str, str]]:
    return [{"warning": each.warning.value, "message": each.message} for each in found]


def _unit_of(state: Any, members: Mapping[str, Any]) -> UUID | None:
    facts = getattr(state, "facts", None)
    given = (members.get("unit"), getattr(state, "unit", None), getattr(facts, "unit", None))
    return next((unit for unit in given if isinstance(unit, UUID)), None)


def _author(own: StaffMember | None, today: date) -> Author:
    return Author(None, None, None) if own is None else Author(own.id, own.name, own.title_on(today))
