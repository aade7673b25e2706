"""The coded words of contacts."""

from __future__ import annotations

from domain.codes import Code


class ContactParty(Code):
    """Who took part, or was sought (sv. *kontakt med*); one for each person, so that mothers and fathers can be counted."""

    CLIENT = "client", "den enskilde"
    CHILD = "child", "barn"
    MOTHER = "mother", "mamma"
    FATHER = "father", "pappa"
    OTHER_GUARDIAN = "other_guardian", "annan vårdnadshavare"
    PARTNER = "partner", "partner"
    OTHER_RELATIVE = "other_relative", "annan anhörig"
    NETWORK = "network", "annan ur nätverket"
    SCHOOL = "school", "skola"
    COMMISSIONER = "commissioner", "uppdragsgivare"
    PROVIDER = "provider", "annan utförare"
    HEALTH_CARE = "health_care", "hälso- och sjukvård"
    LANDLORD = "landlord", "hyresvärd"
    OTHER_AUTHORITY = "other_authority", "annan myndighet"
    OTHER = "other", "annan"


class ContactWay(Code):
    """How the contact came about (sv. *kontaktsätt*)."""

    VISIT = "visit", "besök"
    HOME_VISIT = "home_visit", "hembesök"
    ACCOMPANIED = "accompanied", "medföljning"
    FIELD = "field", "möte i fält"
    TELEPHONE = "telephone", "telefonsamtal"
    VIDEO = "video", "videosamtal"
    MESSAGE = "message", "digitalt meddelande"
    SMS = "sms", "sms"
    LETTER = "letter", "brev"

    @property
    def is_face_to_face(self) -> bool:
        """Whether both are in the same place."""
        return self in (ContactWay.VISIT, ContactWay.HOME_VISIT, ContactWay.ACCOMPANIED, ContactWay.FIELD)

    @property
    def is_written(self) -> bool:
        """Whether something is sent, which nobody need answer at once."""
        return self in (ContactWay.MESSAGE, ContactWay.SMS, ContactWay.LETTER)


class ContactResult(Code):
    """What an attempt came to (sv. *resultat av kontaktförsök*)."""

    REACHED = "reached", "nådd"
    SENT = "sent", "skickat"
    NOT_REACHED = "not_reached", "ej nådd"


class ContactPlace(Code):
    """Where people met (sv. *plats*); a code, since the name of a place can reveal where a protected person is."""

    UNIT = "unit", "enhetens lokaler"
    HOME = "home", "hemmet"
    SCHOOL = "school", "skolan"
    COMMISSIONER = "commissioner", "hos uppdragsgivaren"
    OTHER_AUTHORITY = "other_authority", "hos annan myndighet"
    OUTDOORS = "outdoors", "utomhus"
    DIGITAL = "digital", "digitalt"
    OTHER = "other", "annan plats"


class ContactTheme(Code):
    """What was talked about (sv. *tema*). Source: SoL 2025:400 3:1 for the child's best."""

    PARENTHOOD = "parenthood", "föräldraskap"
    CHILDS_BEST = "childs_best", "barnets bästa"
    FAMILY_RELATIONS = "family_relations", "relationer i familjen"
    NETWORK = "network", "nätverk"
    SCHOOL = "school", "skola"
    WORK = "work", "arbete och sysselsättning"
    ADDICTION = "addiction", "skadligt bruk och beroende"
    GAMBLING = "gambling", "spel om pengar"
    CRIME = "crime", "kriminalitet"
    VIOLENCE = "violence", "våld"
    HEALTH = "health", "hälsa"
    FINANCES = "finances", "ekonomi"
    HOUSING = "housing", "boende"
    LEISURE = "leisure", "fritid"
    OWN_GOALS = "own_goals", "mål och plan"
    OTHER = "other", "annat tema"


class ContactInitiator(Code):
    """Who took the first step (sv. *initiativ*)."""

    UNIT = "unit", "enheten"
    CLIENT = "client", "den enskilde"
    RELATIVE = "relative", "anhörig"
    COMMISSIONER = "commissioner", "uppdragsgivaren"
    OTHER = "other", "annan"


class ChildHeard(Code):
    """How the child's view was asked for (sv. *hur barnet fick komma till tals*). Source: SoL 2025:400 3:2."""

    IN_TALK = "in_talk", "i samtal"
    IN_OTHER_FORM = "in_other_form", "i lek, bild eller annan form"
    BY_OBSERVATION = "by_observation", "genom observation"
    THROUGH_ADULT = "through_adult", "genom en vuxen"
    NOT_HEARD = "not_heard", "fick inte komma till tals"
    NOT_APPLICABLE = "not_applicable", "inte aktuellt"


class CalendarStatus(Code):
    """What the calendar says of an appointment (sv. *status i kalendern*). Source: RFC 5545 3.8.1.11."""

    CONFIRMED = "confirmed", "bokad"
    TENTATIVE = "tentative", "preliminär"
    CANCELLED = "cancelled", "inställd"


class CalendarMatch(Code):
    """What an appointment in a calendar turned out to be (sv. *kalenderkontakten är*)."""

    SESSION = "session", "ett besök"
    CONTACT = "contact", "en kontakt"
    NOT_HELD = "not_held", "blev inte av"
    NOT_A_CONTACT = "not_a_contact", "inte en kontakt i ärendet"


class NoteProof(Code):
    """Whether what happened has its journal note (sv. *bevisläge för anteckning*)."""

    NOTED = "noted", "antecknad"
    CLAIMED = "claimed", "antecknad enligt källan"
    NOT_NEEDED = "not_needed", "anteckning behövs inte"
    MISSING = "missing", "anteckning saknas"


class AttendanceInGroup(Code):
    """Whether a member came to a session of the group (sv. *närvaro i grupp*)."""

    PRESENT = "present", "närvarande"
    ABSENT = "absent", "uteblev"
    CANCELLED = "cancelled", "lämnade återbud"


class GroupLeaving(Code):
    """Why somebody is no longer in a group (sv. *orsak att lämna gruppen*)."""

    COMPLETED = "completed", "fullföljde"
    OWN_WISH = "own_wish", "egen önskan"
    OTHER_SUPPORT = "other_support", "fick annat stöd"
    UNSUITABLE = "unsuitable", "gruppen passade inte"
    STAYED_AWAY = "stayed_away", "slutade komma"
    CASE_CLOSED = "case_closed", "ärendet avslutades"
    OTHER = "other", "annat"
