"""Decisions: the implementation plan's goals, methods, revisions and follow-ups."""

from __future__ import annotations

from domain.case.plan.follow_up import PlanCourseDecisions
from domain.case.plan.goals import GoalDecisions
from domain.case.plan.methods import MethodDecisions
from domain.case.plan.safety_plans import SafetyPlanDecisions


class PlanWorkDecisions(GoalDecisions, MethodDecisions, PlanCourseDecisions, SafetyPlanDecisions):
    """The implementation plan's goals, methods, revisions and follow-ups."""
