"""The coded words of safety: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from domain.codes import Code


class ScreeningTopic(Code):
    """What a screening question is about (sv. *screeningfråga om*)."""

    VIOLENCE_EXPOSED = "violence_exposed", "utsatt för våld"
    VIOLENCE_USED = "violence_used", "eget våld"
    HONOUR = "honour", "hedersrelaterat våld och förtryck"
    SUICIDE = "suicide", "självmordstankar"
    SELF_HARM = "self_harm", "självskada"
    SUBSTANCE = "substance", "alkohol eller narkotika"
    GAMBLING = "gambling", "spel om pengar"
    CHILDREN_SAFETY = "children_safety", "barnens trygghet"
    OTHER = "other", "annat område"


class PersonConcerned(Code):
    """Who in the case was asked, or is in danger (sv. *berörd person*)."""

    CLIENT = "client", "klienten"
    CHILD = "child", "barnet"
    MOTHER = "mother", "mamma"
    FATHER = "father", "pappa"
    OTHER_RELATIVE = "other_relative", "annan närstående"


class ScreeningOutcome(Code):
    """What came of a screening question (sv. *utfall av frågan*)."""

    NO = "no", "nej"
    YES = "yes", "ja"
    DECLINED = "declined", "vill inte svara"
    UNCLEAR = "unclear", "oklart svar"
    NOT_ASKED = "not_asked", "inte ställd"


class NotAskedReason(Code):
    """Why a question was not asked (sv. *orsak till att frågan inte ställdes*)."""

    PARTNER_PRESENT = "partner_present", "partner eller annan närstående var med"
    CHILD_PRESENT = "child_present", "barn var med"
    NO_INTERPRETER = "no_interpreter", "oberoende tolk saknades"
    NOT_FIT = "not_fit", "personen var för påverkad eller upprörd"
    NO_TIME = "no_time", "tiden räckte inte"
    ALREADY_KNOWN = "already_known", "svaret var redan känt"
    OTHER = "other", "annan orsak"


class SafetyMeasure(Code):
    """What was done about a danger (sv. *åtgärd för säkerhet*)."""

    NONE_NEEDED = "none_needed", "ingen åtgärd behövdes"
    TALKED_THROUGH = "talked_through", "samtal om läget"
    SAFETY_PLAN = "safety_plan", "säkerhetsplan gjord eller genomgången"
    RISK_ASSESSMENT = "risk_assessment", "riskbedömning inledd"
    STAYED_WITH = "stayed_with", "stannade tills hjälp fanns"
    CLOSE_ONE_INVOLVED = "close_one_involved", "närstående engagerad"
    HEALTH_CARE = "health_care", "vården kontaktad"
    EMERGENCY_CALL = "emergency_call", "112 larmat"
    POLICE = "police", "polisen kontaktad"
    SHELTER = "shelter", "skyddat boende förmedlat"
    COMMISSIONER = "commissioner", "uppdragsgivaren kontaktad"
    CONCERN_REPORT = "concern_report", "anmälan om att barn far illa"
    SUPPORT_OFFERED = "support_offered", "stöd erbjudet"
    OTHER = "other", "annan åtgärd"


class WarningSignal(Code):
    """What kind of danger was noticed (sv. *slag av varningssignal*)."""

    SUICIDE_THOUGHTS = "suicide_thoughts", "självmordstankar"
    SUICIDE_PLAN = "suicide_plan", "självmordsplaner"
    SUICIDE_ATTEMPT = "suicide_attempt", "självmordsförsök"
    SELF_HARM = "self_harm", "självskada"
    OVERDOSE = "overdose", "överdos"
    VIOLENCE_EXPOSED = "violence_exposed", "utsatt för våld"
    THREAT_TO_OTHERS = "threat_to_others", "hot mot någon annan"
    CHILD_IN_DANGER = "child_in_danger", "barn i fara"
    MISSING = "missing", "försvunnen"
    OTHER = "other", "annan fara"


class DangerLevel(Code):
    """How great a danger is, by the unit's routine (sv. *farans nivå*)."""

    NONE = "none", "ingen fara"
    LOW = "low", "låg"
    RAISED = "raised", "förhöjd"
    HIGH = "high", "hög"
    ACUTE = "acute", "akut"


class PartyTold(Code):
    """Who was told of a danger (sv. *underrättad om faran*)."""

    MANAGER = "manager", "chef"
    COLLEAGUE = "colleague", "kollega"
    COMMISSIONER = "commissioner", "uppdragsgivaren"
    DUTY_OFFICER = "duty_officer", "mottagningen eller socialjouren"
    GUARDIAN = "guardian", "vårdnadshavare"
    CLOSE_ONE = "close_one", "närstående"
    HEALTH_CARE = "health_care", "vården"
    EMERGENCY = "emergency", "112"
    POLICE = "police", "polisen"


class ChildInCase(Code):
    """Which child in a case it is about (sv. *barn i ärendet*)."""

    CLIENT = "client", "klienten"
    OWN_CHILD = "own_child", "klientens barn"
    SIBLING = "sibling", "klientens syskon"
    OTHER = "other", "annat barn"


class ReportReceiver(Code):
    """Which social services a concern report went to (sv. *mottagare av anmälan*)."""

    OWN_BOARD = "own_board", "den egna nämndens mottagning"
    OTHER_BOARD = "other_board", "annan nämnd"
    OUT_OF_HOURS = "out_of_hours", "socialjouren"


class NotToldReason(Code):
    """Why somebody was not told before the report (sv. *orsak till att någon inte fick veta före anmälan*)."""

    DANGER = "danger", "risk för barnet eller någon annan"
    POLICE_INQUIRY = "police_inquiry", "kan försvåra en polisutredning"
    TOO_YOUNG = "too_young", "barnet är för litet för att förstå"
    NOT_REACHED = "not_reached", "gick inte att nå i tid"
    OTHER = "other", "annan orsak"
