"""How a wrong or a tangible risk is reported: by anybody on the staff, in few words, or told to somebody who writes it down."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import Occurred, Stamp, envelope
from domain.case.journal import Author
from domain.codes import Channel
from domain.concern.moments import require_moments_in_order
from domain.errors import ConflictError, InvalidValueError
from domain.lex_sarah.codes import Affected, NoticedHow
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.handling_events import LexSarahReportSubmitted, LexSarahReportSupplemented
from domain.policies import Policy, require_not_after_today


class SubmittingDecisions(GuardedReport):
    """How a report comes in."""

    def submit(
        self,
        *,
        report_id: UUID,
        unit: UUID,
        noticed_at: Occurred,
        occurred: Occurred,
        occurred_to: Occurred | None = None,
        event_text: str,
        affected: Affected,
        case_ids: tuple[UUID, ...] = (),
        noticed_how: NoticedHow,
        immediate_text: str | None,
        lex_report_channel: Channel = Channel.WRITTEN,
        lex_reporter_id: UUID | None = None,
        lex_reporter_name: str | None = None,
        lex_reporter_title: str | None = None,
        outside_reporter_name: str | None = None,
        outside_reporter_role: str | None = None,
        lex_reporter_unit_id: UUID | None = None,
        author: Author,
        author_unit: UUID | None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[LexSarahReportSubmitted]:
        """Report a wrong or a tangible risk of one (sv. *lämna Lex Sarah-rapport*). The reporter's name is normally public.

        Args:
            unit: The unit that it is about; also another than one's own.
            noticed_at: Not after today.
            occurred: Not certainly after `noticed_at`; when the risk arose, where nothing has happened.
            occurred_to: The end of a period, from `occurred` to today.
            event_text: What happened, or what there is a risk of. Write roles, not names.
            case_ids: The records of those affected; at least one when `affected` says so, none when nobody is known.
            immediate_text: What was done at once; null = nothing yet.
            lex_reporter_id: Who told it, where another writes it down; left out = whoever writes.
            outside_reporter_name: The same of somebody who is not in the staff register; then `outside_reporter_role` too.
            lex_reporter_unit_id: The reporter's unit; left out = the writer's own, where the writer reports.

        Raises:
            ConflictError: Submitted already.
            InvalidValueError: Two reporters; an outside reporter without a role; a role without a name; another reporter's unit
                missing; a report in writing that is said to be oral; the names; `event_text`; `immediate_text`;
                `noticed_at` after today; `occurred` after `noticed_at`; `occurred_to` before `occurred` or after today; then
                `case_ids`.

        Source: SoL 2025:400 27:2.
        """
        if self.version:
            raise ConflictError("Rapporten är redan lämnad. Komplettera den i stället.")
        reporter = _reporter(
            lex_reporter_id, lex_reporter_name, lex_reporter_title, outside_reporter_name, outside_reporter_role, author
        )
        own = reporter.staff_id is not None and reporter.staff_id == author.staff_id
        reporter_unit = lex_reporter_unit_id or (author_unit if own else None)
        _require_told(own, reporter_unit, lex_report_channel)
        policy.require_short_text(reporter.name, "Rapportörens namn")
        if reporter.title is not None:
            policy.require_short_text(reporter.title, "Rapportörens befattning")
        policy.require_text(event_text, "Vad som har hänt, eller vad det finns risk för,")
        if immediate_text is not None:
            policy.require_text(immediate_text, "Vad som gjordes genast")
        _require_times(noticed_at, occurred, occurred_to, today)
        require_affected(affected, case_ids)
        assert author.staff_id is not None and author.name is not None, "who writes is a member of staff"
        return (
            LexSarahReportSubmitted(
                **envelope(report_id, 0, stamp), unit=unit, submitted_on=today, lex_reporter_id=reporter.staff_id,
                lex_reporter_name=reporter.name, lex_reporter_title=reporter.title, lex_reporter_unit_id=reporter_unit,
                lex_report_channel=lex_report_channel, writer_id=author.staff_id, writer_name=author.name,
                writer_title=author.title, noticed_at=noticed_at, occurred=occurred, occurred_to=occurred_to,
                event_text=event_text, affected=affected, case_ids=case_ids, noticed_how=noticed_how,
                immediate_text=immediate_text,
            ),
        )

    def supplement(
        self, *, entry_id: UUID, supplement_text: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[LexSarahReportSupplemented]:
        """Add to what a report says (sv. *komplettera rapporten*); also to a closed one, which somebody may then take up again.

        Raises:
            NotFoundError: Unknown report.
            ConflictError: `entry_id` is used.
            InvalidValueError: `supplement_text`.
        """
        self._require_known()
        self._require_new(entry_id, "Kompletteringen")
        policy.require_text(supplement_text, "Kompletteringen")
        return (
            LexSarahReportSupplemented(
                **self._next(stamp), entry_id=entry_id, supplemented_on=today, supplement_text=supplement_text
            ),
        )


class _Reporter(NamedTuple):
    staff_id: UUID | None
    name: str
    title: str | None


def require_affected(affected: Affected, case_ids: tuple[UUID, ...]) -> None:
    """Refuse cases that do not fit what is said of who is affected, and a case twice."""
    if affected is Affected.CASES and not case_ids:
        raise InvalidValueError("Ange vilka ärenden som berörs, eller att flera eller inga är kända.")
    if affected is Affected.UNKNOWN and case_ids:
        raise InvalidValueError("Ärenden är angivna fast det inte är känt vem som berörs. Ändra det ena.")
    if len(set(case_ids)) < len(case_ids):
        raise InvalidValueError("Samma ärende är angivet två gånger. Ange varje ärende en gång.")


def _reporter(
    staff_id: UUID | None, name: str | None, title: str | None, outside_name: str | None, outside_role: str | None,
    author: Author,
) -> _Reporter:
    if staff_id is not None and outside_name is not None:
        raise InvalidValueError("Två rapportörer är angivna. Ange en medarbetare eller någon utanför personalregistret.")
    if (outside_name is None) != (outside_role is None):
        raise InvalidValueError("Ange både namn och uppgift för en rapportör utanför personalregistret, eller inget av dem.")
    if outside_name is not None:
        return _Reporter(None, outside_name, outside_role)
    if staff_id is not None:
        return _Reporter(staff_id, name or "", title)
    return _Reporter(author.staff_id, author.name or "", author.title)


def _require_told(own: bool, reporter_unit: UUID | None, channel: Channel) -> None:
    if not own and reporter_unit is None:
        raise InvalidValueError("Ange vilken enhet rapportören arbetar vid.")
    if own and channel is Channel.ORAL:
        raise InvalidValueError("Det som rapportören själv skriver är skriftligt. Ange vem som berättade, eller byt.")


def _require_times(noticed: Occurred, occurred: Occurred, until: Occurred | None, today: date) -> None:
    require_not_after_today(noticed.on, "Dagen då det uppmärksammades", today)
    require_moments_in_order(occurred, "händelsen", noticed, "Det att det uppmärksammades")
    if until is not None:
        require_moments_in_order(occurred, "början", until, "Slutet på händelsen")
        require_not_after_today(until.on, "Slutet på händelsen", today)
