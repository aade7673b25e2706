"""A board (sv. *nämnd*): the controller whose records one ledger holds."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.board.events import BoardEstablished, DelegatedDecisionsReported, DelegatedReportWithdrawn
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order
from domain.stream_state import StreamState

SLUG_MAX_CHARS = 40
"""Longest slug: with a prefix it names a schema, and PostgreSQL cuts names at 63 bytes without saying so."""

_SLUG = re.compile(rf"[a-z][a-z0-9_]{{0,{SLUG_MAX_CHARS - 1}}}")


class Board(StreamState):
    """One board (sv. *nämnd*), folded from the events of its stream. `version` 0 = not established.

    Attributes:
        reports: The reports of delegated decisions that stand, by id, in the order recorded, which is that of their days.
        withdrawn: The ids of those that were withdrawn.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.name = ""
        self.slug = ""
        self.reports: dict[UUID, DelegatedDecisionsReported] = {}
        self.withdrawn: set[UUID] = set()

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, BoardEstablished):
            self.name = event.name
            self.slug = event.slug
        elif isinstance(event, DelegatedDecisionsReported):
            self.reports[event.report_id] = event
        elif isinstance(event, DelegatedReportWithdrawn):
            self.reports.pop(event.report_id, None)
            self.withdrawn.add(event.report_id)

    def establish(self, *, board_id: UUID, name: str, slug: str, stamp: Stamp, policy: Policy) -> tuple[BoardEstablished]:
        """Begin to keep a board's records (sv. *upprätta nämnd*).

        Args:
            slug: 1 to `SLUG_MAX_CHARS` characters of a-z, 0-9 and underscore, the first a letter.

        Raises:
            ConflictError: Already established.
            InvalidValueError: `name`; then `slug`.
        """
        if self.version:
            raise ConflictError("Nämnden är redan upprättad.")
        policy.require_short_text(name, "Nämndens namn")
        if not _SLUG.fullmatch(slug):
            raise InvalidValueError(
                f"Nämndens kortnamn ska ha högst {SLUG_MAX_CHARS} tecken av a-z, 0-9 och understreck, och börja med en bokstav."
            )
        return (BoardEstablished(**envelope(board_id, 0, stamp), name=name, slug=slug),)

    def report_delegated_decisions(
        self,
        *,
        report_id: UUID,
        first_day: date,
        last_day: date,
        through_size: int,
        decision_count: int,
        meeting_on: date,
        minutes_paragraph: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DelegatedDecisionsReported]:
        """Record that the board was told of decisions made on its behalf (sv. *anmäla delegationsbeslut*).

        Args:
            first_day: After the last day of the report before.
            last_day: From `first_day` to `meeting_on`, both included.
            through_size: How many of the ledger's events it rests on, from 0, and not fewer than the report before.
            decision_count: How many decisions it tells of, from 0.
            meeting_on: Not after today.

        Raises:
            NotFoundError: Unknown board.
            ConflictError: `report_id` is used.
            InvalidValueError: `meeting_on`; the order of the days; days that overlap an earlier report; `through_size`;
                `decision_count`; then `minutes_paragraph`.

        Source: KL 2017:725 6:40, 7:8.
        """
        if self.id is None:
            raise NotFoundError("Nämnden finns inte. Upprätta nämnden först.")
        if report_id in self.reports or report_id in self.withdrawn:
            raise ConflictError("Anmälan finns redan. Återta den om den är fel och gör en ny.")
        require_not_after_today(meeting_on, "Sammanträdet", today)
        require_order(first_day, "första dagen", last_day, "Sista dagen")
        require_order(last_day, "sista dagen", meeting_on, "Sammanträdet")
        self._require_after_earlier(first_day, through_size)
        if decision_count < 0:
            raise InvalidValueError(f"Antalet beslut är {decision_count}. Ange 0 eller fler.")
        policy.require_short_text(minutes_paragraph, "Protokollsparagrafen")
        return (
            DelegatedDecisionsReported(
                **envelope(self.id, self.version, stamp),
                report_id=report_id,
                first_day=first_day,
                last_day=last_day,
                through_size=through_size,
                decision_count=decision_count,
                meeting_on=meeting_on,
                minutes_paragraph=minutes_paragraph,
            ),
        )

    def withdraw_delegated_report(
        self, *, report_id: UUID, reason: str, stamp: Stamp, policy: Policy
    ) -> tuple[DelegatedReportWithdrawn]:
        """State that the latest report was wrongly recorded (sv. *återta anmälan*); what it told of is to be told anew.

        Raises:
            NotFoundError: Unknown board; then unknown report.
            NotAllowedError: A later report stands.
            InvalidValueError: `reason`.
        """
        if self.id is None:
            raise NotFoundError("Nämnden finns inte. Upprätta nämnden först.")
        if report_id not in self.reports:
            raise NotFoundError("Anmälan finns inte, eller så är den redan återtagen.")
        if report_id != list(self.reports)[-1]:
            raise NotAllowedError("En senare anmälan bygger på den här. Återta den senare först.")
        policy.require_short_text(reason, "Orsaken till att anmälan återtas")
        return (DelegatedReportWithdrawn(**envelope(self.id, self.version, stamp), report_id=report_id, reason=reason),)

    def _require_after_earlier(self, first_day: date, through_size: int) -> None:
        latest = next(reversed(self.reports.values()), None)
        if latest is not None and first_day <= latest.last_day:
            raise InvalidValueError(
                f"Första dagen är {first_day}, men beslut till och med {latest.last_day} är redan anmälda. Börja efter den dagen."
            )
        least = 0 if latest is None else latest.through_size
        if through_size < least:
            raise InvalidValueError(f"Anmälan bygger på liggarens {through_size} första händelser. Ange minst {least}.")
