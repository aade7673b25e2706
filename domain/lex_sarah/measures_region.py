"""What is done about what happened, as a report remembers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from domain.lex_sarah import handling_events as h
from domain.lex_sarah import investigation_events as i
from domain.lex_sarah import measures_events as e
from domain.lex_sarah.base import LexSarahEvent, Region
from domain.lex_sarah.codes import LexSarahMeasureEffect, LexSarahStep, MeasuresState, MeasureState
from domain.lex_sarah.timers import Step
from domain.policies import Policy


class LexSarahMeasure(NamedTuple):
    """A planned measure with what became of it (sv. *åtgärd*).

    Args:
        last_day, effect_due_on: As last changed.
        effect: As last looked at.
        replaced: Whether another measure follows it, since it did not help.
    """

    planned: e.MeasurePlanned
    last_day: date
    effect_due_on: date
    done: e.MeasureCompleted | None = None
    effect: e.MeasureEffectChecked | None = None
    dropped: e.MeasureDropped | None = None
    replaced: bool = False

    @property
    def state(self) -> MeasureState:
        """How far it has come."""
        if self.dropped is not None:
            return MeasureState.DROPPED
        # Where it was struck that it was taken, it is to be taken again, whatever was seen of its effect.
        if self.effect is not None and self.done is not None:
            if self.effect.lex_sarah_effect is LexSarahMeasureEffect.VERIFIED:
                return MeasureState.EFFECT_VERIFIED
            return MeasureState.REPLACED if self.replaced else MeasureState.EFFECT_LACKING
        return MeasureState.PLANNED if self.done is None else MeasureState.DONE

    @property
    def is_open(self) -> bool:
        """Whether something is left to do with it."""
        return self.state in _LEFT


class MeasuresRegion(Region):
    """Measures (sv. *åtgärder*). Source: SoL 2025:400 27:5.

    Attributes:
        immediate: Those taken at once, in the order recorded.
        planned: By id, in the order planned.
        no_more: Why no measures are needed; None = that is not said, or a measure was planned since.
    """

    def clear(self) -> None:
        """Set the memory to that of a region that no event has touched."""
        self.immediate: tuple[e.ImmediateMeasureTaken, ...] = ()
        self.planned: dict[UUID, LexSarahMeasure] = {}
        self.no_more: e.NoMeasureNeeded | i.InvestigationCompleted | None = None

    @property
    def state(self) -> MeasuresState:
        """How far the measure that has come the shortest way has come."""
        states = {each.state for each in self.planned.values()}
        if MeasureState.PLANNED in states:
            return MeasuresState.PLANNED
        if states & _LEFT.keys():
            return MeasuresState.DONE
        if states - {MeasureState.DROPPED}:
            return MeasuresState.EFFECT_VERIFIED
        if self.no_more is not None or states:
            return MeasuresState.NO_MORE_NEEDED
        return MeasuresState.IMMEDIATE_TAKEN if self.immediate else MeasuresState.NONE

    @property
    def is_begun(self) -> bool:
        """Whether a measure was taken or planned, or it is said that none is needed."""
        return bool(self.immediate or self.planned) or self.no_more is not None

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is left to do before the report can be closed."""
        if not self.planned and self.no_more is None:
            return ("åtgärder, eller motiveringen till att inga fler behövs",)
        found = []
        for state, what in _LEFT.items():
            number = sum(each.state is state for each in self.planned.values())
            if number:
                found.append(what.format(number=number))
        return tuple(found)

    def steps(self, policy: Policy) -> tuple[Step, ...]:
        """Its times that run or have run; what was dropped has none."""
        standing = [each for each in self.planned.values() if each.dropped is None]
        found = [
            Step(LexSarahStep.MEASURE, each.planned.planned_on, each.last_day, each.done and each.done.done_on)
            for each in standing
        ]
        found += [
            Step(LexSarahStep.CHECK_EFFECT, each.done.done_on, each.effect_due_on, each.effect and each.effect.effect_seen_on)
            for each in standing if each.done is not None
        ]
        return tuple(sorted(found, key=lambda each: each.started_on))

    def _take_immediate(self, event: e.ImmediateMeasureTaken) -> None:
        self.immediate = (*self.immediate, event)

    def _plan(self, event: e.MeasurePlanned) -> None:
        self.no_more = None
        self.planned = {
            **self.planned, event.entry_id: LexSarahMeasure(event, event.measure_last_day, event.effect_due_on)
        }
        if event.instead_of is not None:
            self._change(event.instead_of, replaced=True)

    def _change_days(self, event: e.MeasureDueChanged) -> None:
        self._change(event.measure_id, last_day=event.measure_last_day, effect_due_on=event.effect_due_on)

    def _complete(self, event: e.MeasureCompleted) -> None:
        self._change(event.measure_id, done=event)

    def _check_effect(self, event: e.MeasureEffectChecked) -> None:
        # What came in its place answers to an earlier look, and not to one that is made after it.
        self._change(event.measure_id, effect=event, replaced=False)

    def _drop(self, event: e.MeasureDropped) -> None:
        self._change(event.measure_id, dropped=event)

    def _need_none(self, event: e.NoMeasureNeeded) -> None:
        self.no_more = event

    def _complete_investigation(self, event: i.InvestigationCompleted) -> None:
        if event.no_measures_reason is not None:
            self.no_more = event

    def _reopen(self, event: h.ReportReopened) -> None:
        # That nothing more was needed is said of what was known then.
        self.no_more = None

    def _change(self, measure_id: UUID, **changes: Any) -> None:
        if measure_id in self.planned:
            self.planned = {**self.planned, measure_id: self.planned[measure_id]._replace(**changes)}

    APPLY: ClassVar[Mapping[type[LexSarahEvent], Callable[[Any, Any], None]]] = {
        e.ImmediateMeasureTaken: _take_immediate,
        e.MeasurePlanned: _plan,
        e.MeasureDueChanged: _change_days,
        e.MeasureCompleted: _complete,
        e.MeasureEffectChecked: _check_effect,
        e.MeasureDropped: _drop,
        e.NoMeasureNeeded: _need_none,
        i.InvestigationCompleted: _complete_investigation,
        h.ReportReopened: _reopen,
    }


_LEFT: Mapping[MeasureState, str] = {
    MeasureState.PLANNED: "genomförandet av planerade åtgärder ({number})",
    MeasureState.DONE: "uppföljningen av genomförda åtgärders effekt ({number})",
    MeasureState.EFFECT_LACKING: "en ny åtgärd, eller en motivering, där effekten uteblev ({number})",
}
"""The states in which something is left to do, and what."""
