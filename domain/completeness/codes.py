"""The coded words of journal review (sv. *journalgranskning*)."""

from __future__ import annotations

from domain.codes import Code


class Status(Code):
    """What a rule says (sv. *granskningsresultat*), the gravest first: of several in a case the first one stands for it."""

    GAP = "gap", "saknas"
    LATE = "late", "sent"
    UNKNOWN = "unknown", "okänt"
    EXEMPT = "exempt", "undantag"
    OK = "ok", "i ordning"
    NOT_APPLICABLE = "not_applicable", "inte aktuellt"


class Severity(Code):
    """What a rule rests on (sv. *regelns tyngd*)."""

    LAW = "A", "måste enligt lag"
    ROUTINE = "B", "föreskrift eller rutin"
    QUALITY = "C", "kvalitet"


class Proof(Code):
    """What shows that something is missing (sv. *bevisläge*)."""

    REGISTERED = "registered", "något registrerat visar det"
    SILENCE = "silence", "bara tystnad tyder på det"


class ClosingPart(Code):
    """What the documentation of a closing consists of (sv. *del av avslutsdokumentationen*). Source: SOSFS 2014:5 6 kap."""

    DOCUMENTED = "documented", "dag, orsak och vad som gjordes"
    GOALS = "goals", "måluppfyllelse"
    OWN_VIEW = "own_view", "egen uppfattning eller varför den saknas"
    REMAINING_NEED = "remaining_need", "kvarstående behov"
    COMMISSIONER = "commissioner", "återrapport till uppdragsgivaren"


class ViewpointNeed(Code):
    """What a viewpoint waits for (sv. *vad en synpunkt väntar på*). Source: SOSFS 2011:9 5 kap."""

    RECEIVER = "receiver", "vem som tog emot"
    MEASURE = "measure", "åtgärd eller varför ingen är möjlig"
    FEEDBACK = "feedback", "återkoppling eller formellt svar"


class NoteLack(Code):
    """What a journal note lacks (sv. *brist i anteckning*). Source: SOSFS 2014:5 4 kap."""

    AUTHOR = "author", "vem som har skrivit"
    ROLE = "role", "befattning"
    SOURCE = "source", "vem uppgiften kommer från"
    UNDATED = "undated", "när den skrevs, eller vilken dag den gäller"
    UNMARKED = "unmarked", "vad som är fakta och vad som är bedömning"
    UNMARKED_IN_SOURCE = "unmarked_in_source", "fakta och bedömning åtskilda: källan skiljer dem inte åt"


class RegimeLack(Code):
    """Why it is not known what may be documented in a case (sv. *brist i dokumentationsregim*). Source: SoL 2025:400 14:3–5."""

    NO_OFFERING = "no_offering", "vilken insats ärendet gäller"
    NOT_IN_SOURCE = "not_in_source", "vilken insats ärendet gäller: källan säger det inte"


class PlanContent(Code):
    """What an implementation plan says (sv. *innehåll i genomförandeplan*). Source: SOSFS 2014:5 6 kap., allmänna råd."""

    GOALS = "goals", "mål"
    HOW = "how", "hur, eller vilken metod"
    WHO = "who", "vem som gör vad"
    WHEN = "when", "hur ofta eller till när"
    FOLLOW_UP = "follow_up", "dag för uppföljning"
    PARTICIPANTS = "participants", "vem som deltog"


class DecisionPart(Code):
    """What a decision and the notice of it say (sv. *del av beslutet*). Source: FL 2017:900 31-33 §§."""

    CONTENT = "content", "innehåll"
    DECIDER = "decider", "vem som beslutade"
    GROUNDS = "grounds", "skäl, eller varför de får utelämnas"
    NOTICE = "notice", "underrättelse"
    APPEAL_INSTRUCTIONS = "appeal_instructions", "hur beslutet överklagas"


class CommunicationLack(Code):
    """What is not noted of the material before a decision (sv. *brist i kommunicering*). Source: FL 2017:900 25 §."""

    NOT_NOTED = "not_noted", "om, när och hur underlaget kommunicerades"
    SOURCE_SILENT = "source_silent", "om underlaget kommunicerades: källan säger det inte"


class CorrectionLack(Code):
    """What a correction lacks (sv. *brist i rättelse*). Source: SOSFS 2014:5 4 kap."""

    REASON = "reason", "skäl till rättelsen"
    AUTHOR = "author", "vem som har rättat"
    ROLE = "role", "befattning hos den som har rättat"
    SOURCE_SILENT = "source_silent", "vem som har rättat: källan säger det inte"


class ConsentLack(Code):
    """Why it cannot be told whether a consent is enough (sv. *osäkert samtycke*). Source: SoL 2025:400 21:1-2; FB 6:13."""

    AGE_UNKNOWN = "unknown", "okänt vem som ska samtycka"
    WITHDRAWN = "withdrawn", "återkallat"
    GUARDIANS_NOT_NAMED = "guardians_not_named", "källan säger inte om båda vårdnadshavarna samtyckte"


class ChildrenPart(Code):
    """What is asked about children in an adult's home (sv. *fråga om barn i hemmet*). Source: SoL 2025:400 3:1."""

    ASKED = "asked", "om det finns barn i hemmet"
    CHILD_NEED = "child_need", "barnets eget behov"


class ChildrenLack(Code):
    """Why it cannot be told whether there is a child to think of (sv. *okänt om barn*)."""

    AGE_UNKNOWN = "age_unknown", "okänt om den enskilde är vuxen"
    NOT_KNOWN = "not_known", "okänt om det finns barn i hemmet"


class SignalLack(Code):
    """Why it cannot be told whether something is a sign of danger (sv. *oklart tecken*)."""

    UNCLEAR = "unclear", "oklart svar på screeningfrågan"
    NO_TOTAL = "no_total", "skattning utan summa"
