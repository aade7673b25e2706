"""The coded words of ratings."""

from __future__ import annotations

from domain.codes import Code


class AdministrationMode(Code):
    """How a rating was made (sv. *ifylld genom*)."""

    PAPER = "paper", "papper"
    TABLET = "tablet", "surfplatta"
    INTERVIEW = "interview", "intervju"
    TELEPHONE = "telephone", "telefon"


class MissingReason(Code):
    """Why an item of a rating has no answer (sv. *orsak till att svar saknas*)."""

    NOT_ANSWERED = "not_answered", "inte besvarad"
    NOT_APPLICABLE = "not_applicable", "inte tillämplig"
    REFUSED = "refused", "ville inte svara"
    NOT_ADMINISTERED = "not_administered", "inte ställd"
    TECHNICAL = "technical", "tekniskt fel"


class NotMadeReason(Code):
    """Why a rating that was due was not made (sv. *orsak till att skattning saknas*)."""

    DECLINED = "declined", "avböjde"
    UNABLE = "unable", "orkade eller kunde inte"
    INTERRUPTED = "interrupted", "avbröts"
    FORGOTTEN = "forgotten", "glömdes"
    UNSUITABLE = "unsuitable", "olämpligt vid tillfället"
    FORM_MISSING = "form_missing", "formulär saknades"
    NO_TIME = "no_time", "tiden räckte inte"
    TECHNICAL = "technical", "tekniskt fel"

    @property
    def follows_offer(self) -> bool | None:
        """Whether it presupposes that the rating was offered, or that it was not; None = it can follow either."""
        if self in (self.DECLINED, self.UNABLE, self.INTERRUPTED):
            return True
        return None if self in (self.NO_TIME, self.TECHNICAL) else False


class CloseRelation(Code):
    """What somebody close is to the client (sv. *relation till klienten*)."""

    MOTHER = "mother", "mamma"
    FATHER = "father", "pappa"
    STEP_PARENT = "step_parent", "styvförälder"
    FOSTER_PARENT = "foster_parent", "familjehemsförälder"
    OTHER_CAREGIVER = "other_caregiver", "annan omsorgsperson"
    CHILD = "child", "barn"
    SIBLING = "sibling", "syskon"
    PARTNER = "partner", "partner"
    OTHER = "other", "annan närstående"


class RatingWarning(Code):
    """What is worth a second look at a rating, and stops nothing (sv. *varning om en skattning*)."""

    WRONG_AGE_FORM = "wrong_age_form", "formulär för en annan ålder"
    RECALL_OVERLAP = "recall_overlap", "överlappande svarsperioder"
    OTHER_DAY = "other_day", "annan dag än besöket"
    SESSION_NOT_HELD = "session_not_held", "besöket genomfördes inte"
