"""A decision about what is measured and how (sv. *indikatorbeslut*): each is a stream of its own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.adopting import Found, Numbered, adopted_text, require_adopted, require_from_today, require_undecided
from domain.base import DomainEvent, Stamp, envelope
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.target import Target, require_target
from domain.indicator_definition.events import (
    IndicatorAdopted,
    IndicatorDecisionWithdrawn,
    MeasuringEnded,
    SeriesBreakNoted,
    TargetSet,
)
from domain.indicator_definition.history import IndicatorHistory
from domain.indicators.judging import UNITS
from domain.indicators.text import read_definition
from domain.policies import Policy
from domain.stream_state import StreamState

Decided = IndicatorAdopted | MeasuringEnded | SeriesBreakNoted | TargetSet


class IndicatorDecision(StreamState):
    """One decision about an indicator (sv. *indikatorbeslut*), folded from its stream's events. `version` 0 = not made."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.decided: Decided | None = None
        self.withdrawn: IndicatorDecisionWithdrawn | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, Decided):
            self.decided = event
        elif isinstance(event, IndicatorDecisionWithdrawn):
            self.withdrawn = event

    def adopt(
        self,
        *,
        decision_id: UUID,
        indicator: str,
        indicator_version: int,
        definition: str | None = None,
        takes_effect_on: date,
        adopted_on: date,
        adopted_by: str,
        board_decision_reference: str | None = None,
        reason: str,
        known_indicators: IndicatorHistory,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IndicatorAdopted]:
        """Adopt a version of an indicator's definition from a day on (sv. *anta indikatordefinition*).

        Args:
            definition: The whole definition, as TOML or JSON; None = the version that exists already, shipped with the program
                or adopted before.
            takes_effect_on: From today on. Never before: what was answered as of yesterday must not change.
            adopted_on: Not after today.
            known_indicators: What is shipped and was adopted before.

        Raises:
            ConflictError: The decision is made already.
            InvalidValueError: `definition` cannot be evaluated, or says another id or version; there is no such version; the
                number means something else already, or is not above all earlier ones; then `takes_effect_on`, `adopted_on`,
                `adopted_by`, `board_decision_reference`, `reason`.
        """
        require_undecided(self.version)
        text = _text(indicator, indicator_version, definition, known_indicators, policy)
        require_from_today(takes_effect_on, "Definitionen", today)
        require_adopted(adopted_on, adopted_by, board_decision_reference, reason, today=today, policy=policy)
        return (
            IndicatorAdopted(
                **envelope(decision_id, 0, stamp), indicator=indicator, indicator_version=indicator_version, definition=text,
                takes_effect_on=takes_effect_on, adopted_on=adopted_on, adopted_by=adopted_by,
                board_decision_reference=board_decision_reference, reason=reason,
            ),
        )

    def end_measuring(
        self, *, decision_id: UUID, indicator: str, takes_effect_on: date, reason: str, known_indicators: IndicatorHistory,
        stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[MeasuringEnded]:
        """Measure an indicator no longer, from a day on (sv. *avsluta mätningen*).

        Args:
            takes_effect_on: The first day without it; from today on.

        Raises:
            ConflictError: The decision is made already.
            NotFoundError: There is no such indicator.
            NotAllowedError: It is not measured on that day as it is.
            InvalidValueError: `takes_effect_on`; then `reason`.
        """
        require_undecided(self.version)
        _require_indicator(indicator, known_indicators)
        require_from_today(takes_effect_on, "Beslutet", today)
        if known_indicators.version_on(indicator, takes_effect_on) is None:
            raise NotAllowedError(f"Indikatorn {indicator} mäts inte den {takes_effect_on}, så mätningen kan inte avslutas då.")
        policy.require_short_text(reason, "Skälet till beslutet")
        return (
            MeasuringEnded(
                **envelope(decision_id, 0, stamp), indicator=indicator, takes_effect_on=takes_effect_on, reason=reason
            ),
        )

    def note_series_break(
        self, *, decision_id: UUID, indicator: str, broken_from: date, reason: str, known_indicators: IndicatorHistory,
        stamp: Stamp, policy: Policy,
    ) -> tuple[SeriesBreakNoted]:
        """Note that what is measured from a day on cannot be compared with what was before (sv. *notera tidsseriebrott*).

        Args:
            broken_from: The first day of what is new; any day, since it is often seen afterwards.

        Raises:
            ConflictError: The decision is made already.
            NotFoundError: There is no such indicator.
            NotAllowedError: A break from that day is noted already.
            InvalidValueError: `reason`.
        """
        require_undecided(self.version)
        _require_indicator(indicator, known_indicators)
        if any(each.broken_from == broken_from for each in known_indicators.breaks_of(indicator)):
            raise NotAllowedError(f"Ett brott i tidsserien för {indicator} från {broken_from} är redan noterat.")
        policy.require_short_text(reason, "Orsaken till brottet i tidsserien")
        return (
            SeriesBreakNoted(**envelope(decision_id, 0, stamp), indicator=indicator, broken_from=broken_from, reason=reason),
        )

    def set_target(
        self,
        *,
        decision_id: UUID,
        indicator: str,
        takes_effect_on: date,
        target: Target | None = None,
        adopted_by: str,
        reason: str,
        known_indicators: IndicatorHistory,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[TargetSet]:
        """Set or change what an indicator aims at, where no plan says otherwise (sv. *sätta målvärde*).

        Args:
            takes_effect_on: From today on; the earlier target stays until then.
            target: In percent for a share, as a whole number for what is counted, as a mean or in months for a mean; or in words.
                None = measured without being a goal.

        Raises:
            ConflictError: The decision is made already.
            NotFoundError: There is no such indicator.
            InvalidValueError: `takes_effect_on`; then `target`, see `require_target`.
            NotAllowedError: The indicator is not measured on that day.
            InvalidValueError: The target is in another unit than the result; then `adopted_by`, `reason`.
        """
        require_undecided(self.version)
        _require_indicator(indicator, known_indicators)
        require_from_today(takes_effect_on, "Målvärdet", today)
        require_target(target, "Målvärdet", policy)
        _require_same_unit(indicator, takes_effect_on, target, known_indicators)
        policy.require_short_text(adopted_by, "Vem som har beslutat")
        policy.require_short_text(reason, "Skälet till beslutet")
        return (
            TargetSet(
                **envelope(decision_id, 0, stamp), indicator=indicator, takes_effect_on=takes_effect_on, target=target,
                adopted_by=adopted_by, reason=reason,
            ),
        )

    def withdraw(
        self, *, reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[IndicatorDecisionWithdrawn]:
        """Take back a decision that has not taken effect, or a break in a series (sv. *återta indikatorbeslut*).

        Raises:
            NotFoundError: Unknown decision.
            NotAllowedError: Withdrawn already; then it took effect today or earlier: decide otherwise from a later day instead.
            InvalidValueError: `reason`.
        """
        if self.id is None or self.decided is None:
            raise NotFoundError("Beslutet finns inte i nämnden. Kontrollera vilket beslut det gäller.")
        if self.withdrawn is not None:
            raise NotAllowedError("Beslutet är redan återtaget.")
        if not isinstance(self.decided, SeriesBreakNoted) and self.decided.takes_effect_on <= today:
            raise NotAllowedError(
                f"Beslutet gäller sedan {self.decided.takes_effect_on} och kan inte återtas. Besluta något annat från i dag"
                " eller en senare dag."
            )
        policy.require_short_text(reason, "Orsaken till att beslutet återtas")
        return (IndicatorDecisionWithdrawn(**envelope(self.id, self.version, stamp), reason=reason),)


def _text(indicator: str, number: int, definition: str | None, known: IndicatorHistory, policy: Policy) -> str:
    def read(text: str) -> Found:
        found = read_definition(text, known.instruments)
        return Found(found.indicator.id, found.indicator.version, found.text)

    return adopted_text(
        Numbered("indikatorn", indicator, number), definition, read, existing=known.known(indicator, number),
        highest=known.highest(indicator), policy=policy,
    )


def _require_indicator(indicator: str, known: IndicatorHistory) -> None:
    if indicator not in known.ids:
        raise NotFoundError("Indikatorn finns inte i nämnden. Se GET /api/v1/indicators.")


def _require_same_unit(indicator: str, day: date, target: Target | None, known: IndicatorHistory) -> None:
    version = known.version_on(indicator, day)
    if version is None or version.definition is None:
        raise NotAllowedError(f"Indikatorn {indicator} mäts inte den {day}, så den kan inte ha något målvärde då.")
    units = UNITS[version.definition.indicator.kind]
    if target is not None and target.target_unit is not None and target.target_unit not in units:
        words = " eller ".join(each.swedish for each in units)
        raise InvalidValueError(f"Målvärdet är i {target.target_unit.swedish}, men resultatet i {words}. Ange det i {words}.")
