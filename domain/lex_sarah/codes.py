"""The coded words of a Lex Sarah report. None says who is to blame: causes are sought in how the work is arranged."""

from __future__ import annotations

from domain.codes import Code


class Degree(Code):
    """How grave what happened is, in rising order (sv. *grad*). Source: SoL 2025:400 27:2, 27:6."""

    NO_MISCONDUCT = "no_misconduct", "inget missförhållande"
    TANGIBLE_RISK = "tangible_risk", "påtaglig risk för missförhållande"
    MISCONDUCT = "misconduct", "missförhållande"
    TANGIBLE_RISK_SERIOUS = "tangible_risk_serious", "påtaglig risk för allvarligt missförhållande"
    SERIOUS_MISCONDUCT = "serious_misconduct", "allvarligt missförhållande"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return list(type(self)).index(self)

    @property
    def is_serious(self) -> bool:
        """Whether it is to be notified to IVO. Source: SoL 2025:400 27:6."""
        return self in (Degree.TANGIBLE_RISK_SERIOUS, Degree.SERIOUS_MISCONDUCT)


class HandlingState(Code):
    """How far the handling of a report has come (sv. *handläggningsläge*). None is called withdrawn, rejected or deleted."""

    REPORTED = "reported", "rapporterad"
    RECEIVED = "received", "mottagen"
    UNDER_INVESTIGATION = "under_investigation", "under utredning"
    INVESTIGATED = "investigated", "utredd"
    DECIDED = "decided", "beslutad"
    TRANSFER_PROPOSED = "transfer_proposed", "överlämnad, väntar på svar"
    TRANSFERRED = "transferred", "övertagen av annan nämnd"
    LINKED = "linked", "kopplad till en annan rapport"
    CLOSED = "closed", "avslutad"


class LexSarahStep(Code):
    """A step that is timed (sv. *steg med frist*)."""

    REPORT = "report", "rapportera"
    RECEIVE = "receive", "ta emot"
    ASSESS = "assess", "göra en första bedömning"
    ASSIGN = "assign", "utse utredare"
    INVESTIGATE = "investigate", "utreda klart"
    DECIDE = "decide", "besluta"
    CONFIRM_TRANSFER = "confirm_transfer", "få svar på överlämnandet"
    NOTIFY_IVO = "notify_ivo", "anmäla till IVO"
    SEND_INVESTIGATION = "send_investigation", "skicka utredningen till IVO"
    ANSWER_IVO = "answer_ivo", "svara IVO"
    MEASURE = "measure", "genomföra åtgärd"
    CHECK_EFFECT = "check_effect", "följa upp effekten"
    INFORM_INDIVIDUAL = "inform_individual", "informera den enskilde"
    FEED_BACK = "feed_back", "återföra"


class Affected(Code):
    """Who is affected, as far as it is known (sv. *vem som berörs*)."""

    CASES = "cases", "de utpekade ärendena"
    SEVERAL = "several", "flera, alla inte utpekade"
    UNKNOWN = "unknown", "inte känt"


class NoticedHow(Code):
    """How what is reported was noticed (sv. *hur det uppmärksammades*)."""

    OWN_OBSERVATION = "own_observation", "egen iakttagelse"
    INDIVIDUAL = "individual", "den enskilde berättade"
    RELATIVE = "relative", "anhörig berättade"
    COLLEAGUE = "colleague", "kollega berättade"
    COMMISSIONER = "commissioner", "uppdragsgivaren frågade"
    COMPLAINT = "complaint", "klagomål"
    JOURNAL_REVIEW = "journal_review", "journalgranskning"
    LOG_REVIEW = "log_review", "loggkontroll"
    OTHER = "other", "på annat sätt"


class InvestigationForm(Code):
    """How thoroughly a report is investigated (sv. *utredningsform*); every report is."""

    STANDARD = "standard", "full utredning"
    SIMPLIFIED = "simplified", "förenklad utredning"


class AccessLevel(Code):
    """What somebody may see of a report (sv. *åtkomst till Lex Sarah-ärendet*)."""

    OWN_REPORT = "own_report", "egen rapport och återkoppling"
    STATUS = "status", "läget och åtgärderna, utan rapportör"
    FULL = "full", "hela ärendet"


class FindingKind(Code):
    """What a fact of the investigation tells (sv. *slag av iakttagelse*)."""

    EVENT = "event", "vad som hände"
    EXPECTED = "expected", "vad som skulle ha skett"
    DEVIATION = "deviation", "avvikelse mellan dem"


class InterviewedRole(Code):
    """In what role somebody was asked (sv. *roll vid samtalet*); names stay out of the investigation."""

    INDIVIDUAL = "individual", "den enskilde"
    CHILD = "child", "barnet"
    RELATIVE = "relative", "anhörig"
    STAFF = "staff", "medarbetare"
    MANAGER = "manager", "chef"
    PARTNER = "partner", "samverkanspart"
    OTHER = "other", "annan"


class CauseArea(Code):
    """Where in how the work is arranged a cause lies (sv. *orsaksområde*). Every one is considered."""

    COMMUNICATION = "communication", "kommunikation och information"
    ENVIRONMENT = "environment", "omgivning och organisation"
    PROCEDURES = "procedures", "procedurer, rutiner och riktlinjer"
    TECHNOLOGY = "technology", "teknik och utrustning"
    COMPETENCE = "competence", "utbildning och kompetens"


class ContributingFactor(Code):
    """What contributed (sv. *bidragande faktor*); never who."""

    COMMUNICATION_FAILURE = "communication_failure", "bristande kommunikation"
    WORKLOAD = "workload", "tidspress eller arbetsbelastning"
    KNOWLEDGE_GAP = "knowledge_gap", "kunskapsbrist"
    ROUTINE_MISSING = "routine_missing", "rutin saknades"
    ROUTINE_NOT_FOLLOWED = "routine_not_followed", "rutin följdes inte"
    TECHNICAL_FAULT = "technical_fault", "tekniskt fel"
    OTHER = "other", "annat"


class ConsequenceKind(Code):
    """In what respect somebody was or could have been affected (sv. *slag av konsekvens*). Every one is considered."""

    PHYSICAL = "physical", "fysisk"
    PSYCHOLOGICAL = "psychological", "psykisk"
    SOCIAL = "social", "social"
    ECONOMIC = "economic", "ekonomisk"
    LEGAL = "legal", "rättslig"


class ConsequenceExtent(Code):
    """Whether a consequence came (sv. *konsekvensens utfall*)."""

    NONE = "none", "ingen"
    POTENTIAL = "potential", "kunde ha inträffat"
    ACTUAL = "actual", "inträffade"


class ReopenReason(Code):
    """Why a closed report is taken up again (sv. *skäl att återuppta*)."""

    NEW_FACTS = "new_facts", "nya uppgifter"
    IVO_REQUEST = "ivo_request", "IVO begär det"
    EFFECT_LACKING = "effect_lacking", "åtgärderna har inte haft effekt"


class IvoState(Code):
    """How far the notification to IVO has come (sv. *läge hos IVO*)."""

    UNDECIDED = "undecided", "inte avgjort"
    NOT_REQUIRED = "not_required", "anmäls inte"
    DUE = "due", "ska anmälas"
    SUPPLEMENT_DUE = "supplement_due", "anmäld, komplettering återstår"
    AWAITING_IVO = "awaiting_ivo", "anmäld, väntar på IVO"
    IVO_CLOSED = "ivo_closed", "avslutat hos IVO"


class Notifier(Code):
    """Who notifies IVO (sv. *anmälare till IVO*); an employee cannot. Source: SoL 2025:400 27:6."""

    BOARD = "board", "nämnden"
    PRIVATE_OPERATOR = "private_operator", "den som bedriver den enskilda verksamheten"


class IvoChannel(Code):
    """How something is sent to IVO (sv. *väg till IVO*); IVO takes no notification by e-mail or fax."""

    E_SERVICE = "e_service", "IVO:s e-tjänst"
    FORM = "form", "blankett med post"


class DocumentKind(Code):
    """What a kept document is (sv. *slag av handling*)."""

    NOTIFICATION = "notification", "anmälan"
    INVESTIGATION = "investigation", "utredning"
    SUPPLEMENT = "supplement", "komplettering"
    ATTACHMENT = "attachment", "bilaga"
    FROM_IVO = "from_ivo", "handling från IVO"


class IvoOutcome(Code):
    """What IVO decided (sv. *IVO:s beslut*)."""

    NO_REMARK = "no_remark", "avslutat utan anmärkning"
    DEFICIENCIES = "deficiencies", "avslutat med påtalade brister"
    DEMANDS = "demands", "avslutat med krav på åtgärder"
    INJUNCTION = "injunction", "föreläggande"
    SUPERVISION = "supervision", "tillsyn inleds"
    NOT_TRIED = "not_tried", "prövas inte av IVO"
    OTHER = "other", "annat beslut"


class LexSarahMeasureKind(Code):
    """What a planned measure is for (sv. *slag av åtgärd*)."""

    CORRECTIVE = "corrective", "avhjälpande"
    PREVENTIVE = "preventive", "förebyggande"


class MeasureState(Code):
    """How far a measure has come (sv. *åtgärdens läge*)."""

    PLANNED = "planned", "planerad"
    DONE = "done", "genomförd, effekten inte följd upp"
    EFFECT_VERIFIED = "effect_verified", "effekten bekräftad"
    EFFECT_LACKING = "effect_lacking", "effekten uteblev"
    REPLACED = "replaced", "ersatt av en ny åtgärd"
    DROPPED = "dropped", "avslutad med motivering"


class MeasuresState(Code):
    """How far the measures have come together (sv. *åtgärdernas läge*): as far as the one that has come the shortest way."""

    NONE = "none", "inga åtgärder"
    IMMEDIATE_TAKEN = "immediate_taken", "omedelbara åtgärder vidtagna"
    PLANNED = "planned", "åtgärder planerade"
    DONE = "done", "åtgärder genomförda, effekten inte bekräftad"
    EFFECT_VERIFIED = "effect_verified", "effekten bekräftad"
    NO_MORE_NEEDED = "no_more_needed", "inga fler behövs"


class LexSarahMeasureEffect(Code):
    """Whether a measure helped (sv. *åtgärdens effekt*)."""

    VERIFIED = "verified", "effekten bekräftad"
    LACKING = "lacking", "effekten uteblev"


class IndividualState(Code):
    """Whether an individual was told (sv. *information till den enskilde*)."""

    NOT_INFORMED = "not_informed", "inte informerad"
    INFORMED = "informed", "informerad"
    NOT_INFORMED_MOTIVATED = "not_informed_motivated", "inte informerad, med motivering"


class FeedbackState(Code):
    """Whether a level was told (sv. *återföringens läge*)."""

    LEFT = "left", "återstår"
    GIVEN = "given", "återfört"
    OMITTED = "omitted", "utelämnat, med motivering"


class FeedbackLevel(Code):
    """Who is told what came of a report (sv. *nivå för återföring*)."""

    REPORTER = "reporter", "rapportören"
    UNIT_MANAGER = "unit_manager", "enhetschefen"
    WORK_GROUP = "work_group", "arbetsgruppen"
    MANAGEMENT_GROUP = "management_group", "ledningsgruppen"
    OTHER_UNITS = "other_units", "andra enheter"


class FeedbackForm(Code):
    """In what form somebody is told (sv. *form för återföring*)."""

    TALK = "talk", "samtal"
    WRITING = "writing", "skriftligt"
    WORKPLACE_MEETING = "workplace_meeting", "arbetsplatsträff"
    INFORMATION_MEETING = "information_meeting", "informationsmöte"
    MANAGEMENT_MEETING = "management_meeting", "ledningsgruppsmöte"
    OTHER = "other", "i annan form"
