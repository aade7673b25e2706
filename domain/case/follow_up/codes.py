"""The coded words of follow-ups after the closing."""

from __future__ import annotations

from domain.codes import Code


class FollowUpPoint(Code):
    """How long after the closing a follow-up is made (sv. *uppföljningstillfälle*)."""

    MONTHS_3 = "months_3", "3 månader"
    MONTHS_6 = "months_6", "6 månader"
    MONTHS_12 = "months_12", "12 månader"

    @property
    def months(self) -> int:
        """Months from the closing."""
        return int(self.value.removeprefix("months_"))


class FollowUpManner(Code):
    """How a follow-up was made (sv. *uppföljningssätt*)."""

    TELEPHONE = "telephone", "telefon"
    MEETING = "meeting", "möte"
    HOME_VISIT = "home_visit", "hembesök"
    VIDEO = "video", "videosamtal"
    LETTER = "letter", "brev"
    SURVEY = "survey", "enkät"
    RECORDS = "records", "kontroll av egna register"


class FollowUpAnswerer(Code):
    """Who answered when a treatment was followed up (sv. *den som svarade vid uppföljning*)."""

    INDIVIDUAL = "individual", "den enskilde"
    CHILD = "child", "barnet"
    GUARDIAN = "guardian", "vårdnadshavare"
    RELATIVE = "relative", "anhörig"
    SCHOOL = "school", "skolan"
    COMMISSIONER = "commissioner", "uppdragsgivaren"


class FollowUpOutcome(Code):
    """How it is now compared with the closing (sv. *läget vid uppföljning*)."""

    BETTER = "better", "bättre"
    UNCHANGED = "unchanged", "oförändrat"
    WORSE = "worse", "sämre"
    UNKNOWN = "unknown", "okänt"


class NoFollowUpCause(Code):
    """Why a follow-up could not be made (sv. *orsak till bortfall*)."""

    NOT_REACHED = "not_reached", "gick inte att nå"
    DECLINED = "declined", "avstod"
    NO_CONSENT = "no_consent", "samtycke saknas"
    MOVED = "moved", "flyttade"
    PROTECTED = "protected", "kontakt innebär risk"
    CASE_REOPENED = "case_reopened", "ärendet öppnades igen"
    DECEASED = "deceased", "avled"
    LACK_OF_TIME = "lack_of_time", "enheten hann inte"
    OTHER = "other", "annat"
