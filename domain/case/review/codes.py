"""The coded words of case reviews."""

from __future__ import annotations

from domain.codes import Code


class ReviewQuestion(Code):
    """What is asked of the record at every case review (sv. *stående fråga*). Source: SoL 2025:400 14:3, SOSFS 2014:5."""

    NOTES_UP_TO_DATE = "notes_up_to_date", "är journalen förd till i dag"
    ASSIGNMENT_IN_FORCE = "assignment_in_force", "gäller uppdraget eller beslutet"
    PLAN_IN_FORCE = "plan_in_force", "finns en aktuell genomförandeplan"
    PLAN_FOLLOWED_UP = "plan_followed_up", "är planen följd upp i tid"
    INDIVIDUAL_TOOK_PART = "individual_took_part", "är den enskilde delaktig"
    CHILD_HEARD = "child_heard", "har barnet kommit till tals"
    CHILDREN_ASKED_ABOUT = "children_asked_about", "är barn i hemmet efterfrågade"
    SAFETY_ASSESSED = "safety_assessed", "är våld och skydd bedömda"
    CONSENT_IN_PLACE = "consent_in_place", "finns samtycke"
    RATINGS_DONE = "ratings_done", "är skattningarna gjorda"
    RATINGS_ANSWERED = "ratings_answered", "är låga skattningar besvarade"
    VIEWPOINTS_ANSWERED = "viewpoints_answered", "är synpunkter besvarade"


class ReviewAnswer(Code):
    """How a standing question was answered (sv. *svar vid ärendegenomgång*)."""

    YES = "yes", "ja"
    NO = "no", "nej"
    NOT_APPLICABLE = "not_applicable", "inte aktuellt"
