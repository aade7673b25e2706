"""What is asked of a concern and of the protection of a child alike, in a case and outside one."""

from __future__ import annotations

from collections.abc import Mapping

from domain.base import Occurred
from domain.concern.codes import ConcernKind, ProtectionMeasure, ProtectionNeed
from domain.concern.moments import elapsed
from domain.errors import InvalidValueError
from domain.policies import Policy


def require_child_heard(child_view: str | None, not_heard_reason: str | None) -> None:
    """Refuse to leave out both what the child says and why it was not heard. Source: SoL 2025:400 3:2."""
    if child_view is None and not_heard_reason is None:
        raise InvalidValueError("Ange vad barnet säger, eller varför barnet inte har kommit till tals.")


def require_protection_fits(need: ProtectionNeed, measures: tuple[ProtectionMeasure, ...]) -> None:
    """Refuse a need of protection without a measure, and a measure without need."""
    if need is ProtectionNeed.NEEDED and not measures:
        raise InvalidValueError("Barnet behöver omedelbart skydd. Ange vad som gjordes för att skydda barnet.")
    if need is ProtectionNeed.NOT_NEEDED and measures:
        raise InvalidValueError("Barnet behöver inte omedelbart skydd. Ta bort skyddsåtgärderna, eller ändra bedömningen.")


def require_in_time(first: Occurred, later: Occurred, days: int, late_reason: str | None, what: str) -> None:
    """Refuse what the law wants at once and came more than `days` days after, without a reason."""
    passed = elapsed(first, later).days
    if passed is not None and passed > days and late_reason is None:
        raise InvalidValueError(f"{what} kom {passed} dagar efter, och ska göras genast. Ange varför den dröjde.")


def require_kinds(kinds: tuple[ConcernKind, ...]) -> None:
    """Refuse a concern that says nothing of its kind, or the same twice."""
    if not kinds:
        raise InvalidValueError("Ange minst ett slag av oro.")
    if len(set(kinds)) != len(kinds):
        raise InvalidValueError("Ett slag av oro står två gånger. Ange varje slag en gång.")


def require_names(policy: Policy, names: Mapping[str, str | None]) -> None:
    """Refuse a name, role or reason that is given and cannot be stored; by what it is called in a message."""
    for what, text in names.items():
        if text is not None:
            policy.require_short_text(text, what)
