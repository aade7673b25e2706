"""What can be counted of a record beside ratings, rents and viewpoints (sv. *mått*): the closed list, and the words of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.case.decisions.codes import DecisionOutcome
from domain.case.ending.codes import EndingKind, InterruptionCause
from domain.case.follow_up.codes import FollowUpPoint, NoFollowUpCause
from domain.case.intake.codes import FirstContactWith, IntakeRoute, RequestSource
from domain.case.phases.codes import TreatmentPhase
from domain.case.plan.codes import ParticipationGrade, PlanPerson
from domain.case.ratings.codes import NotMadeReason
from domain.codes import Code, NoteChannel, SessionKind, YesNoUnknown


class SessionParticipant(Code):
    """Who of those that a session is for took part in it (sv. *deltagare i besök*); whoever else did is not counted."""

    CLIENT = "client", "brukare"
    CHILD = "child", "barn"
    MOTHER = "mother", "mamma"
    FATHER = "father", "pappa"
    PARENT = "parent", "förälder"
    RELATIVE = "relative", "anhörig"
    SOCIAL_WORKER = "social_worker", "socialsekreterare"


class MeasureKind(Code):
    """What an entry says that statistics can count (sv. *slag av mått*)."""

    SESSION_HELD = "session_held", "genomfört besök"
    SESSION_MISSED = "session_missed", "uteblivet besök"
    PLAN_ESTABLISHED = "plan_established", "genomförandeplan"
    PLAN_PARTICIPATION = "plan_participation", "delaktighet i planen"
    GOAL_PARTICIPATION = "goal_participation", "delaktighet i målen"
    PLAN_FOLLOW_UP = "plan_follow_up", "uppföljd genomförandeplan"
    DECISION = "decision", "beslut"
    DECISION_FOLLOW_UP = "decision_follow_up", "uppföljning av beslut"
    REQUEST = "request", "inkommen begäran"
    FIRST_CONTACT = "first_contact", "första kontakt"
    TIME_OFFERED = "time_offered", "erbjuden tid"
    CLOSING_DOCUMENTED = "closing_documented", "avslutsdokumentation"
    CLOSING_FOLLOW_UP = "closing_follow_up", "uppföljning efter avslut"
    CLOSING_NOT_FOLLOWED_UP = "closing_not_followed_up", "bortfall vid uppföljning"
    RETURNED = "returned", "åter efter avbrott"
    PHASE_ENTERED = "phase_entered", "ny behandlingsfas"
    RATING_NOT_MADE = "rating_not_made", "skattning som inte gjordes"
    ALERT_ANSWERED = "alert_answered", "besvarad signal"


class MeasureWords(NamedTuple):
    """The words that a measure is told by; None = it has no such word.

    Args:
        by: Whose it is, or by whom.
        code: What was said.
    """

    by: type[Code] | None = None
    code: type[Code] | None = None


MEASURES: Mapping[MeasureKind, MeasureWords] = MappingProxyType({
    # key: the session. Of several who took part, by names each.
    MeasureKind.SESSION_HELD: MeasureWords(SessionParticipant, SessionKind),
    MeasureKind.SESSION_MISSED: MeasureWords(SessionParticipant, SessionKind),
    # key: the plan. code: whether the person took part in drawing it up.
    MeasureKind.PLAN_ESTABLISHED: MeasureWords(None, YesNoUnknown),
    MeasureKind.PLAN_PARTICIPATION: MeasureWords(PlanPerson, ParticipationGrade),
    MeasureKind.GOAL_PARTICIPATION: MeasureWords(PlanPerson, ParticipationGrade),
    MeasureKind.PLAN_FOLLOW_UP: MeasureWords(),
    # key: the decision. code: whether it gives the person something.
    MeasureKind.DECISION: MeasureWords(DecisionOutcome, YesNoUnknown),
    MeasureKind.DECISION_FOLLOW_UP: MeasureWords(),
    # key: the request.
    MeasureKind.REQUEST: MeasureWords(RequestSource, IntakeRoute),
    MeasureKind.FIRST_CONTACT: MeasureWords(FirstContactWith, NoteChannel),
    MeasureKind.TIME_OFFERED: MeasureWords(None, SessionKind),
    # number: which closing of the case, from 1. code of a follow-up: whether the person is known to the services again.
    MeasureKind.CLOSING_DOCUMENTED: MeasureWords(InterruptionCause, EndingKind),
    MeasureKind.CLOSING_FOLLOW_UP: MeasureWords(FollowUpPoint, YesNoUnknown),
    MeasureKind.CLOSING_NOT_FOLLOWED_UP: MeasureWords(FollowUpPoint, NoFollowUpCause),
    # number: days away. code: whether it is the same problem.
    MeasureKind.RETURNED: MeasureWords(None, YesNoUnknown),
    MeasureKind.PHASE_ENTERED: MeasureWords(None, TreatmentPhase),
    # key: the session, where one is stated. by: the instrument's name. number: 1 = it was offered, 0 = it was not.
    MeasureKind.RATING_NOT_MADE: MeasureWords(None, NotMadeReason),
    # key: the rating or the session that raised the alert. by: what was done.
    MeasureKind.ALERT_ANSWERED: MeasureWords(AlertAnswer, CaseAlertKind),
})
"""What `by` and `code` of each measure are."""
