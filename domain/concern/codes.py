"""The coded words of concerns, and of the protection of children wherever it is assessed."""

from __future__ import annotations

from domain.codes import Code


class ConcernAbout(Code):
    """Whom a concern is about (sv. *oron gäller*)."""

    ADULT = "adult", "vuxen"
    CHILD = "child", "barn"


class ConcernKind(Code):
    """What the concern is (sv. *slag av oro*)."""

    VIOLENCE = "violence", "våld"
    SEXUAL_ABUSE = "sexual_abuse", "sexuella övergrepp"
    HONOUR = "honour", "hedersrelaterat våld och förtryck"
    NEGLECT = "neglect", "omsorgsbrist"
    ADDICTION_IN_HOME = "addiction_in_home", "missbruk i hemmet"
    OWN_ADDICTION = "own_addiction", "eget missbruk eller beroende"
    SUICIDE_RISK = "suicide_risk", "risk för självmord"
    MENTAL_ILLNESS = "mental_illness", "psykisk ohälsa"
    CRIME = "crime", "kriminalitet"
    SCHOOL_ABSENCE = "school_absence", "skolfrånvaro"
    HOUSING = "housing", "boende eller avhysning"
    SELF_NEGLECT = "self_neglect", "klarar inte sin vardag"
    OTHER = "other", "annan oro"


class ReporterRole(Code):
    """Who came with the concern (sv. *anmälare*)."""

    THE_PERSON = "the_person", "personen själv"
    RELATIVE = "relative", "närstående"
    PRIVATE_PERSON = "private_person", "annan privatperson"
    SCHOOL = "school", "skola eller förskola"
    HEALTH_CARE = "health_care", "hälso- och sjukvården"
    POLICE = "police", "polisen"
    LANDLORD = "landlord", "hyresvärd"
    OWN_STAFF = "own_staff", "egen personal"
    OTHER_AUTHORITY = "other_authority", "annan myndighet"
    ANONYMOUS = "anonymous", "anonym"
    OTHER = "other", "någon annan"


class ProtectionNeed(Code):
    """The outcome of an immediate protection assessment (sv. *behov av omedelbart skydd*). Source: SoL 2025:400 20:1."""

    NEEDED = "needed", "behöver omedelbart skydd"
    NOT_NEEDED = "not_needed", "behöver inte omedelbart skydd"


class ProtectionMeasure(Code):
    """What was done at once to protect a child (sv. *skyddsåtgärd*)."""

    TAKEN_INTO_CARE = "taken_into_care", "omedelbart omhändertagande enligt LVU"
    PLACED_WITH_CONSENT = "placed_with_consent", "placering med samtycke"
    SHELTERED = "sheltered", "skyddat boende"
    WITH_SAFE_ADULT = "with_safe_adult", "hos en trygg vuxen"
    THREAT_REMOVED = "threat_removed", "den som hotar är skild från barnet"
    POLICE = "police", "polis tillkallad"
    HANDED_TO_DUTY_OFFICER = "handed_to_duty_officer", "överlämnat till mottagningen eller socialjouren"
    OTHER = "other", "annan skyddsåtgärd"


class InquiryDecision(Code):
    """Whether an inquiry is opened (sv. *beslut efter förhandsbedömning*). Source: SoL 2025:400 20:2, 14:2."""

    OPEN = "open", "utredning inleds"
    NOT_OPEN = "not_open", "utredning inleds inte"


class OutreachWay(Code):
    """How somebody was sought out (sv. *sätt att nå personen*)."""

    TELEPHONE = "telephone", "telefon"
    MESSAGE = "message", "meddelande"
    LETTER = "letter", "brev"
    HOME_VISIT = "home_visit", "hembesök"
    VISIT_ELSEWHERE = "visit_elsewhere", "besök på annan plats"
    THROUGH_ANOTHER = "through_another", "genom någon annan"


class OutreachResult(Code):
    """What came of an attempt (sv. *resultat av försöket*)."""

    ACCEPTED = "accepted", "nådd och vill ha kontakt"
    DECLINED = "declined", "nådd och tackar nej"
    UNDECIDED = "undecided", "nådd och vill tänka"
    MESSAGE_LEFT = "message_left", "meddelande lämnat"
    NOT_REACHED = "not_reached", "inte nådd"


class InformedParty(Code):
    """Who was told that an inquiry was opened (sv. *underrättad part*). Source: SoL 2025:400 20:4."""

    THE_PERSON = "the_person", "den som utredningen gäller"
    CHILD = "child", "barnet"
    GUARDIAN = "guardian", "vårdnadshavare"
    BOTH_GUARDIANS = "both_guardians", "båda vårdnadshavarna"


class ConcernOutcome(Code):
    """What a concern led to (sv. *utfall av oron*)."""

    CASE = "case", "ärende vid enheten"
    APPLICATION = "application", "ansökan om insats"
    OTHER_UNIT = "other_unit", "överlämnad till annan enhet eller myndighet"
    DECLINED = "declined", "personen tackade nej"
    NO_CONTACT = "no_contact", "personen gick inte att nå"
    INQUIRY_NOT_OPENED = "inquiry_not_opened", "utredning inleddes inte"
    INQUIRY_ENDED = "inquiry_ended", "utredningen avslutades utan insats"


class LegalTimer(Code):
    """A time that the law sets (sv. *lagstadgad frist*)."""

    PROTECTION = "protection", "omedelbar skyddsbedömning"
    PRELIMINARY_ASSESSMENT = "preliminary_assessment", "förhandsbedömning"
    CHILD_INQUIRY = "child_inquiry", "barnavårdsutredning"
    INFORM_CONCERNED = "inform_concerned", "underrättelse om utredning"
    OWN_REPORT = "own_report", "anmälan om att barn far illa"
    EXECUTION = "execution", "verkställighet av gynnande beslut"
    DELAYED_DECISION = "delayed_decision", "begäran om avgörande i dröjande ärende"
    DECISION_AFTER_REQUEST = "decision_after_request", "avgörande efter begäran"
