"""Where a goal may hang, and when the same thing would be planned twice in a year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.codes import ChainLevel
from domain.goal.state import GoalChainState
from domain.policies import Policy


def require_plan_year(year: int, today: date, policy: Policy) -> None:
    """Refuse a year that is a typing error; both ends of the policy's span are allowed."""
    low, high = today.year - policy.plan_years_back_max, today.year + policy.plan_years_ahead_max
    if not low <= year <= high:
        raise InvalidValueError(f"Året är {year}. Ange ett år från {low} till {high}.")


def require_place(chain: GoalChainState, goal_id: UUID, level: ChainLevel, under: UUID | None) -> None:
    """Refuse a place in the chain; under no goal at all is one.

    Raises:
        NotFoundError: `under` is none of the year's goals; then NotAllowedError: it has been ended.
        InvalidValueError: The goal would lie under itself; then `under` is not of a higher level.
    """
    if under is None:
        return
    above = chain.goals.get(under)
    if above is None and under != goal_id:
        raise NotFoundError(f"Målet ovanför finns inte i målkedjan för {chain.year}. Kontrollera uuid:t.")
    if above is not None and above.ended is not None:
        raise NotAllowedError("Målet ovanför är avslutat. Välj ett mål som gäller.")
    if above is None or under == goal_id or goal_id in chain.above(under):
        raise InvalidValueError("Målet skulle ligga under sig självt. Välj ett annat mål ovanför.")
    if above.level.rank >= level.rank:
        raise InvalidValueError(
            f"{_upper(level.swedish)} kan inte ligga under {above.level.swedish}. Ordningen uppifrån är"
            f" {', '.join(ChainLevel.swedish_words())}."
        )


def require_new_wording(chain: GoalChainState, goal_id: UUID, level: ChainLevel, unit: UUID | None, wording: str) -> None:
    """Refuse a goal that the unit, or the board, has on the same level that year already.

    Raises:
        ConflictError: It has.
    """
    wanted = wording.strip().casefold()
    for each in chain.goals.values():
        same = (each.level, each.unit, each.wording.strip().casefold()) == (level, unit, wanted)
        if same and each.id != goal_id and each.ended is None:
            raise ConflictError(f"Målet finns redan i målkedjan för {chain.year}. Ändra det som finns.")


def require_new_indicator(
    chain: GoalChainState, line_id: UUID, unit: UUID | None, indicator: str | None, indicator_name: str
) -> None:
    """Refuse an indicator that the unit, or the board, follows up that year already: it would have two targets.

    Raises:
        ConflictError: It has.
    """
    wanted = indicator_name.strip().casefold()
    for each in chain.lines.values():
        if each.id == line_id or each.ended is not None or each.unit != unit:
            continue
        by_id = indicator is not None and each.indicator == indicator
        by_name = (indicator is None or each.indicator is None) and each.indicator_name.strip().casefold() == wanted
        if by_id or by_name:
            raise ConflictError(f"Indikatorn är redan planerad för {chain.year}. Ändra den rad som finns.")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
