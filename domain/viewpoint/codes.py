"""The coded words of viewpoints, beside those that the workbook has: who gave it, and how far it has come."""

from __future__ import annotations

from domain.codes import Code


class GiverRole(Code):
    """What somebody who gives or passes on a viewpoint is to the service (sv. *vem som lämnar synpunkten*).

    Source: SOSFS 2011:9 5 kap. (from individuals, relatives, staff, other units, authorities and organisations).
    """

    CLIENT = "client", "brukare"
    CHILD = "child", "barn"
    PARENT = "parent", "förälder"
    PARTNER = "partner", "partner"
    RELATIVE = "relative", "anhörig"
    REPRESENTATIVE = "representative", "ombud eller god man"
    COMMISSIONER = "commissioner", "uppdragsgivare"
    OWN_STAFF = "own_staff", "egen personal"
    OTHER_STAFF = "other_staff", "annan personal"
    PUBLIC = "public", "allmänheten"
    UNKNOWN = "unknown", "okänd"


class AdaptationState(Code):
    """Whether a viewpoint has led to anything (sv. *anpassningens läge*)."""

    OPEN = "open", "ännu öppen"
    MADE = "made", "anpassning gjord"
    NOT_POSSIBLE = "not_possible", "anpassning inte möjlig"
    NOT_CALLED_FOR = "not_called_for", "ingen anpassning behövs"
    REFERRED = "referred", "hänvisad till överklagande"


class FeedbackTo(Code):
    """Who was told what became of a viewpoint (sv. *återkoppling till*)."""

    GIVER = "giver", "den som lämnade synpunkten"
    WORK_GROUP = "work_group", "arbetsgruppen"


class FeedbackHow(Code):
    """How they were told (sv. *återkoppling genom*)."""

    CONVERSATION = "conversation", "samtal"
    TELEPHONE = "telephone", "telefon"
    LETTER = "letter", "brev"
    DIGITAL = "digital", "digitalt"
    MEETING = "meeting", "möte"
    NOTICE = "notice", "anslag"


class ViewpointStep(Code):
    """What is done about a viewpoint after it came in (sv. *steg i synpunktens hantering*)."""

    ADAPTATION = "adaptation", "anpassningen"
    RULING_OUT = "ruling_out", "att anpassning inte är möjlig"
    FEEDBACK = "feedback", "återkopplingen"
    WORK_GROUP_FEEDBACK = "work_group_feedback", "återkopplingen till arbetsgruppen"
    MANAGER = "manager", "att chefen har fått veta"
    REGISTRATION = "registration", "diarieföringen"
    ANSWER = "answer", "svaret"
    REFERRAL = "referral", "hänvisningen till överklagande"
