"""An earlier year's figure, entered as it was published (sv. *tidigare publicerad uppgift*), so that a trend has a beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.codes import TargetUnit
from domain.goal.placing import require_plan_year
from domain.indicators.period import Period, parse_period
from domain.policies import Policy, require_not_after_today
from domain.published_figure.codes import FigureFlag
from domain.published_figure.events import (
    GenderValue,
    PublishedFigureCorrected,
    PublishedFigureEntered,
    PublishedFigureWithdrawn,
    PublishedValue,
)
from domain.published_figure.printed import figure_flags, require_printed
from domain.stream_state import StreamState


class Printed(NamedTuple):
    """What a document says (sv. *tryckt uppgift*).

    Args:
        reason: Why it was put right; None = as it was entered first.
    """

    figure_unit: TargetUnit
    figure: PublishedValue
    by_gender: tuple[GenderValue, ...]
    source_document: str
    published_on: date | None
    remark: str | None
    reason: str | None = None


class PublishedFigure(StreamState):
    """One such figure, folded from its stream's events. `version` 0 = not entered.

    Attributes:
        printed: What was entered, then every correction; the last one holds.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.indicator = ""
        self.unit: UUID | None = None
        self.period = ""
        self.printed: tuple[Printed, ...] = ()
        self.withdrawn: PublishedFigureWithdrawn | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case PublishedFigureEntered():
                self.indicator, self.unit, self.period = event.indicator, event.unit, event.period
                self.printed = (*self.printed, _printed(event, None))
            case PublishedFigureCorrected():
                self.printed = (*self.printed, _printed(event, event.reason))
            case PublishedFigureWithdrawn():
                self.withdrawn = event

    @property
    def stands(self) -> bool:
        """Whether it was entered and not withdrawn."""
        return bool(self.printed) and self.withdrawn is None

    @property
    def current(self) -> Printed:
        """What holds: what was entered last. Only of a figure that was entered."""
        return self.printed[-1]

    @property
    def flags(self) -> tuple[FigureFlag, ...]:
        """What a reader is told of what holds."""
        return figure_flags(self.current.figure, self.current.figure_unit, self.current.by_gender)

    def days(self) -> Period | None:
        """The days that it is about; None = its period is written as none is today."""
        try:
            return parse_period(self.period)
        except InvalidValueError:
            return None

    def enter(
        self, *, figure_id: UUID, indicator: str, unit: UUID | None = None, period: str, figure_unit: TargetUnit,
        figure: PublishedValue, by_gender: tuple[GenderValue, ...] = (), source_document: str, published_on: date | None = None,
        remark: str | None = None, others: Callable[[], Iterable[PublishedFigure]], stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[PublishedFigureEntered]:
        """Enter a figure as it was published (sv. *skriva in tidigare uppgift*).

        Args:
            unit: Whose figure; left out = the whole board's.
            period: A year (2017), a tertial (2017-T2) or a month (2017-03), begun by today.
            figure: As printed, see `require_printed`.
            by_gender: Each gender at most once; need not add up.
            source_document: Which document says so, and where in it.
            others: The board's other published figures.

        Raises:
            ConflictError: Entered already.
            InvalidValueError: `indicator`; `period`, or one that has not begun; `figure`; `by_gender`; `source_document`;
                `published_on` after today; `remark`.
            ConflictError: The indicator has a published figure for the unit and the period.
        """
        if self.version:
            raise ConflictError("Uppgiften är redan inskriven. Rätta den som finns.")
        policy.require_short_text(indicator, "Indikatorns id")
        days = parse_period(period)
        require_plan_year(days.first.year, today, policy)
        require_not_after_today(days.first, "Periodens första dag", today)
        _require_whole(figure_unit, figure, by_gender, source_document, published_on, remark, today, policy)
        key = (indicator, unit, days.name)
        if any(other.stands and (other.indicator, other.unit, other.period) == key for other in others()):
            raise ConflictError(f"Indikatorn har redan en publicerad uppgift för {days.name}. Rätta den som finns.")
        return (
            PublishedFigureEntered(
                **envelope(figure_id, 0, stamp), indicator=indicator, unit=unit, period=days.name, figure_unit=figure_unit,
                figure=figure, by_gender=by_gender, source_document=source_document, published_on=published_on, remark=remark,
            ),
        )

    def correct(
        self, *, figure_unit: TargetUnit, figure: PublishedValue, by_gender: tuple[GenderValue, ...] = (), source_document: str,
        published_on: date | None = None, remark: str | None = None, reason: str, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[PublishedFigureCorrected]:
        """Put right what was entered, whole (sv. *rätta tidigare uppgift*).

        Raises:
            NotFoundError: Unknown figure; then NotAllowedError: it is withdrawn.
            InvalidValueError: `figure`; `by_gender`; `source_document`; `published_on` after today; `remark`; `reason`.
            ConflictError: Nothing is changed.
        """
        stream_id = self._require_standing()
        _require_whole(figure_unit, figure, by_gender, source_document, published_on, remark, today, policy)
        policy.require_short_text(reason, "Orsaken till rättelsen")
        said = Printed(figure_unit, figure, by_gender, source_document, published_on, remark)
        if said == self.current._replace(reason=None):
            raise ConflictError("Uppgiften är redan inskriven så. Ange det som ska rättas.")
        return (
            PublishedFigureCorrected(
                **envelope(stream_id, self.version, stamp), figure_unit=figure_unit, figure=figure, by_gender=by_gender,
                source_document=source_document, published_on=published_on, remark=remark, reason=reason,
            ),
        )

    def withdraw(self, *, reason: str, stamp: Stamp, policy: Policy) -> tuple[PublishedFigureWithdrawn]:
        """Take back a figure that should not have been entered (sv. *återta tidigare uppgift*).

        Raises:
            NotFoundError: Unknown figure; then NotAllowedError: it is withdrawn.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_standing()
        policy.require_short_text(reason, "Orsaken till återtagandet")
        return (PublishedFigureWithdrawn(**envelope(stream_id, self.version, stamp), reason=reason),)

    def _require_standing(self) -> UUID:
        if self.id is None or not self.printed:
            raise NotFoundError("Uppgiften finns inte i nämnden. Kontrollera uuid:t.")
        if self.withdrawn is not None:
            raise NotAllowedError("Uppgiften är återtagen. Skriv in den på nytt om den ska gälla.")
        return self.id


def _printed(event: Any, reason: str | None) -> Printed:
    return Printed(
        event.figure_unit, event.figure, event.by_gender, event.source_document, event.published_on, event.remark, reason
    )


def _require_whole(
    figure_unit: TargetUnit, figure: PublishedValue, by_gender: tuple[GenderValue, ...], source_document: str,
    published_on: date | None, remark: str | None, today: date, policy: Policy,
) -> None:
    require_printed(figure, figure_unit, "Uppgiften")
    genders = [each.gender for each in by_gender]
    for each in by_gender:
        if genders.count(each.gender) > 1:
            raise InvalidValueError(f"Könet {each.gender.swedish} är angivet två gånger. Ange varje kön en gång.")
        require_printed(each.figure, figure_unit, f"Uppgiften för {each.gender.swedish}")
    policy.require_short_text(source_document, "Källan")
    if published_on is not None:
        require_not_after_today(published_on, "Publiceringen", today)
    if remark is not None:
        policy.require_text(remark, "Kommentaren")
