"""What every decision about a coordinated plan checks the same way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from domain.case.coordination.codes import SipConsent, SipParty
from domain.case.coordination.state import Sip
from domain.case.guards import GuardedCase
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order


class GuardedSip(GuardedCase):
    """A case with coordinated plans that knows how to refuse."""

    def _require_sip(self, entry_id: UUID, sip_id: UUID, what: str) -> Sip:
        self._require_known()
        self._require_new_entry(entry_id, what)
        sip = self.coordination.sips.get(sip_id)
        if sip is None:
            raise NotFoundError("SIP:en finns inte i ärendet. Ange uppgiften där den togs upp.")
        if sip.ended is not None:
            raise NotAllowedError(f"SIP:en avslutades {sip.ended.sip_ended_on}. Ta upp en ny, eller stryk avslutet.")
        return sip


def require_texts(policy: Policy, texts: Mapping[str, str | None]) -> None:
    """Refuse a text that is given and cannot be stored; by what it is called in a message."""
    for what, text in texts.items():
        if text is not None:
            policy.require_text(text, what)


def require_parties(parties: tuple[SipParty, ...], what: str, *, least: int = 1) -> None:
    """Refuse fewer parties than `least`, or the person twice; `what` asks for them."""
    if len(parties) < least:
        raise InvalidValueError(f"{what}.")
    # Two relatives or two schools are two; the person is one.
    if parties.count(SipParty.PERSON) > 1:
        raise InvalidValueError("Den enskilde står två gånger. Ange var och en en gång.")


def require_day(day: date, what: str, sip: Sip, today: date, *, by_month: bool = False) -> None:
    """Refuse a day after today, or before the plan was raised; `by_month`: the day is any of its month."""
    require_not_after_today(day, what, today)
    raised_on = sip.raised.raised_on
    require_order(raised_on.replace(day=1) if by_month else raised_on, "den dag SIP togs upp", day, what)


def require_later(day: date, after: date) -> None:
    """Refuse a next follow-up that is not after the day it was set."""
    if day <= after:
        raise InvalidValueError(f"Nästa uppföljning är {day}. Ange en dag efter {after}.")


def require_consent(sip: Sip, day: date, *, imported: bool) -> None:
    """Refuse to go on with a plan that the person had not agreed to by a day. Source: SoL 2025:400 10:8."""
    if not imported and sip.consent_on(day) is not SipConsent.GIVEN:
        raise NotAllowedError(f"Den enskilde hade inte samtyckt till SIP {day}. Skriv in samtycket först.")
