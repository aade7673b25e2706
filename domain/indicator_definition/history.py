"""Which definitions, targets and breaks hold when (sv. *indikatorernas historik*): an answer as of March uses those of March."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Self
from uuid import UUID

from domain.base import DomainEvent
from domain.errors import InvalidValueError
from domain.indicator_definition.events import (
    IndicatorAdopted,
    IndicatorDecisionWithdrawn,
    MeasuringEnded,
    SeriesBreakNoted,
    TargetSet,
)
from domain.indicators.definition import Indicator
from domain.indicators.period import Period
from domain.indicators.text import Definition, read_definition
from domain.instruments import SHIPPED, InstrumentCatalogue


class Version(NamedTuple):
    """A version of an indicator and since when it holds (sv. *indikatorversion*).

    Args:
        definition: None = today's program cannot evaluate what was adopted.
        why_not: Why not; None when it can.
        adopted: The decision; None = shipped with the program, and in effect without one.
    """

    indicator_id: str
    number: int
    definition: Definition | None
    why_not: str | None
    adopted: IndicatorAdopted | None

    @property
    def takes_effect_on(self) -> date:
        """The day from which it holds; what is shipped holds since ever."""
        return date.min if self.adopted is None else self.adopted.takes_effect_on


class IndicatorHistory:
    """Every definition that a board measures by, shipped and adopted (sv. *indikatorernas historik*).

    Without any decision the lowest shipped version of an indicator holds: a later one, in a later version of the program,
    takes effect when the board adopts it.

    Attributes:
        shipped: Every version that the program comes with, by id and version.
        breaks, targets: What stands, in the order recorded.
        instruments: Those that a definition may name.
    """

    def __init__(
        self, shipped: Iterable[Definition], decisions: Iterable[DomainEvent] = (), instruments: InstrumentCatalogue = SHIPPED
    ) -> None:
        self.instruments = instruments
        standing = tuple(decisions)
        self.shipped = {(each.indicator.id, each.indicator.version): each for each in shipped}
        self.breaks = tuple(each for each in standing if isinstance(each, SeriesBreakNoted))
        self.targets = tuple(each for each in standing if isinstance(each, TargetSet))
        self._ends = [each for each in standing if isinstance(each, MeasuringEnded)]
        self._order = {each.originator_id: number for number, each in enumerate(standing)}
        self._versions = self._by_indicator([each for each in standing if isinstance(each, IndicatorAdopted)])

    @classmethod
    def fold(
        cls, shipped: Iterable[Definition], events: Iterable[DomainEvent], instruments: InstrumentCatalogue = SHIPPED
    ) -> Self:
        """The history after the events of all decisions of a board, in the order recorded; never refuses."""
        standing: dict[UUID, DomainEvent] = {}
        for event in events:
            if isinstance(event, IndicatorDecisionWithdrawn):
                standing.pop(event.originator_id, None)
            else:
                standing[event.originator_id] = event
        return cls(shipped, standing.values(), instruments)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every indicator that there is or has been."""
        return tuple(sorted(self._versions))

    def versions(self, indicator_id: str) -> tuple[Version, ...]:
        """What has been decided of an indicator's definition, by the day that it takes effect, then as recorded."""
        return self._versions.get(indicator_id, ())

    def ends(self, indicator_id: str) -> tuple[MeasuringEnded, ...]:
        """The decisions to measure an indicator no longer, as recorded."""
        return tuple(each for each in self._ends if each.indicator == indicator_id)

    def known(self, indicator_id: str, number: int) -> str | None:
        """The text of a version, shipped or adopted; None = there is no such version."""
        shipped = self.shipped.get((indicator_id, number))
        adopted = (each.adopted.definition for each in self.versions(indicator_id) if each.adopted and each.number == number)
        return next(adopted, None if shipped is None else shipped.text)

    def highest(self, indicator_id: str) -> int:
        """The highest number that a version of an indicator has; 0 = there is no such indicator."""
        shipped = [number for each_id, number in self.shipped if each_id == indicator_id]
        return max((*shipped, *(each.number for each in self.versions(indicator_id))), default=0)

    def version_on(self, indicator_id: str, day: date) -> Version | None:
        """The version that holds on a day; None = the indicator is not measured then."""
        begun = [each for each in self.versions(indicator_id) if each.takes_effect_on <= day]
        if not begun or self._is_ended(indicator_id, begun[-1], day):
            return None
        return begun[-1]

    def version_for(self, indicator_id: str, period: Period, today: date) -> Version | None:
        """The version that a result for a period is counted by, asked on a day: what holds on the period's last day, or on the
        day of asking while the period goes on. What was measured for the first time later is counted by its first version.

        Args:
            today: The day of the last event that is known.
        """
        day = min(period.last, today)
        found = self.version_on(indicator_id, day)
        if found is not None:
            return found
        first = self.versions(indicator_id)[:1]
        is_later = bool(first) and day < first[0].takes_effect_on <= today
        return first[0] if is_later else None

    def on(self, day: date) -> tuple[Indicator, ...]:
        """The indicators that hold on a day and can be evaluated, by id."""
        return _indicators(self.version_on(each, day) for each in self.ids)

    def for_period(self, period: Period, today: date) -> tuple[Indicator, ...]:
        """The indicators that results for a period are counted by, by id; see `version_for`."""
        return _indicators(self.version_for(each, period, today) for each in self.ids)

    def target_on(self, indicator_id: str, day: date) -> TargetSet | None:
        """The target that was set last with effect by a day; None = what the definition itself says."""
        found = [each for each in self.targets if each.indicator == indicator_id and each.takes_effect_on <= day]
        return max(found, key=lambda each: (each.takes_effect_on, self._order[each.originator_id]), default=None)

    def breaks_of(self, indicator_id: str) -> tuple[SeriesBreakNoted, ...]:
        """The breaks of an indicator's series, by day."""
        return tuple(sorted((each for each in self.breaks if each.indicator == indicator_id), key=lambda each: each.broken_from))

    def _is_ended(self, indicator_id: str, version: Version, day: date) -> bool:
        # Of an end and a beginning on the same day the one that was recorded last holds.
        begun = (version.takes_effect_on, -1 if version.adopted is None else self._order[version.adopted.originator_id])
        return any(
            (each.takes_effect_on, self._order[each.originator_id]) > begun
            for each in self.ends(indicator_id) if each.takes_effect_on <= day
        )

    def _by_indicator(self, adopted: Iterable[IndicatorAdopted]) -> dict[str, tuple[Version, ...]]:
        found: dict[str, list[Version]] = {}
        for (indicator_id, number), definition in sorted(self.shipped.items(), key=lambda each: each[0]):
            if indicator_id not in found:
                found[indicator_id] = [Version(indicator_id, number, definition, None, None)]
        first_texts: dict[tuple[str, int], str] = {}
        for each in adopted:
            text = first_texts.setdefault((each.indicator, each.indicator_version), each.definition)
            # Two that were decided at once under one number: what the first says is what the number means.
            if text == each.definition:
                found.setdefault(each.indicator, []).append(_version(each, self.instruments))
        return {each_id: tuple(sorted(versions, key=_since)) for each_id, versions in found.items()}


def _since(version: Version) -> date:
    return version.takes_effect_on


def _version(adopted: IndicatorAdopted, instruments: InstrumentCatalogue) -> Version:
    try:
        definition, why_not = read_definition(adopted.definition, instruments), None
    except InvalidValueError as error:
        definition, why_not = None, str(error)
    return Version(adopted.indicator, adopted.indicator_version, definition, why_not, adopted)


def _indicators(versions: Iterable[Version | None]) -> tuple[Indicator, ...]:
    return tuple(
        version.definition.indicator for version in versions if version is not None and version.definition is not None
    )
