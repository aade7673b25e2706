"""The coded words of intake."""

from __future__ import annotations

from domain.codes import Code


class IntakeRoute(Code):
    """How a request came to the unit (sv. *väg in*)."""

    REFERRAL = "referral", "uppdrag från uppdragsgivare"
    OWN_APPLICATION = "own_application", "egen ansökan"
    COOPERATION = "cooperation", "samverkan"
    RELATIVE = "relative", "närstående utan remiss"
    HANDED_OVER = "handed_over", "överlämnat från annan enhet"
    OWN_INITIATIVE = "own_initiative", "enhetens eget initiativ"


class RequestSource(Code):
    """Who got in touch, by role (sv. *begäran kom från*); told also where nobody may be named."""

    PERSON = "person", "den enskilde"
    GUARDIAN = "guardian", "vårdnadshavare"
    REPRESENTATIVE = "representative", "ombud eller ställföreträdare"
    RELATIVE = "relative", "närstående"
    COMMISSIONER = "commissioner", "uppdragsgivare"
    OTHER_UNIT = "other_unit", "annan enhet"
    OWN_UNIT = "own_unit", "den egna enheten"
    SCHOOL = "school", "skola"
    HEALTH_CARE = "health_care", "hälso- och sjukvård"
    POLICE = "police", "polis"
    OTHER = "other", "annan"


class IntakeSubject(Code):
    """Whom a request is about (sv. *begäran gäller*)."""

    CLIENT = "client", "den enskilde"
    CHILD = "child", "barn i familjen"
    RELATIVE = "relative", "närstående för egen del"


class FirstContactWith(Code):
    """Whom the unit first spoke with (sv. *kontakt med*)."""

    CLIENT = "client", "den enskilde"
    CHILD = "child", "barnet"
    GUARDIAN = "guardian", "vårdnadshavare"
    RELATIVE = "relative", "närstående"
    OTHER = "other", "annan"


class OfferAnswer(Code):
    """What became of a time that was offered (sv. *svar på erbjuden tid*)."""

    ACCEPTED = "accepted", "accepterad"
    DECLINED = "declined", "avböjd"
    NO_ANSWER = "no_answer", "inget svar"
    TAKEN_BACK = "taken_back", "återtagen av enheten"


class QueueOutcome(Code):
    """How the waiting ended (sv. *ut ur kön*)."""

    OFFERED = "offered", "erbjuden tid"
    DECLINED = "declined", "avböjde"
    NOT_NEEDED = "not_needed", "behovet finns inte längre"
    REFERRED = "referred", "hänvisad till annan hjälp"
    UNREACHABLE = "unreachable", "gick inte att nå"
