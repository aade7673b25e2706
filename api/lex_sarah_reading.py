"""Reading Lex Sarah reports on somebody's behalf: each as much as the list, or their relation to the report, shows them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.access import Place, today
from api.known_at import KnownAt, parse_valid_at
from api.lex_sarah_access import pseudonym, require_sight, sights
from api.paging import page_of
from api.problems import ForbiddenError
from api.reading import Answer, Reader
from api.registers import last_day
from domain.errors import NotFoundError
from domain.lex_sarah.access import Sight
from domain.lex_sarah.codes import HandlingState
from domain.lex_sarah.documents import KeptDocument
from domain.lex_sarah.report import LexSarahReport
from domain.policies import Policy
from projections.areas.lex_sarah_regions import kept_document
from projections.areas.lex_sarah_report import listed, missing_document, report_document, versions
from projections.lex_sarah_timers import steps_document

if TYPE_CHECKING:
    from api.main import OpenBoard

_NO_SUCH = "Lex Sarah-rapporten finns inte i nämnden. Kontrollera uuid:t."


class Shown(NamedTuple):
    """A report as it was known, with how much of it the reader sees.

    Args:
        day: That its times are told of.
        policy: The bounds of that day.
    """

    report: LexSarahReport
    seen: frozenset[Sight]
    as_of: KnownAt
    day: date
    policy: Policy


class LexSarahReader:
    """Somebody who asks for Lex Sarah reports.

    Args:
        reader: Writes down what is shown, with the purpose of Lex Sarah.
        account: Who asks; a report is shown by what they are to it today.
        place: Where their member of staff works.
    """

    def __init__(self, reader: Reader, account: Account, place: Place) -> None:
        self._reader = reader
        self._account = account
        self._place = place

    def reports(
        self, *, known_at: str | None = None, valid_at: str | None = None, unit: UUID | None = None,
        state: HandlingState | None = None, limit: int | None = None, after: UUID | None = None,
    ) -> tuple[Answer, bool]:
        """The reports that the reader sees anything of; and whether there are more.

        Those that are not closed come first, among them the reader's own to handle, and then the most overdue.

        Args:
            valid_at: The day of the times; None = today, or with `known_at` the day of the last event that was known.
            unit: Only those about this unit.
            state: Only those that have come so far.
            limit: The most, from 1; None = all.
            after: Only those that come after this one.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: `after` is not in the list.
            UnavailableError: The access log cannot be written.
        """
        as_of, day, policy = self._moment(known_at, valid_at)
        found = []
        for report, seen in visible_reports(self._reader.board, self._account, self._place, as_of.size):
            if unit in (None, report.unit) and state in (None, report.handling.state):
                found.append({**listed(report, seen, day, policy), "mine": self._is_mine(report)})
        found.sort(key=_first)
        page, has_more = page_of(found, [UUID(each["lex_sarah_report"]) for each in found], limit, after)
        self._reader.record_shown(as_of, ())
        document = {**self._reader.head(as_of), "day": day.isoformat(), "lex_sarah_reports": page}
        return Answer(document, page), has_more

    def report(self, report_id: UUID, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """One report, as much of it as the reader sees.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: To the reader there is no such report; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        shown = self._shown(report_id, known_at, valid_at)
        told = report_document(shown.report, shown.seen, shown.day, shown.policy, self._written_by(report_id))
        return self._answer(shown, {**told, "day": shown.day.isoformat()})

    def versions(self, report_id: UUID, *, known_at: str | None = None) -> Answer:
        """The versions of its investigation; of whoever follows it from outside those that are decided. Raises as `report`.

        Raises:
            ForbiddenError: The reader sees how far it has come and no investigation.
        """
        shown = self._shown(report_id, known_at, None, Sight.FULL, Sight.UNIT)
        return self._answer(shown, {"versions": versions(shown.report, whole=Sight.FULL in shown.seen)})

    def timers(self, report_id: UUID, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """Its times that run or have run. Raises as `report`.

        Raises:
            ForbiddenError: The reader sees their own report only.
        """
        shown = self._shown(report_id, known_at, valid_at, Sight.FULL, Sight.UNIT, Sight.TIMES)
        steps = steps_document(shown.report.steps(shown.policy), shown.day)
        return self._answer(shown, {"day": shown.day.isoformat(), "steps": steps}, tells_of_cases=False)

    def what_is_missing(self, report_id: UUID, *, known_at: str | None = None) -> Answer:
        """What is left until it can be closed, and in the investigation until it is complete. Raises as `report`.

        Raises:
            ForbiddenError: The reader neither handles it nor follows it.
        """
        shown = self._shown(report_id, known_at, None, Sight.FULL, Sight.UNIT)
        missing = shown.report.missing_in_investigation() if Sight.FULL in shown.seen else None
        return self._answer(shown, missing_document(shown.report, missing), tells_of_cases=False)

    def kept(self, report_id: UUID, sha256: str, *, known_at: str | None = None) -> KeptDocument:
        """A document that was sent to IVO or came from there, by its hash: the same bytes for ever. Raises as `report`.

        Raises:
            ForbiddenError: The reader does not see all of the report.
            NotFoundError: There is no such document.
        """
        shown = self._shown(report_id, known_at, None, Sight.FULL)
        found = kept_document(shown.report, sha256)
        if found is None:
            self._reader.record_refused()
            raise NotFoundError("Handlingen finns inte i Lex Sarah-ärendet. Hämta dess sha256 ur documents i ärendet.")
        self._reader.record_shown(shown.as_of, shown.report.handling.case_ids)
        return found

    def whole(self, report_id: UUID, *, known_at: str | None = None) -> Shown:
        """All of a report, for a document that is made of it; the log says that it is shown. Raises as `report`.

        Raises:
            ForbiddenError: The reader does not see all of it.
        """
        shown = self._shown(report_id, known_at, None, Sight.FULL)
        self._reader.record_shown(shown.as_of, shown.report.handling.case_ids)
        return shown

    def beside(self, shown: Shown) -> list[dict[str, Any]]:
        """The other reports about the same event that the reader sees anything of, whichever of them was linked to the other.

        Args:
            shown: What `report` answered with; only whoever handles or follows it is told of others.
        """
        if not shown.seen & {Sight.FULL, Sight.UNIT}:
            return []
        own, here = shown.report.handling.link, shown.report.id
        main = None if own is None else own.main_report_id
        visible = visible_reports(self._reader.board, self._account, self._place, shown.as_of.size)
        return [
            {**listed(report, seen, shown.day, shown.policy), "is_main": report.id == main} for report, seen in visible
            if report.id == main or (report.handling.link is not None and report.handling.link.main_report_id == here)
        ]

    def ids_seen(self) -> frozenset[UUID]:
        """The reports that the reader sees anything of today, for what leads to them; nothing of them is told."""
        board = self._reader.board
        return frozenset(report.id for report, _ in visible_reports(board, self._account, self._place, board.ledger.size()))

    @property
    def reader(self) -> Reader:
        """Who writes down what is shown."""
        return self._reader

    def _shown(self, report_id: UUID, known_at: str | None, valid_at: str | None, *needed: Sight) -> Shown:
        board = self._reader.board
        as_of, day, policy = self._moment(known_at, valid_at)
        now = _folded(board, report_id, None)
        known = _folded(board, report_id, as_of.size)
        seen = frozenset() if now is None else sights(self._account, now, self._place)
        try:
            if known is None or known.report is None or not seen:
                raise NotFoundError(_NO_SUCH)
            if needed:
                require_sight(seen, *needed)
        except (NotFoundError, ForbiddenError):
            self._reader.record_refused()
            raise
        return Shown(known, seen, as_of, day, policy)

    def _moment(self, known_at: str | None, valid_at: str | None) -> tuple[KnownAt, date, Policy]:
        as_of, asked = self._reader.as_of(known_at), parse_valid_at(valid_at)
        board = self._reader.board
        is_now = known_at is None and as_of.size
        day = asked or (today(board) if is_now else last_day(board, as_of.size))
        return as_of, day, Registers(board.ledger).policy_history(as_of.size).on(day)

    def _answer(self, shown: Shown, told: dict[str, Any], *, tells_of_cases: bool = True) -> Answer:
        # Whoever sees how far it has come is shown nobody's case; whoever reported, nothing that they did not write themselves,
        # and the individual's extract of the log is not to tell who that is.
        shows_cases = tells_of_cases and bool(shown.seen & {Sight.FULL, Sight.UNIT})
        self._reader.record_shown(shown.as_of, shown.report.handling.case_ids if shows_cases else ())
        named = {"lex_sarah_report": str(shown.report.id), "version": shown.report.version}
        return Answer({**self._reader.head(shown.as_of), **named, **told}, shown, shown.report.version)

    def _is_mine(self, report: LexSarahReport) -> bool:
        investigator = report.handling.investigator
        return investigator is not None and investigator.investigator_id == self._account.staff

    def _written_by(self, report_id: UUID) -> Collection[UUID]:
        return () if self._account.staff is None else (pseudonym(self._reader.board, report_id, self._account.staff),)


def visible_reports(
    board: OpenBoard, account: Account, place: Place, known_at: int
) -> list[tuple[LexSarahReport, frozenset[Sight]]]:
    """The reports, as known at a size, that an account sees anything of today."""
    registers = Registers(board.ledger)
    now = registers.of_kind("lex_sarah", LexSarahReport.fold)
    known = registers.of_kind("lex_sarah", LexSarahReport.fold, known_at)
    found = [
        (report, sights(account, now[report_id], place)) for report_id, report in known.items()
        if report.report is not None and report_id in now
    ]
    return [(report, seen) for report, seen in found if seen]


def _folded(board: OpenBoard, report_id: UUID, known_at: int | None) -> LexSarahReport | None:
    if board.family_of(report_id) != "lex_sarah":
        return None
    events = [each.event for each in board.ledger.stream(report_id, known_at=known_at)]
    return LexSarahReport.fold(events) if events else None


def _first(listed_report: dict[str, Any]) -> tuple[Any, ...]:
    """What the list is ordered by."""
    each = listed_report
    return each["closed_on"] is not None, not each["mine"], -_days_late(each), each["submitted_on"], each["lex_sarah_report"]


def _days_late(listed_report: dict[str, Any]) -> int:
    return max((each["days_late"] for each in listed_report.get("steps", ()) if each["done_on"] is None), default=0)
