"""The coded words of alerts."""

from __future__ import annotations

from domain.codes import Code


class CaseAlertKind(Code):
    """What in a case asks for somebody's attention (sv. *slag av signal*). A help, not a judgement of anybody."""

    ALLIANCE_LOW = "alliance_low", "låg allians"
    ALLIANCE_FALL = "alliance_fall", "fallande allians"
    SAFETY_LOW = "safety_low", "låg trygghet"
    SAFETY_FALL = "safety_fall", "minskad trygghet"
    SCORE_LOW = "score_low", "värde utanför gränsen"
    SCORE_FALL = "score_fall", "försämrat värde"
    NO_PROGRESS = "no_progress", "ingen säker förbättring"
    DETERIORATION = "deterioration", "säker försämring"
    RATING_MISSING = "rating_missing", "skattning saknas efter besöket"
    FOLLOW_UP_RATING_MISSING = "follow_up_rating_missing", "uppföljande skattning saknas"

    @property
    def is_about_a_session(self) -> bool:
        """Whether a session raises it; the others are raised by a rating."""
        return self is CaseAlertKind.RATING_MISSING

    @property
    def may_call_for_a_concern_report(self) -> bool:
        """Whether a child may be in danger. Source: SoL 2025:400 19:1."""
        return self in (CaseAlertKind.SAFETY_LOW, CaseAlertKind.SAFETY_FALL)


class AlertAnswer(Code):
    """What was done about an alert (sv. *svar på signalen*)."""

    CONTACT = "contact", "kontakt"
    ADAPTATION = "adaptation", "anpassning"
    CONCERN_REPORT = "concern_report", "orosanmälan"
    NO_ACTION = "no_action", "ingen åtgärd"


class Zone(Code):
    """Where a series of ratings stands (sv. *zon*), as a colour that is always shown with its meaning."""

    GREY = "grey", "grå"
    GREEN = "green", "grön"
    ORANGE = "orange", "orange"
    RED = "red", "röd"
