"""What a case remembers: the coordinated individual plan."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.case.area import Area
from domain.case.coordination.codes import SipConsent
from domain.case.coordination.events import (
    SipCalled,
    SipConsentRecorded,
    SipEnded,
    SipEstablished,
    SipFollowedUp,
    SipMeetingHeld,
    SipRaised,
)


class Sip(NamedTuple):
    """A coordinated plan from when it was raised (sv. *SIP*); each tuple in the order recorded."""

    raised: SipRaised
    consents: tuple[SipConsentRecorded, ...] = ()
    calls: tuple[SipCalled, ...] = ()
    meetings: tuple[SipMeetingHeld, ...] = ()
    plans: tuple[SipEstablished, ...] = ()
    follow_ups: tuple[SipFollowedUp, ...] = ()
    ended: SipEnded | None = None

    @property
    def plan(self) -> SipEstablished | None:
        """The plan that holds: the one with the latest day, and of several the one recorded last."""
        return sorted(self.plans, key=lambda each: each.sip_established_on)[-1] if self.plans else None

    @property
    def follow_up_on(self) -> date | None:
        """The day it is to be followed up; None = there is no plan, it has ended or is to be ended."""
        if self.plan is None or self.ended is not None:
            return None
        later = [each for each in self.follow_ups if each.followed_up_on >= self.plan.sip_established_on]
        last = sorted(later, key=lambda each: each.followed_up_on)[-1] if later else self.plan
        return last.sip_follow_up_on

    def consent_on(self, day: date) -> SipConsent | None:
        """What the person had said by a day; None = nothing."""
        said = [each for each in self.consents if each.consented_on <= day]
        return sorted(said, key=lambda each: each.consented_on)[-1].sip_consent if said else None


class Coordination(Area):
    """The coordinated individual plan.

    Attributes:
        sips: By the id of the entry that raised each.
    """

    def clear(self) -> None:
        """Nothing is remembered."""
        self.sips: dict[UUID, Sip] = {}

    def _raise(self, event: SipRaised) -> None:
        self.sips[event.entry_id] = Sip(event)

    def _consent(self, event: SipConsentRecorded) -> None:
        sip = self.sips[event.sip_id]
        self.sips[event.sip_id] = sip._replace(consents=(*sip.consents, event))

    def _call(self, event: SipCalled) -> None:
        sip = self.sips[event.sip_id]
        self.sips[event.sip_id] = sip._replace(calls=(*sip.calls, event))

    def _meet(self, event: SipMeetingHeld) -> None:
        sip = self.sips[event.sip_id]
        self.sips[event.sip_id] = sip._replace(meetings=(*sip.meetings, event))

    def _establish(self, event: SipEstablished) -> None:
        sip = self.sips[event.sip_id]
        self.sips[event.sip_id] = sip._replace(plans=(*sip.plans, event))

    def _follow_up(self, event: SipFollowedUp) -> None:
        sip = self.sips[event.sip_id]
        self.sips[event.sip_id] = sip._replace(follow_ups=(*sip.follow_ups, event))

    def _end(self, event: SipEnded) -> None:
        self.sips[event.sip_id] = self.sips[event.sip_id]._replace(ended=event)

    APPLY = {
        SipRaised: _raise,
        SipConsentRecorded: _consent,
        SipCalled: _call,
        SipMeetingHeld: _meet,
        SipEstablished: _establish,
        SipFollowedUp: _follow_up,
        SipEnded: _end,
    }
