"""Decisions: follow-ups after the closing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.follow_up.codes import FollowUpAnswerer, FollowUpManner, FollowUpOutcome, FollowUpPoint, NoFollowUpCause
from domain.case.follow_up.events import FollowUpDone, FollowUpNotDone
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.codes import YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError
from domain.months import months_after
from domain.policies import Policy, require_not_after_today


class FollowUpDecisions(GuardedCase):
    """Follow-ups after the closing."""

    def follow_up_closing(
        self,
        *,
        entry_id: UUID,
        follow_up_point: FollowUpPoint,
        closing_followed_up_on: date,
        follow_up_manner: FollowUpManner,
        answered_by: tuple[FollowUpAnswerer, ...] = (),
        follow_up_outcome: FollowUpOutcome,
        result_lasts: YesNoUnknown,
        known_to_services: YesNoUnknown,
        fact: str | None = None,
        assessment: str | None = None,
        individual_view: str | None = None,
        child_view: str | None = None,
        rating_ids: tuple[UUID, ...] = (),
        attendance_ids: tuple[UUID, ...] = (),
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[FollowUpDone]:
        """Record how things are some time after the closing (sv. *följa upp efter avslut*); the case stays closed.

        Args:
            closing_followed_up_on: A day when the case was closed, from the closing to today, both included. Not before
                `policy.follow_up_tolerance_days` before the point is due, that day included; and before those of the next
                point begin, so that a day belongs to one point only. Imported history keeps its own days.
            answered_by: Given exactly when somebody was asked, and not only the board's own records.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `closing_followed_up_on` after today.
            NotAllowedError: The case was not closed on that day; then the point is followed up already.
            InvalidValueError: The day belongs to another point; then `answered_by`; then texts.
            NotFoundError: Unknown rating; then unknown measurement of attendance.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppföljningen")
        require_not_after_today(closing_followed_up_on, "Dagen för uppföljningen", today)
        number, closed_on = self._closing_before(closing_followed_up_on)
        if (number, follow_up_point) in self.follow_up.done:
            raise NotAllowedError(f"Uppföljningen efter {follow_up_point.swedish} är redan gjord. Stryk den om den är fel.")
        if not is_imported(stamp, source):
            _require_own_days(follow_up_point, closed_on, closing_followed_up_on, policy)
        _require_answerer(follow_up_manner, answered_by)
        _require_texts(policy, fact, assessment, individual_view, child_view)
        for rating_id in rating_ids:
            require_existing(rating_id, self.ratings, "Skattningen")
        for attendance_id in attendance_ids:
            require_existing(attendance_id, self.attendances, "Närvaromätningen")
        return (
            FollowUpDone(
                **self._next(stamp),
                entry_id=entry_id,
                closing_number=number,
                follow_up_point=follow_up_point,
                closing_followed_up_on=closing_followed_up_on,
                follow_up_manner=follow_up_manner,
                answered_by=answered_by,
                follow_up_outcome=follow_up_outcome,
                result_lasts=result_lasts,
                known_to_services=known_to_services,
                fact=fact,
                assessment=assessment,
                individual_view=individual_view,
                child_view=child_view,
                rating_ids=rating_ids,
                attendance_ids=attendance_ids,
                source=source,
            ),
        )

    def give_up_follow_up(
        self,
        *,
        entry_id: UUID,
        follow_up_point: FollowUpPoint,
        given_up_on: date,
        no_follow_up_cause: NoFollowUpCause,
        contact_attempts: int,
        no_follow_up_details: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[FollowUpNotDone]:
        """Record why a follow-up after the closing could not be made (sv. *bortfall vid uppföljning*).

        Args:
            given_up_on: From the closing to today, both included; also before the point is due, and when the case is open
                again, since both may be why.
            contact_attempts: From 0; from 1 when the person could not be reached.
            no_follow_up_details: Needed for another cause than those listed.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `given_up_on` after today.
            NotAllowedError: The case had not been closed by that day; then the point is followed up already; then it is
                given up already.
            InvalidValueError: `contact_attempts`; then `no_follow_up_details`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Bortfallet")
        require_not_after_today(given_up_on, "Dagen för bortfallet", today)
        number = self._closing_by(given_up_on)
        if (number, follow_up_point) in self.follow_up.done:
            raise NotAllowedError(f"Uppföljningen efter {follow_up_point.swedish} är gjord, så den är inget bortfall.")
        if (number, follow_up_point) in self.follow_up.not_done:
            raise NotAllowedError(f"Bortfallet efter {follow_up_point.swedish} är redan dokumenterat. Stryk det om det är fel.")
        _require_attempts(no_follow_up_cause, contact_attempts)
        if no_follow_up_details is not None:
            policy.require_text(no_follow_up_details, "Beskrivningen av bortfallet")
        elif no_follow_up_cause is NoFollowUpCause.OTHER:
            raise InvalidValueError("Orsaken är annat. Beskriv varför uppföljningen inte kunde göras.")
        return (
            FollowUpNotDone(
                **self._next(stamp),
                entry_id=entry_id,
                closing_number=number,
                follow_up_point=follow_up_point,
                given_up_on=given_up_on,
                no_follow_up_cause=no_follow_up_cause,
                contact_attempts=contact_attempts,
                no_follow_up_details=no_follow_up_details,
                source=source,
            ),
        )

    def _closing_before(self, day: date) -> tuple[int, date]:
        """The closing after which the case was closed on `day`, with its day."""
        number = self._closing_by(day)
        closed_on = self.open_spans[number - 1].last
        assert closed_on is not None, "_closing_by names a span that has ended"
        following = self.open_spans[number:]
        if following and following[0].first is not None and following[0].first <= day:
            raise NotAllowedError(f"Ärendet var öppet {day}. En uppföljning efter avslutet görs när ärendet är avslutat.")
        return number, closed_on

    def _closing_by(self, day: date) -> int:
        """The number of the last closing by `day`."""
        numbers = [n for n, span in enumerate(self.open_spans, 1) if span.last is not None and span.last <= day]
        if not numbers:
            raise NotAllowedError(f"Ärendet var inte avslutat {day}. Kontrollera datumet, eller avsluta ärendet först.")
        return numbers[-1]


def _require_own_days(point: FollowUpPoint, closed_on: date, day: date, policy: Policy) -> None:
    tolerance = timedelta(days=policy.follow_up_tolerance_days)
    first = months_after(closed_on, point.months) - tolerance
    if day < first:
        raise InvalidValueError(
            f"Uppföljningen efter {point.swedish} kan göras tidigast {first}. Ange ett annat tillfälle eller en senare dag."
        )
    later = [each for each in FollowUpPoint if each.months > point.months]
    if later and day >= (following := months_after(closed_on, later[0].months) - tolerance):
        raise InvalidValueError(
            f"Från {following} hör uppföljningen till tillfället {later[0].swedish}. Ange det, och bortfall för {point.swedish}."
        )


def _require_answerer(manner: FollowUpManner, answered_by: tuple[FollowUpAnswerer, ...]) -> None:
    if manner is FollowUpManner.RECORDS and answered_by:
        raise InvalidValueError("Uppföljningen gjordes i egna register, så ingen svarade. Ändra sättet eller ta bort svarande.")
    if manner is not FollowUpManner.RECORDS and not answered_by:
        raise InvalidValueError("Det saknas vem som svarade vid uppföljningen. Ange minst en.")
    if len(set(answered_by)) != len(answered_by):
        raise InvalidValueError("Samma svarande är angiven mer än en gång. Ange var och en en gång.")


def _require_texts(
    policy: Policy, fact: str | None, assessment: str | None, individual_view: str | None, child_view: str | None
) -> None:
    texts = {
        "Faktatexten": fact, "Bedömningen": assessment, "Den enskildes uppfattning": individual_view,
        "Barnets uppfattning": child_view,
    }
    for what, text in texts.items():
        if text is not None:
            policy.require_text(text, what)


def _require_attempts(cause: NoFollowUpCause, attempts: int) -> None:
    least = 1 if cause is NoFollowUpCause.NOT_REACHED else 0
    if attempts < least:
        raise InvalidValueError(f"Antalet försök är {attempts}. Ange minst {least}.")
