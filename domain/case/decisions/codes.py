"""The coded words of formal decisions."""

from __future__ import annotations

from domain.codes import Code


class DecisionOutcome(Code):
    """What was decided (sv. *beslutets utfall*)."""

    GRANTED = "granted", "bifall"
    PARTLY_GRANTED = "partly_granted", "delvis bifall"
    REFUSED = "refused", "avslag"
    DISMISSED = "dismissed", "avvisning"
    ENDED = "ended", "upphörande"
    WRITTEN_OFF = "written_off", "avskrivning"
    OTHER = "other", "annat beslut"


class GroundsOmitted(Code):
    """Why a decision lacks reasons (sv. *skäl att utelämna motivering*). Source: FL 2017:900 32 §."""

    NO_REAL_EFFECT = "no_real_effect", "påverkar ingens situation annat än obetydligt"
    OBVIOUSLY_NEEDLESS = "obviously_needless", "uppenbart obehövligt"
    URGENT = "urgent", "beslutet måste meddelas omedelbart"
    SECRECY = "secrecy", "skyddet för uppgifter"


class NoticeManner(Code):
    """How somebody was given a document or told of it (sv. *sätt för underrättelse*). Source: FL 2017:900 25 §, 33 §."""

    LETTER = "letter", "brev"
    IN_PERSON = "in_person", "överlämnat personligen"
    ORAL = "oral", "muntligt"
    DIGITAL = "digital", "digitalt"
    SERVICE = "service", "delgivning"


class NotCommunicated(Code):
    """Why material was not communicated before a decision (sv. *skäl att inte kommunicera*). Source: FL 2017:900 25 §."""

    OBVIOUSLY_NEEDLESS = "obviously_needless", "uppenbart obehövligt"
    WOULD_HAMPER = "would_hamper", "skulle göra det avsevärt svårare att genomföra beslutet"
    URGENT = "urgent", "beslutet kan inte skjutas upp"


class DecisionParty(Code):
    """A party to a decision, or who speaks for one (sv. *part eller företrädare*). Source: SoL 2025:400 3:4."""

    CLIENT = "client", "den enskilde"
    CHILD = "child", "barnet"
    GUARDIAN = "guardian", "vårdnadshavare"
    REPRESENTATIVE = "representative", "ombud eller ställföreträdare"
    OTHER = "other", "annan"


class AmendmentGround(Code):
    """Why the board changed a decision of its own (sv. *skäl till ändring*). Source: FL 2017:900 37-38 §§; SoL 2025:400 14:9."""

    NEW_CIRCUMSTANCES = "new_circumstances", "nya omständigheter"
    WRONG = "wrong", "beslutet var felaktigt"
    RESERVATION = "reservation", "förbehåll om återkallelse"
    SAFETY = "safety", "tvingande säkerhetsskäl"
    MISLEADING = "misleading", "oriktiga eller vilseledande uppgifter"
    CHANGED_CONDITIONS = "changed_conditions", "väsentligt ändrade förhållanden"


class FollowUpConclusion(Code):
    """What the follow-up of a decision led to (sv. *resultat av uppföljning av beslut*)."""

    CONTINUES = "continues", "fortsätter oförändrat"
    NEEDS_CHANGE = "needs_change", "behöver ändras"
    TO_END = "to_end", "ska upphöra"


class ExecutionStep(Code):
    """Whether what was granted is carried out (sv. *verkställighet*). Source: SoL 2025:400 34:1."""

    STARTED = "started", "verkställt"
    INTERRUPTED = "interrupted", "avbrott"
    RESUMED = "resumed", "återupptaget"
    NOT_TO_BE = "not_to_be", "verkställs inte"


class UnexecutedReceiver(Code):
    """Whom it is reported to that a decision is not carried out (sv. *mottagare av rapport om ej verkställt beslut*).

    Source: SoL 2025:400 34:1-2.
    """

    SUPERVISOR = "supervisor", "Inspektionen för vård och omsorg"
    AUDITORS = "auditors", "kommunens revisorer"


class AppealTimeliness(Code):
    """Whether an appeal came in time (sv. *rättidsprövning*). Source: FL 2017:900 44 §, 45 §."""

    IN_TIME = "in_time", "i rätt tid"
    LATE = "late", "för sent"
    UNKNOWN = "unknown", "går inte att avgöra"


class AppealMeasure(Code):
    """What the board did with an appeal (sv. *åtgärd med överklagande*). Source: FL 2017:900 38 §, 45 §, 46 §."""

    REJECTED_AS_LATE = "rejected_as_late", "avvisat som för sent"
    UPHELD = "upheld", "omprövat utan ändring"
    CHANGED_IN_PART = "changed_in_part", "omprövat och ändrat till en del"
    CHANGED_AS_ASKED = "changed_as_asked", "omprövat och ändrat som begärts"
    FORWARDED = "forwarded", "överlämnat till domstol"
    WITHDRAWN = "withdrawn", "återkallat"


class Court(Code):
    """The courts that try an appeal, the lowest first (sv. *domstol*). Source: FL 2017:900 40 §."""

    ADMINISTRATIVE_COURT = "administrative_court", "förvaltningsrätten"
    COURT_OF_APPEAL = "court_of_appeal", "kammarrätten"
    SUPREME_COURT = "supreme_court", "Högsta förvaltningsdomstolen"


class CourtOutcome(Code):
    """What a court decided (sv. *domstolens avgörande*)."""

    APPEAL_REFUSED = "appeal_refused", "överklagandet avslogs"
    APPEAL_GRANTED = "appeal_granted", "överklagandet bifölls"
    GRANTED_IN_PART = "granted_in_part", "överklagandet bifölls till en del"
    SET_ASIDE = "set_aside", "beslutet upphävdes"
    REMITTED_TO_BOARD = "remitted_to_board", "återförvisat till nämnden"
    REMITTED_TO_COURT = "remitted_to_court", "återförvisat till lägre domstol"
    DISMISSED = "dismissed", "avvisat"
    NO_LEAVE = "no_leave", "prövningstillstånd gavs inte"
    WRITTEN_OFF = "written_off", "avskrivet"


class DecisionStanding(Code):
    """Where a decision stands (sv. *beslutets ställning*)."""

    STANDS = "stands", "gäller"
    APPEALED = "appealed", "överklagat"
    REPLACED = "replaced", "ersatt av nytt beslut"
    CHANGED_BY_COURT = "changed_by_court", "ändrat av domstol"


class AppealState(Code):
    """How far an appeal has come (sv. *överklagandets läge*)."""

    RECEIVED = "received", "inkommet"
    RECONSIDERED = "reconsidered", "omprövat"
    FORWARDED = "forwarded", "överlämnat"
    DECIDED = "decided", "avgjort av domstol"
    CLOSED = "closed", "avslutat utan domstol"
