"""The coded words of the coordinated individual plan."""

from __future__ import annotations

from domain.codes import Code


class SipParty(Code):
    """Who takes part in a coordinated plan (sv. *part i SIP*)."""

    PERSON = "person", "den enskilde"
    GUARDIAN = "guardian", "vårdnadshavare"
    CLOSE_ONE = "close_one", "närstående"
    LEGAL_REPRESENTATIVE = "legal_representative", "god man eller förvaltare"
    OWN_UNIT = "own_unit", "enheten"
    SOCIAL_SERVICES = "social_services", "annan del av socialtjänsten"
    PRIMARY_CARE = "primary_care", "vårdcentral"
    PSYCHIATRY = "psychiatry", "psykiatri"
    CHILD_PSYCHIATRY = "child_psychiatry", "BUP"
    ADDICTION_CARE = "addiction_care", "beroendevård"
    OTHER_HEALTH_CARE = "other_health_care", "annan hälso- och sjukvård"
    SCHOOL = "school", "skola"
    OTHER = "other", "annan part"


class SipConsent(Code):
    """Whether the person agrees to a coordinated plan (sv. *samtycke till SIP*). Source: SoL 2025:400 10:8."""

    GIVEN = "given", "samtycker"
    REFUSED = "refused", "samtycker inte"
    WITHDRAWN = "withdrawn", "återtar sitt samtycke"


class SipPrincipal(Code):
    """Who answers for a measure (sv. *huvudman*). Source: SoL 2025:400 10:9."""

    MUNICIPALITY = "municipality", "kommunen"
    REGION = "region", "regionen"
    OTHER = "other", "någon annan"


class CloseOnesPart(Code):
    """Whether those close to the person could take part (sv. *närståendes deltagande*). Source: SoL 2025:400 10:8."""

    TOOK_PART = "took_part", "deltog"
    DECLINED = "declined", "avstod"
    NOT_SUITABLE = "not_suitable", "inte lämpligt"
    OPPOSED = "opposed", "den enskilde motsatte sig det"
    NONE = "none", "det finns inga närstående"


class SipProgress(Code):
    """How a coordinated plan stands when followed up (sv. *läge för SIP*)."""

    AS_PLANNED = "as_planned", "enligt planen"
    PARTLY = "partly", "delvis enligt planen"
    NOT_AS_PLANNED = "not_as_planned", "inte enligt planen"


class SipEndReason(Code):
    """Why there is no coordinated plan, or no longer one (sv. *orsak till att SIP avslutas*)."""

    DECLINED = "declined", "den enskilde vill inte ha någon"
    CONSENT_WITHDRAWN = "consent_withdrawn", "samtycket återtogs"
    NOT_NEEDED = "not_needed", "behövs inte"
    OTHER_PRINCIPAL_ABSENT = "other_principal_absent", "den andra huvudmannen medverkar inte"
    GOALS_REACHED = "goals_reached", "målen är nådda"
    MOVED = "moved", "den enskilde har flyttat"
    OTHER = "other", "annan orsak"
