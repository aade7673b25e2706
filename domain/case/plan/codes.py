"""The coded words of the implementation plan."""

from __future__ import annotations

from domain.codes import Code


class GoalLevel(Code):
    """Where in the plan's tree a goal stands (sv. *målnivå*): the unit's standard goal, the person's own, a step towards it."""

    STANDARD = "standard", "standardmål"
    INDIVIDUAL = "individual", "individuellt mål"
    SUB_GOAL = "sub_goal", "delmål"


class GoalHolder(Code):
    """Whose goal it is (sv. *vems mål*)."""

    CLIENT = "client", "brukaren"
    CHILD = "child", "barnet"
    MOTHER = "mother", "mamman"
    FATHER = "father", "pappan"
    PARENTS = "parents", "föräldrarna"
    FAMILY = "family", "familjen"


class GoalEnding(Code):
    """How work with a goal ended (sv. *målets avslut*)."""

    REACHED = "reached", "nått"
    NOT_REACHED = "not_reached", "inte nått"
    REPLACED = "replaced", "ersatt av ett annat mål"
    WITHDRAWN = "withdrawn", "inte längre aktuellt"


class GoalMovement(Code):
    """Where a goal has gone since it was last followed up (sv. *rörelse mot målet*)."""

    FORWARD = "forward", "framåt"
    STILL = "still", "stilla"
    BACK = "back", "bakåt"
    REACHED = "reached", "nått"


class GoalJudge(Code):
    """Whose judgement it is (sv. *bedömt av*); the three may judge one goal differently."""

    CLIENT = "client", "brukaren"
    WORKER = "worker", "behandlaren"
    COMMISSIONER = "commissioner", "uppdragsgivaren"


class StandstillCause(Code):
    """Why a goal does not come nearer (sv. *orsak till att målet inte nås*)."""

    METHOD = "method", "metoden"
    ORDER = "order", "uppdraget"
    GOAL = "goal", "målet"


class PlanPerson(Code):
    """Whose participation is graded (sv. *vems delaktighet*): one person at a time."""

    CLIENT = "client", "brukaren"
    CHILD = "child", "barnet"
    MOTHER = "mother", "mamman"
    FATHER = "father", "pappan"
    OTHER_GUARDIAN = "other_guardian", "annan vårdnadshavare"


class ParticipationGrade(Code):
    """How much a person took part (sv. *grad av delaktighet*); being informed is not taking part."""

    HIGH = "high", "hög"
    SOME = "some", "viss"
    NONE = "none", "ingen"
    NOT_APPLICABLE = "not_applicable", "ej tillämpligt"


class ChildHearing(Code):
    """How a child was heard about the plan (sv. *hur barnet har hörts*). Source: SoL 2025:400 3:2."""

    ALONE = "alone", "i eget samtal"
    WITH_GUARDIAN = "with_guardian", "tillsammans med vårdnadshavare"
    THROUGH_OTHER = "through_other", "genom någon annan"
    BY_OBSERVATION = "by_observation", "genom lek eller iakttagelse"
    NOT_HEARD = "not_heard", "inte hört"


class SafetyConcern(Code):
    """What a safety plan is there for (sv. *vad säkerhetsplanen gäller*)."""

    SUICIDE = "suicide", "självmordsrisk"
    SELF_HARM = "self_harm", "självskada"
    VIOLENCE = "violence", "våld"
    RELAPSE = "relapse", "återfall"
    CHILD_SAFETY = "child_safety", "barns trygghet"
    OTHER = "other", "annat"


class SafetyPlanStanding(Code):
    """What the review of a safety plan came to (sv. *säkerhetsplanens läge*)."""

    HOLDS = "holds", "gäller"
    TO_BE_REMADE = "to_be_remade", "ska göras om"
    NOT_NEEDED = "not_needed", "behövs inte längre"
