"""The coded words of the meetings of the three parties."""

from __future__ import annotations

from domain.codes import Code


class ThreePartyMeetingKind(Code):
    """Which meeting of the three parties it is (sv. *slag av trepartsmöte*)."""

    INFORMATION = "information", "informationsmöte"
    START = "start", "uppstartsmöte"
    FOLLOW_UP = "follow_up", "uppföljningsmöte"
    CLOSING = "closing", "avslutsmöte"


class MeetingParty(Code):
    """Who sits at the table (sv. *part vid mötet*): the individual, the commissioner and the provider are the three.

    Each guardian is a row of their own, since violence may be the reason that only one of them is called.
    """

    INDIVIDUAL = "individual", "den enskilde"
    COMMISSIONER = "commissioner", "uppdragsgivaren"
    PROVIDER = "provider", "utföraren"
    CHILD = "child", "barnet"
    MOTHER = "mother", "mamman"
    FATHER = "father", "pappan"
    OTHER_GUARDIAN = "other_guardian", "annan vårdnadshavare"
    REPRESENTATIVE = "representative", "ombud eller god man"
    NETWORK = "network", "nätverket"


class Presence(Code):
    """Whether a party came (sv. *närvaro vid mötet*)."""

    TOOK_PART = "took_part", "deltog"
    STAYED_AWAY = "stayed_away", "kallad men deltog inte"
    NOT_INVITED = "not_invited", "inte kallad"


class MissingPartyReason(Code):
    """Why a party was not at the meeting (sv. *orsak till att en part saknades*)."""

    VIOLENCE = "violence", "våld eller hot"
    PROTECTED_IDENTITY = "protected_identity", "skyddade personuppgifter"
    TOO_YOUNG = "too_young", "för ung eller olämpligt för barnet"
    DECLINED = "declined", "tackade nej"
    ILLNESS = "illness", "sjukdom"
    NOT_REACHED = "not_reached", "gick inte att nå"
    NO_PARTY = "no_party", "parten finns inte i ärendet"
    OTHER = "other", "annat"


class ClosingAgreement(Code):
    """Whether the parties agree that the case is to be closed (sv. *överenskommelse om avslut*)."""

    BY_AGREEMENT = "by_agreement", "avslutas enligt överenskommelse"
    WITHOUT_AGREEMENT = "without_agreement", "avslutas utan överenskommelse"
    NOT_TO_BE_CLOSED = "not_to_be_closed", "avslutas inte"
