"""What has been recorded can always be read: in any order that its references allow, whatever was struck, beyond every bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from functools import partial
from types import NoneType
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel

from domain.base import ENVELOPE_FIELDS, DomainEvent
from domain.case.areas import AREA_OF, AREAS
from domain.case.case import Case
from domain.codes import Code
from domain.concern.concern import Concern
from domain.errors import DomainError
from domain.group.group import Group
from domain.lex_sarah.report import LexSarahReport
from domain.policies import DEFAULT_POLICY
from domain.records_request.records_request import RecordsRequest
from projections.areas.all_areas import DOCUMENTS
from projections.areas.concern import document as concern_document
from projections.areas.goal import goal_chain_document
from projections.areas.group import group_document
from projections.areas.offering import offering_document
from projections.areas.published_figure import figure_document
from projections.areas.records_request import request_document
from projections.surveys import survey_document
from tests.domain.test_case_state import FIRST, STREAMS
from tests.support.examples import EXAMPLES, STAMP, TODAY
from tests.support.scenario import numbered

SHOWN = {
    "goal": goal_chain_document, "survey": survey_document, "published_figure": figure_document, "concern": concern_document,
    "group": group_document, "records_request": request_document,
    "offering": lambda offering: offering_document(offering, TODAY),
}
STRIKES = {
    "case": Case.strike_entry, "concern": Concern.strike_entry, "group": Group.strike_group_entry,
    "records_request": RecordsRequest.strike_step, "lex_sarah": partial(LexSarahReport.strike_entry, today=TODAY),
}
DOCUMENT_OF = dict(zip(AREAS, DOCUMENTS.values(), strict=True))
WRITTEN = {
    family: [event for event in EXAMPLES.values() if event.TYPE.startswith(f"{family}.") and not event.TYPE.endswith("_struck")]
    for family in STREAMS
}
"""Every example of a stream but the strikings, which the tests decide themselves."""


@pytest.mark.parametrize("area", AREAS)
@settings(max_examples=10)
@generated(data=st.data())
def test_an_areas_entries_are_taken_in_and_shown_in_any_order_that_their_references_allow(area, data):
    own = [event for event in WRITTEN["case"] if AREA_OF.get(type(event)) == area]
    events = with_all_before(own, WRITTEN["case"])
    assert fold_and_show_each("case", data.draw(possible_orders("case", events))).version == len(events)


@pytest.mark.parametrize("family", STREAMS)
@settings(max_examples=10)
@generated(data=st.data())
def test_a_streams_events_are_taken_in_and_shown_in_any_order_that_their_references_allow(family, data):
    events = data.draw(possible_orders(family, WRITTEN[family]))
    assert fold_and_show_each(family, events).version == len(events)


@pytest.mark.parametrize("family", STRIKES)
@settings(max_examples=25)
@generated(data=st.data())
def test_whatever_is_struck_in_any_order_the_rest_is_read_as_if_it_had_never_been(family, data):
    stream, events = STREAMS[family][0], list(WRITTEN[family])
    events = numbered(*data.draw(possible_orders(family, events)))
    state = stream.fold(events)
    kinds = {event.entry_id: event.wire_name() for event in events if hasattr(event, "entry_id")}
    struck: set[UUID] = set()
    for entry_id in data.draw(st.permutations(sorted(kinds))):
        try:
            (striking,) = STRIKES[family](state, entry_id=entry_id, reason="Fel.", stamp=STAMP, policy=DEFAULT_POLICY)
        except DomainError:
            continue
        struck.add(entry_id)
        events.append(striking)
        state.apply(striking)
        show(family, state, EXAMPLES[kinds[entry_id]])
    rest = [event for event in events if getattr(event, "entry_id", None) not in struck]
    assert struck and memory(state) == memory(stream.fold(rest))
    assert stream.fold(events) == state or vars(stream.fold(events)).keys() == vars(state).keys()


@pytest.mark.parametrize("wire_name", [name for name in EXAMPLES if not name.startswith("access.")])
@settings(max_examples=10)
@generated(data=st.data())
def test_what_no_policy_and_no_rule_would_let_in_today_is_still_read_and_shown(wire_name, data):
    family = EXAMPLES[wire_name].TYPE.split(".")[0]
    events = with_all_before([EXAMPLES[wire_name]], list(EXAMPLES.values()))
    beyond = [data.draw(far_beyond(event)) for event in events if event.TYPE.startswith(f"{family}.")]
    assert fold_and_show_each(family, beyond).version == len(beyond)


def fold_and_show_each(family: str, events: Iterable[DomainEvent]) -> Any:
    """The state after all of them; shown after each."""
    state = STREAMS[family][0]()
    for event in numbered(*events):
        state.apply(event)
        show(family, state, event)
    return state


def show(family: str, state: Any, event: DomainEvent) -> None:
    """Make the document that an event has changed; for what belongs to no area of a case the plan's, which has a head there."""
    if family == "case":
        DOCUMENT_OF[AREA_OF.get(type(event), "plan_work")](state)
    else:
        SHOWN.get(family, vars)(state)


def memory(state: Any) -> dict[str, Any]:
    """What a state remembers, but for how many events it was and what was struck."""
    if isinstance(state, Case):
        return {name: memory(getattr(state, name)) for name in AREAS}
    # Whose it was is remembered also of a request whose receipt was struck, so that the unit finds it in its register.
    return {name: value for name, value in vars(state).items() if name not in ("version", "struck", "id", "unit")}


def with_all_before(events: list[DomainEvent], among: list[DomainEvent]) -> list[DomainEvent]:
    """The events with all that they presuppose, directly or not, before them."""
    found: list[DomainEvent] = []
    for event in events:
        if not _is_in(event, found):
            earlier = with_all_before([each for each in before(event, among) if not _is_in(each, found)], among)
            found += [each for each in (*earlier, event) if not _is_in(each, found)]
    return found


def before(event: DomainEvent, among: list[DomainEvent]) -> list[DomainEvent]:
    """What must have been recorded before an event: its stream's first, what its example says, and what it names."""
    family = event.TYPE.split(".")[0]
    first = STREAMS[family][1]
    wanted = {first, *FIRST.get(event.TYPE, [])} - {event.TYPE}
    named = set(_ids(event)) - {event.originator_id, own_id(event)}
    if event.TYPE == first:
        return []
    others = [each for each in among if each.TYPE.startswith(f"{family}.") and each is not event]
    return [each for each in others if each.TYPE in wanted or own_id(each) in named and not _names_back(each, event)]


def own_id(event: DomainEvent) -> UUID | None:
    """What others name an event by: the first field of its own that is an id."""
    own = (getattr(event, name) for name in type(event).model_fields if name not in ENVELOPE_FIELDS)
    return next((value for value in own if isinstance(value, UUID)), None)


@st.composite
def possible_orders(draw: st.DrawFn, family: str, events: list[DomainEvent]) -> list[DomainEvent]:
    """An order in which nothing is before what it presupposes: what every decision holds to, however its rules may change."""
    presupposed = {each.wire_name(): before(each, events) for each in events}
    left, order = list(events), []
    while left:
        ready = [each for each in left if not any(_is_in(other, left) for other in presupposed[each.wire_name()])]
        assert ready, [each.TYPE for each in left]
        chosen = draw(st.sampled_from(ready))
        order.append(chosen)
        left = [each for each in left if each is not chosen]
    return order


@st.composite
def far_beyond(draw: st.DrawFn, value: Any, annotation: Any = None) -> Any:
    """A value of the same type that no rule is likely to allow; ids are left, so that what belongs together does."""
    if annotation is not None and NoneType in get_args(annotation) and not isinstance(value, UUID) and draw(st.booleans()):
        return None
    match value:
        case BaseModel():
            fields = {
                name: field.annotation for name, field in type(value).model_fields.items()
                if not isinstance(value, DomainEvent) or name not in ENVELOPE_FIELDS
            }
            return value.model_copy(update={
                name: draw(far_beyond(getattr(value, name), annotation)) for name, annotation in fields.items()
            })
        case tuple():
            return draw(st.sampled_from([(), tuple(draw(far_beyond(each)) for each in value), value * 3]))
        case Code():
            return draw(st.sampled_from(list(type(value))))
        case bool():
            return draw(st.booleans())
    return draw(st.sampled_from(_EXTREMES.get(type(value), [value])))


_EXTREMES: dict[type[Any], list[Any]] = {
    str: ["", "x" * 600, "\u202e"], int: [-1, 0, 10**9], Decimal: [Decimal("-1E9"), Decimal(0), Decimal("1E9")],
    date: [date(1582, 10, 15), date(2024, 2, 29), date(2999, 12, 31)], time: [time.min, time.max],
}


def _ids(value: Any) -> Iterator[UUID]:
    match value:
        case UUID():
            yield value
        case BaseModel():
            for name in type(value).model_fields:
                if not isinstance(value, DomainEvent) or name not in ENVELOPE_FIELDS:
                    yield from _ids(getattr(value, name))
        case tuple():
            for each in value:
                yield from _ids(each)


def _names_back(named: DomainEvent, event: DomainEvent) -> bool:
    # A decision that changes an earlier one names the appeal, and the appeal a decision: here both are the one example.
    return event.TYPE in FIRST.get(named.TYPE, []) or own_id(event) in _ids(named)


def _is_in(event: DomainEvent, events: list[DomainEvent]) -> bool:
    # By identity: comparing whole events is slow, and two examples are never the same object.
    return any(each is event for each in events)
