"""Decisions on who is responsible for a case, and who stands in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.events import CaseAssigned, CaseHandedOver, HandOverAccepted, StandInAppointed, StandInEnded
from domain.case.guards import GuardedCase, is_imported, require_existing, require_new
from domain.case.state import Assignment, assigned_on
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order


class StaffingDecisions(GuardedCase):
    """Assignment, hand-over and stand-ins."""

    def assign(
        self,
        *,
        staff_id: UUID,
        staff_name: str,
        staff_title: str | None = None,
        from_date: date | None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CaseAssigned]:
        """Make a member of staff responsible, by a manager's decision (sv. *utse ansvarig*).

        Args:
            from_date: First day, not after today. None = not known, which only a source may leave open.

        Raises:
            NotFoundError: Unknown case.
            InvalidValueError: `staff_name`, `staff_title`, then `from_date`.
            NotAllowedError: The case was closed before `from_date`; then the same person is responsible from that day already.
        """
        self._require_known()
        policy.require_short_text(staff_name, "Namnet på ansvarig")
        if staff_title is not None:
            policy.require_short_text(staff_title, "Befattningen")
        if from_date is None and source is None:
            raise InvalidValueError("Första dagen som ansvarig saknas. Ange från vilken dag.")
        if from_date is not None:
            require_not_after_today(from_date, "Första dagen som ansvarig", today)
            self._require_open_on(from_date, "Första dagen som ansvarig", imported=is_imported(stamp, source))
        if self.responsible == Assignment(staff_id, from_date):
            raise NotAllowedError("Samma person är redan ansvarig från den dagen.")
        return (
            CaseAssigned(
                **self._next(stamp),
                staff_id=staff_id,
                staff_name=staff_name,
                staff_title=staff_title,
                from_date=from_date,
                source=source,
            ),
        )

    def hand_over(
        self,
        *,
        hand_over_id: UUID,
        from_staff_id: UUID,
        to_staff_id: UUID,
        to_staff_name: str,
        to_staff_title: str | None = None,
        on_date: date,
        message: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CaseHandedOver]:
        """Offer the case to a colleague; the giver stays responsible until the colleague accepts (sv. *lämna över*).

        Args:
            on_date: From the giver's first day as responsible to today, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `hand_over_id` is used.
            NotAllowedError: The case is closed; then `from_staff_id` is not responsible.
            InvalidValueError: Giver and receiver are the same; then texts; then `on_date`.
        """
        self._require_known()
        require_new(hand_over_id, self.hand_overs, "Överlämningen")
        self._require_open()
        responsible = self.responsible
        if responsible is None or responsible.staff_id != from_staff_id:
            raise NotAllowedError("Bara den som är ansvarig kan lämna över ärendet. Be enhetschefen utse ansvarig.")
        if to_staff_id == from_staff_id:
            raise InvalidValueError("Ärendet kan inte lämnas över till den som redan är ansvarig. Välj en kollega.")
        policy.require_short_text(to_staff_name, "Namnet på mottagaren")
        if to_staff_title is not None:
            policy.require_short_text(to_staff_title, "Befattningen")
        if message is not None:
            policy.require_text(message, "Meddelandet")
        require_not_after_today(on_date, "Dagen för överlämningen", today)
        if responsible.since is not None:
            require_order(responsible.since, "den dag ansvaret började", on_date, "Dagen för överlämningen")
        return (
            CaseHandedOver(
                **self._next(stamp),
                hand_over_id=hand_over_id,
                from_staff_id=from_staff_id,
                to_staff_id=to_staff_id,
                to_staff_name=to_staff_name,
                to_staff_title=to_staff_title,
                on_date=on_date,
                message=message,
            ),
        )

    def accept_hand_over(
        self, *, hand_over_id: UUID, accepted_by: UUID, accepted_on: date, stamp: Stamp, today: date
    ) -> tuple[HandOverAccepted]:
        """Take over responsibility (sv. *ta emot ärendet*).

        Args:
            accepted_by: The member of staff who accepts: the receiver and nobody else.
            accepted_on: From the day of the hand-over to today, both included.

        Raises:
            NotFoundError: Unknown case; then unknown hand-over.
            NotAllowedError: It is accepted or has lapsed; then `accepted_by` is not the receiver; then the case is closed.
            InvalidValueError: `accepted_on`.
        """
        self._require_known()
        require_existing(hand_over_id, self.hand_overs, "Överlämningen")
        if hand_over_id not in self.pending_hand_overs:
            raise NotAllowedError("Överlämningen gäller inte längre: ansvaret har redan flyttats.")
        offered = self.hand_overs[hand_over_id]
        if accepted_by != offered.to_staff_id:
            raise NotAllowedError("Bara den som ärendet lämnas över till kan ta emot det.")
        self._require_open()
        require_not_after_today(accepted_on, "Dagen för mottagandet", today)
        require_order(offered.on_date, "överlämningen", accepted_on, "Dagen för mottagandet")
        return (HandOverAccepted(**self._next(stamp), hand_over_id=hand_over_id, accepted_on=accepted_on),)

    def appoint_stand_in(
        self,
        *,
        appointment_id: UUID,
        absent_staff_id: UUID,
        stand_in_id: UUID,
        stand_in_name: str,
        stand_in_title: str | None = None,
        from_date: date,
        to_date: date | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[StandInAppointed]:
        """Appoint who looks after the case while the responsible is away (sv. *utse ersättare*).

        Args:
            from_date: First day; may lie ahead, since leave is planned.
            to_date: Last day, not before `from_date`; None = until ended.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `appointment_id` is used.
            NotAllowedError: The case is closed; then `absent_staff_id` is not responsible on `from_date`.
            InvalidValueError: The stand-in is the absent one; then `stand_in_name`, `stand_in_title`; then the order of dates.
        """
        self._require_known()
        require_new(appointment_id, self.stand_ins, "Ersättarskapet")
        self._require_open()
        if assigned_on(self.assignments, from_date) != absent_staff_id:
            raise NotAllowedError(f"Ersättare utses för den som är ansvarig {from_date}. Kontrollera vem som är ansvarig då.")
        if stand_in_id == absent_staff_id:
            raise InvalidValueError("Den som är borta kan inte vara sin egen ersättare. Välj en kollega.")
        policy.require_short_text(stand_in_name, "Namnet på ersättaren")
        if stand_in_title is not None:
            policy.require_short_text(stand_in_title, "Befattningen")
        if to_date is not None:
            require_order(from_date, "ersättarens första dag", to_date, "Ersättarens sista dag")
        return (
            StandInAppointed(
                **self._next(stamp),
                appointment_id=appointment_id,
                absent_staff_id=absent_staff_id,
                stand_in_id=stand_in_id,
                stand_in_name=stand_in_name,
                stand_in_title=stand_in_title,
                from_date=from_date,
                to_date=to_date,
            ),
        )

    def end_stand_in(self, *, appointment_id: UUID, ended_on: date, stamp: Stamp) -> tuple[StandInEnded]:
        """Fix a stand-in's last day (sv. *avsluta ersättarskap*).

        Args:
            ended_on: From the first day to the last day appointed, both included; may lie ahead.

        Raises:
            NotFoundError: Unknown case; then unknown appointment.
            InvalidValueError: `ended_on`.
        """
        self._require_known()
        require_existing(appointment_id, self.stand_ins, "Ersättarskapet")
        appointed = self.stand_ins[appointment_id]
        require_order(appointed.from_date, "ersättarens första dag", ended_on, "Ersättarens sista dag")
        if appointed.to_date is not None and ended_on > appointed.to_date:
            raise InvalidValueError(f"Ersättarskapet slutar redan {appointed.to_date}. Ange den dagen eller en tidigare.")
        return (StandInEnded(**self._next(stamp), appointment_id=appointment_id, ended_on=ended_on),)
