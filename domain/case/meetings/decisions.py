"""Decisions: start, follow-up and closing meetings of the individual, the commissioner and the provider."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.case.meetings.codes import ClosingAgreement, MeetingParty, Presence, ThreePartyMeetingKind
from domain.case.meetings.events import ClosingStand, PartyAtMeeting, ThreePartyMeetingHeld, ThreePartyMeetingWaived
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today

THE_THREE = (MeetingParty.INDIVIDUAL, MeetingParty.COMMISSIONER, MeetingParty.PROVIDER)
"""Of whom every meeting but the one for information says whether they came."""

_AFTER_START = (ThreePartyMeetingKind.FOLLOW_UP, ThreePartyMeetingKind.CLOSING)


class MeetingsDecisions(GuardedCase):
    """Start, follow-up and closing meetings of the individual, the commissioner and the provider."""

    def record_three_party_meeting(
        self,
        *,
        entry_id: UUID,
        meeting_kind: ThreePartyMeetingKind,
        occurred: Occurred,
        meeting_parties: tuple[PartyAtMeeting, ...],
        missing_party_details: str | None = None,
        agreed_at_meeting: str | None = None,
        individual_view: str | None = None,
        closing_stand: ClosingStand | None = None,
        session_id: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ThreePartyMeetingHeld]:
        """Record a meeting of the three parties (sv. *registrera trepartsmöte*).

        Several start meetings may be held, for example one with each parent where there is violence between them.

        Args:
            occurred: Not after today. A follow-up or closing meeting not before the period's first start meeting, and a start
                meeting not after its first follow-up or closing meeting; a case that is opened again begins a new period.
            meeting_parties: Each once, at least two of whom took part; of all but an information meeting the individual, the
                commissioner and the provider are among them, present or not. A source may lack them.
            closing_stand: Needed for a closing meeting, though a source may lack it; no other meeting has one.
            session_id: The session in the calendar that it was.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown session.
            InvalidValueError: A party twice; then a reason missing or given without need; then fewer than two took part; then
                one of the three not mentioned; then `missing_party_details`, `agreed_at_meeting`, `individual_view`; then
                `closing_stand` missing, given without need, or contradicting itself; then `occurred` after today.
            NotAllowedError: Out of order with the period's other meetings; then, but for a follow-up meeting, after the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Mötet")
        if session_id is not None:
            require_existing(session_id, self.sessions, "Besöket")
        held = ThreePartyMeetingHeld(
            **self._next(stamp), entry_id=entry_id, meeting_kind=meeting_kind, occurred=occurred,
            meeting_parties=meeting_parties, missing_party_details=missing_party_details, agreed_at_meeting=agreed_at_meeting,
            individual_view=individual_view, closing_stand=closing_stand, session_id=session_id, source=source,
        )
        imported = is_imported(stamp, source)
        _require_parties(held, imported=imported)
        _require_meeting_texts(held, policy)
        _require_closing_stand(closing_stand, meeting_kind, needed=not imported)
        require_not_after_today(occurred.on, "Dagen för mötet", today)
        self._require_meeting_in_order(meeting_kind, occurred.on)
        if meeting_kind is not ThreePartyMeetingKind.FOLLOW_UP:
            self._require_open_on(occurred.on, "Dagen för mötet", imported=imported)
        return (held,)

    def waive_three_party_meeting(
        self,
        *,
        entry_id: UUID,
        meeting_kind: ThreePartyMeetingKind,
        meeting_waived_on: date,
        meeting_waived_by: tuple[MeetingParty, ...],
        reason: str,
        closing_stand: ClosingStand | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ThreePartyMeetingWaived]:
        """Record that a meeting of the three parties is not held, and why (sv. *avstå från trepartsmöte*).

        Args:
            meeting_waived_on: Not after today.
            meeting_waived_by: Who did not want it or decided that it was not needed, each once; at least one.
            closing_stand: What the parties said about the closing when asked in another way; only of a closing meeting.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `meeting_waived_by` empty, or a party twice; then `reason`; then `closing_stand` given without
                need, or contradicting itself; then `meeting_waived_on` after today.
            NotAllowedError: A start or closing meeting has been held in the period; then, but for a follow-up meeting, after the
                closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften om mötet")
        if not meeting_waived_by:
            raise InvalidValueError("Det framgår inte vem som avstod från mötet. Ange minst en part.")
        _require_each_once(meeting_waived_by)
        policy.require_text(reason, "Orsaken till att mötet inte hålls")
        _require_closing_stand(closing_stand, meeting_kind, needed=False)
        require_not_after_today(meeting_waived_on, "Dagen då ni avstod från mötet", today)
        self._require_not_held(meeting_kind, meeting_waived_on)
        if meeting_kind is not ThreePartyMeetingKind.FOLLOW_UP:
            imported = is_imported(stamp, source)
            self._require_open_on(meeting_waived_on, "Dagen då ni avstod från mötet", imported=imported)
        return (
            ThreePartyMeetingWaived(
                **self._next(stamp), entry_id=entry_id, meeting_kind=meeting_kind, meeting_waived_on=meeting_waived_on,
                meeting_waived_by=meeting_waived_by, reason=reason, closing_stand=closing_stand, source=source,
            ),
        )

    def _require_meeting_in_order(self, kind: ThreePartyMeetingKind, day: date) -> None:
        starts = self._days_in_period(day, ThreePartyMeetingKind.START)
        later = self._days_in_period(day, *_AFTER_START)
        if kind in _AFTER_START and starts and day < starts[0]:
            raise NotAllowedError(
                f"Mötet hölls {day}, men uppstartsmötet {starts[0]}. Ett {kind.swedish} hålls efter uppstarten: rätta datumet."
            )
        if kind is ThreePartyMeetingKind.START and later and day > later[0]:
            raise NotAllowedError(
                f"Uppstartsmötet hölls {day}, men ett senare möte i ärendet redan {later[0]}. Rätta det datum som är fel."
            )

    def _require_not_held(self, kind: ThreePartyMeetingKind, day: date) -> None:
        if kind is not ThreePartyMeetingKind.FOLLOW_UP and self._days_in_period(day, kind):
            raise NotAllowedError(f"Ett {kind.swedish} har redan hållits. Stryk mötet först om det var fel.")

    def _days_in_period(self, day: date, *kinds: ThreePartyMeetingKind) -> list[date]:
        """The days of the meetings in the period to which a day belongs: what is after a closing belongs to the period before."""
        period = self._period_of(day)
        return [other for other in self.meetings.days_of(*kinds) if self._period_of(other) == period]

    def _period_of(self, day: date) -> int:
        return max((n for n, span in enumerate(self.open_spans) if span.first is None or span.first <= day), default=0)


def _require_parties(held: ThreePartyMeetingHeld, *, imported: bool) -> None:
    _require_each_once(party.meeting_party for party in held.meeting_parties)
    for party in held.meeting_parties:
        was_there = party.presence is Presence.TOOK_PART
        if not was_there and party.missing_party_reason is None and not imported:
            raise InvalidValueError(f"En part saknades: {party.meeting_party.swedish}. Ange orsaken.")
        if was_there and party.missing_party_reason is not None:
            raise InvalidValueError(f"En part deltog och saknades på en gång: {party.meeting_party.swedish}. Rätta uppgiften.")
    if imported:
        return
    if sum(party.presence is Presence.TOOK_PART for party in held.meeting_parties) < 2:
        raise InvalidValueError("Till ett möte hör minst två parter som deltog. Ange dem, eller ange varför mötet inte hölls.")
    mentioned = {party.meeting_party for party in held.meeting_parties}
    for wanted in () if held.meeting_kind is ThreePartyMeetingKind.INFORMATION else THE_THREE:
        if wanted not in mentioned:
            raise InvalidValueError(f"En av de tre parterna saknas: {wanted.swedish}. Ange om parten deltog, och annars varför.")


def _require_each_once(parties: Iterable[MeetingParty]) -> None:
    listed = list(parties)
    if len(set(listed)) < len(listed):
        raise InvalidValueError("Samma part är angiven två gånger. Ange varje part en gång.")


def _require_meeting_texts(held: ThreePartyMeetingHeld, policy: Policy) -> None:
    for text, what in (
        (held.missing_party_details, "Mer om varför en part saknades"),
        (held.agreed_at_meeting, "Vad ni kom överens om"),
        (held.individual_view, "Den enskildes uppfattning"),
    ):
        if text is not None:
            policy.require_text(text, what)


def _require_closing_stand(stand: ClosingStand | None, kind: ThreePartyMeetingKind, *, needed: bool) -> None:
    if stand is None:
        if kind is ThreePartyMeetingKind.CLOSING and needed:
            raise InvalidValueError("Det framgår inte om ärendet avslutas enligt överenskommelse. Ange det.")
        return
    if kind is not ThreePartyMeetingKind.CLOSING:
        raise InvalidValueError("Överenskommelse om avslut hör till ett avslutsmöte. Ändra slaget eller ta bort uppgiften.")
    without = stand.closing_agreement is ClosingAgreement.WITHOUT_AGREEMENT
    if without and not stand.parties_against:
        raise InvalidValueError("Ärendet avslutas utan överenskommelse. Ange vilken part som inte är överens.")
    if not without and stand.parties_against:
        raise InvalidValueError("En part är emot, men det står inte att överenskommelse saknas. Rätta en av uppgifterna.")
    _require_each_once(stand.parties_against)
