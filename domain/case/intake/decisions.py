"""Decisions: requests for help and assignments; first visits, the queue and need are in the modules beside this one."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import is_imported, require_existing
from domain.case.intake.codes import IntakeRoute, IntakeSubject, RequestSource
from domain.case.intake.events import AssignmentReceived, IntakeReceived
from domain.case.intake.first_visits import FirstVisitDecisions
from domain.case.intake.need import NeedDecisions
from domain.case.intake.queue import QueueDecisions
from domain.codes import NoteChannel
from domain.errors import InvalidValueError
from domain.policies import Policy, require_order

_SOURCES = {
    IntakeRoute.REFERRAL: (RequestSource.COMMISSIONER,),
    IntakeRoute.OWN_APPLICATION: (RequestSource.PERSON, RequestSource.GUARDIAN, RequestSource.REPRESENTATIVE),
    IntakeRoute.COOPERATION: (RequestSource.SCHOOL, RequestSource.HEALTH_CARE, RequestSource.POLICE, RequestSource.OTHER),
    IntakeRoute.RELATIVE: (RequestSource.RELATIVE, RequestSource.GUARDIAN),
    IntakeRoute.HANDED_OVER: (RequestSource.OTHER_UNIT,),
    IntakeRoute.OWN_INITIATIVE: (RequestSource.OWN_UNIT,),
}
"""Who can have got in touch, by the way in."""


class IntakeDecisions(FirstVisitDecisions, QueueDecisions, NeedDecisions):
    """How the case came to the unit: referral, first contact, queue, first visits and need."""

    def receive_intake(
        self,
        *,
        entry_id: UUID,
        route: IntakeRoute,
        request_source: RequestSource,
        subject: IntakeSubject,
        needs_tested: bool,
        requested_on: date,
        channel: NoteChannel | None = None,
        received_from_name: str | None = None,
        reason_codes: tuple[str, ...] = (),
        own_words: str | None = None,
        told_by_others: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IntakeReceived]:
        """Record a request for help (sv. *registrera begäran*).

        Args:
            request_source: Who got in touch, as fits the route: a referral comes from the commissioner, and so on.
            needs_tested: Whether this help is given after an assessment of individual needs; a fact of each request.
            requested_on: Not after today, nor after the closing unless it is imported history.
            received_from_name: Who got in touch, when that is not the person.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `received_from_name`, `reason_codes`, `own_words`, `told_by_others`; then `requested_on` after
                today.
            NotAllowedError: After the closing.
            InvalidValueError: A relative without referral, to help that needs an assessment; then a source that does not fit the
                route.

        Source: SoL 2025:400 11:1, 11:5, 14:3.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Begäran")
        if received_from_name is not None:
            policy.require_short_text(received_from_name, "Vem begäran kom från")
        policy.require_short_texts(reason_codes, "Anledningen")
        for text, what in ((own_words, "Vad personen vill ha hjälp med"), (told_by_others, "Vad andra har berättat")):
            if text is not None:
                policy.require_text(text, what)
        self._require_intake_day(requested_on, "Dagen då begäran kom in", today, imported=is_imported(stamp, source))
        _require_possible_route(route, request_source, needs_tested=needs_tested)
        days = policy.referral_first_offer_days if route is IntakeRoute.REFERRAL else policy.first_offer_days
        return (
            IntakeReceived(
                **self._next(stamp), entry_id=entry_id, route=route, request_source=request_source, subject=subject,
                needs_tested=needs_tested, requested_on=requested_on, channel=channel, received_from_name=received_from_name,
                reason_codes=reason_codes, own_words=own_words, told_by_others=told_by_others,
                offer_by=requested_on + timedelta(days=days), source=source,
            ),
        )

    def receive_assignment(
        self,
        *,
        entry_id: UUID,
        intake_id: UUID,
        received_on: date,
        commissioner_name: str,
        assignment_text: str,
        assignment_aims: tuple[str, ...] = (),
        commissioner_reference: str | None = None,
        from_date: date | None = None,
        to_date: date | None = None,
        report_back_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AssignmentReceived]:
        """Record what the commissioner orders (sv. *registrera uppdrag*).

        Args:
            received_on: From the day of the request to today, both included. An assignment that is prolonged is a new one.
            from_date: First day of the assignment; may lie ahead.
            to_date: Last day, not before `from_date`.
            report_back_on: Not before `received_on`; may lie ahead.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            InvalidValueError: `commissioner_name`, `assignment_text`, `assignment_aims`, `commissioner_reference`; then
                `received_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the request; then the order of `from_date` and `to_date`; then `report_back_on`.

        Source: SOSFS 2014:5 6 kap.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppdraget")
        require_existing(intake_id, self.intake.intakes, "Begäran")
        policy.require_short_text(commissioner_name, "Uppdragsgivaren")
        policy.require_text(assignment_text, "Uppdraget")
        for aim in assignment_aims:
            policy.require_text(aim, "Uppdragets mål")
        if commissioner_reference is not None:
            policy.require_short_text(commissioner_reference, "Uppdragsgivarens nummer")
        self._require_after_intake(intake_id, received_on, "Dagen då uppdraget kom", today, imported=is_imported(stamp, source))
        if from_date is not None and to_date is not None:
            require_order(from_date, "uppdragets första dag", to_date, "Uppdragets sista dag")
        if report_back_on is not None:
            require_order(received_on, "dagen då uppdraget kom", report_back_on, "Dagen för återrapport")
        return (
            AssignmentReceived(
                **self._next(stamp), entry_id=entry_id, intake_id=intake_id, received_on=received_on,
                commissioner_name=commissioner_name, assignment_text=assignment_text, assignment_aims=assignment_aims,
                commissioner_reference=commissioner_reference, from_date=from_date, to_date=to_date,
                report_back_on=report_back_on, source=source,
            ),
        )


def _require_possible_route(route: IntakeRoute, source: RequestSource, *, needs_tested: bool) -> None:
    if route is IntakeRoute.RELATIVE and needs_tested:
        raise InvalidValueError(
            "En närstående utan remiss får hjälp utan behovsprövning. Ange egen ansökan om behovet ska prövas."
        )
    if source not in _SOURCES[route]:
        allowed = ", ".join(each.swedish for each in _SOURCES[route])
        raise InvalidValueError(f"Begäran är {route.swedish}, men kom från {source.swedish}. Ange {allowed}, eller en annan väg.")
