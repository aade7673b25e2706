"""What risks, controls and thresholds are refused for, wherever they are stated."""

from __future__ import annotations

from domain.errors import InvalidValueError, NotAllowedError
from domain.internal_control.codes import ControlMethod, RiskResponse
from domain.internal_control.evidence import LightThresholds
from domain.policies import Policy
from domain.rule_definition.history import RuleHistory


def require_risk(
    process_name: str, risk: str, probability: int, consequence: int, response: RiskResponse, handling: str, policy: Policy
) -> None:
    """Refuse a risk that is not described, outside the scale, or too great to be accepted."""
    policy.require_short_text(process_name, "Processen")
    policy.require_text(risk, "Risken")
    for value, what in ((probability, "Sannolikheten"), (consequence, "Konsekvensen")):
        if not 1 <= value <= policy.risk_scale_max:
            raise InvalidValueError(f"{what} är {value}. Ange ett tal från 1 till {policy.risk_scale_max}.")
    policy.require_text(handling, "Hur risken hanteras")
    if response is RiskResponse.ACCEPTED and probability * consequence > policy.risk_accept_max:
        raise NotAllowedError(
            f"Riskvärdet är {probability * consequence}. Högst {policy.risk_accept_max} kan accepteras: ange hur risken hanteras."
        )


def require_rules(method: ControlMethod, rules: tuple[str, ...], known_rules: RuleHistory) -> None:
    """Refuse rules for another method than full review, an unknown one, and one twice."""
    if rules and method is not ControlMethod.FULL_REVIEW:
        raise InvalidValueError("Regler anges bara vid totalgranskning. Utelämna dem, eller byt metod.")
    unknown = sorted(set(rules) - set(known_rules.ids)) if rules else []
    if unknown:
        raise InvalidValueError(f"Regeln {unknown[0]} finns inte. Se GET /api/v1/completeness.")
    if len(set(rules)) < len(rules):
        raise InvalidValueError("Samma regel är angiven två gånger. Ange varje regel en gång.")


def require_names(name: str, title: str | None, whose: str, policy: Policy) -> None:
    """Refuse a name or a title that cannot be stored."""
    policy.require_short_text(name, f"{whose} namn")
    if title is not None:
        policy.require_short_text(title, f"{whose} befattning")


def require_thresholds(thresholds: LightThresholds) -> None:
    """Refuse thresholds outside 1 to 100 for green and 0 to one less than it for yellow; both ends are allowed."""
    green, yellow = thresholds.green_from_percent, thresholds.yellow_from_percent
    if not 1 <= green <= 100:
        raise InvalidValueError(f"Gränsen för grönt är {green}. Ange ett tal från 1 till 100.")
    if not 0 <= yellow < green:
        raise InvalidValueError(f"Gränsen för gult är {yellow}. Ange ett tal från 0 till {green - 1}.")
