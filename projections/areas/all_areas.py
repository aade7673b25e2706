"""The words and documents of every area and stream, gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from domain.case.case import Case
from projections.areas import (
    alerts,
    annual_wheel,
    approval,
    concern,
    contacts,
    coordination,
    decisions,
    deviation,
    deviation_notes,
    disclosure,
    emergency_access,
    ending,
    erasure,
    evidence,
    exemption,
    follow_up,
    goal,
    group,
    housing,
    indicator_definition,
    information,
    instruments,
    intake,
    internal_control,
    journal_review,
    journal_routine,
    ledger,
    lex_sarah_handling,
    lex_sarah_information,
    lex_sarah_regions,
    log_review,
    meetings,
    offering,
    person,
    phases,
    plan,
    policy,
    providers,
    published_figure,
    ratings,
    records_request,
    report,
    review,
    rights_review,
    rule_definition,
    safety,
    sample,
    signing,
    suggestion,
    survey,
    team,
    viewpoint,
    viewpoint_work,
)

MODULES = (
    intake,
    decisions,
    team,
    person,
    housing,
    phases,
    plan,
    providers,
    meetings,
    contacts,
    signing,
    safety,
    coordination,
    review,
    ending,
    exemption,
    deviation_notes,
    follow_up,
    disclosure,
    information,
    ratings,
    alerts,
    offering,
    policy,
    indicator_definition,
    rule_definition,
    instruments,
    goal,
    published_figure,
    annual_wheel,
    suggestion,
    survey,
    group,
    concern,
    records_request,
    viewpoint,
    viewpoint_work,
    report,
    sample,
    internal_control,
    journal_review,
    journal_routine,
    lex_sarah_handling,
    lex_sarah_regions,
    deviation,
    lex_sarah_information,
    ledger,
    approval,
    emergency_access,
    log_review,
    rights_review,
    evidence,
    erasure,
)


def _gathered(name: str) -> Mapping[str, str]:
    # A test holds that no two modules say it differently.
    found: dict[str, str] = {}
    for module in MODULES:
        for key, word in getattr(module, name).items():
            found.setdefault(key, word)
    return MappingProxyType(found)


HEADINGS = _gathered("HEADINGS")
FIELD_LABELS = _gathered("FIELD_LABELS")
TEXT_LABELS = _gathered("TEXT_LABELS")

DOCUMENTS: Mapping[str, Callable[[Case], dict[str, Any]]] = MappingProxyType({
    "intake": intake.document,
    "decisions": decisions.document,
    "team": team.document,
    "person": person.document,
    "housing": housing.document,
    "phases": phases.document,
    "plan": plan.document,
    "providers": providers.document,
    "meetings": meetings.document,
    "contacts": contacts.document,
    "signing": signing.document,
    "safety": safety.document,
    "coordination": coordination.document,
    "review": review.document,
    "ending": ending.document,
    "follow_up": follow_up.document,
    "disclosure": disclosure.document,
    "information": information.document,
    "ratings": ratings.document,
    "alerts": alerts.document,
    "exemptions": exemption.document,
    "deviation_notes": deviation_notes.document,
})
"""Area to its document, in the order that a whole record has."""
