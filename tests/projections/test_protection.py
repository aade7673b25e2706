"""Protected personal data: masked in every view, at every earlier moment, and shown again when the protection is lifted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from domain.base import DomainEvent, Immutable
from domain.case.case import Case
from domain.case.entry_events import EntryStruck
from domain.case.person.codes import ProtectionLevel
from domain.codes import Code
from domain.event_types import EVENT_TYPES
from projections.areas.all_areas import DOCUMENTS
from projections.bounds import BoundsAsWritten
from projections.case_item import assemble_case, case_positions
from projections.case_view import CaseRow
from projections.protection import (
    MASK,
    Protection,
    masked_case_item,
    masked_event,
    masked_item,
    masked_timeline,
    protection_of,
)
from projections.queries import Timeline
from projections.timeline import TimelineRow
from projections.timeline_item import TimelineItem, assemble
from tests.domain.test_case_state import FIRST
from tests.projections.test_timeline import example, fold, note, opened, recorded
from tests.projections.test_timeline_item import actor, seen
from tests.support.examples import CASE, EXAMPLE_OF, EXAMPLES, cast_id
from tests.support.scenario import numbered

FLAG = Protection(ProtectionLevel.CONFIDENTIALITY_FLAG)
STRICT = Protection(ProtectionLevel.PROTECTED_REGISTRATION)
FICTITIOUS = Protection(ProtectionLevel.FICTITIOUS_IDENTITY)
BOTH = pytest.mark.parametrize("protection", [FLAG, STRICT], ids=["flag", "registration"])
OF_CASES = [name for name in EVENT_TYPES if name.startswith("case.")]
ALWAYS = {"identity", "location", "third_party", "name"}


def strings(value: Any) -> Iterator[str]:
    """Every plain string in a value, however deep."""
    match value:
        case Code():
            return
        case str():
            yield value
        case tuple():
            for each in value:
                yield from strings(each)
        case Immutable():
            for name in type(value).model_fields:
                yield from strings(getattr(value, name))


def secrets(event: DomainEvent, protection: Protection) -> set[str]:
    """What of an event must not be seen."""
    kinds = ALWAYS | (set(type(event).SEGMENTS.values()) - {"staff"} if protection is STRICT else set())
    return {text for name, kind in type(event).SEGMENTS.items() if kind in kinds for text in strings(getattr(event, name))}


def history(wire_name: str) -> list[DomainEvent]:
    """A case with this event, and what must have happened before it."""
    event_type = EVENT_TYPES[wire_name].TYPE
    before = [] if event_type == "case.opened" else FIRST.get(event_type, ["case.opened"])
    return numbered(*(EXAMPLE_OF[name] for name in (*before, event_type)))


@BOTH
@pytest.mark.parametrize("wire_name", EVENT_TYPES)
def test_a_masked_event_says_nothing_protected_and_is_still_such_an_event(wire_name: str, protection: Protection) -> None:
    event = EXAMPLES[wire_name]
    masked = masked_event(event, protection)
    assert secrets(event, protection).isdisjoint(strings(masked))
    assert type(event).model_validate(masked.model_dump()) == masked
    assert masked_event(masked, protection) == masked


@BOTH
@pytest.mark.parametrize("wire_name", OF_CASES)
def test_no_document_of_a_masked_case_says_anything_protected(wire_name: str, protection: Protection) -> None:
    events = history(wire_name)
    case = Case.fold(masked_event(event, protection) for event in events)
    shown = json.dumps({area: make(case) for area, make in DOCUMENTS.items()}, ensure_ascii=False)
    hidden = set().union(*(secrets(event, protection) for event in events))
    assert [text for text in hidden if json.dumps(text, ensure_ascii=False)[1:-1] in shown] == []


@BOTH
@pytest.mark.parametrize("wire_name", OF_CASES)
def test_no_item_of_a_masked_timeline_says_anything_protected(wire_name: str, protection: Protection) -> None:
    events = history(wire_name)
    hidden = set().union(*(secrets(event, protection) for event in events))
    for item in timeline(*events).items:
        shown = json.dumps(masked_item(item, protection).to_json(), ensure_ascii=False)
        assert [text for text in hidden if json.dumps(text, ensure_ascii=False)[1:-1] in shown] == []


def timeline(*events: DomainEvent) -> Timeline:
    """The timeline of a case after these events."""
    by_position = dict(enumerate(recorded(events)))
    rows = [row for row in fold(*events).written().opened[TimelineRow] if row.known_to is None]
    rows.sort(key=lambda row: row.item_position)
    items = tuple(assemble(row, by_position, actor, bounds=BoundsAsWritten()) for row in rows)
    return Timeline(CASE, len(events), None, items)


def test_a_kind_of_text_that_nobody_has_named_yet_is_masked() -> None:
    assert FLAG.hides("a_new_kind", "anything") and STRICT.hides("a_new_kind", "anything")


def test_every_kind_of_segment_has_been_judged() -> None:
    kinds = {kind for name in OF_CASES for kind in EVENT_TYPES[name].SEGMENTS.values()}
    shown_with_a_flag = {kind for kind in kinds if not FLAG.hides(kind, "x")}
    assert shown_with_a_flag == {"unmarked", "fact", "assessment", "individual_view", "child_view", "plan", "staff"}
    assert {kind for kind in kinds if not STRICT.hides(kind, "x")} == {"staff"}
    assert {kind for kind in kinds if not FICTITIOUS.hides(kind, "x")} == {"staff"}


def test_codes_days_numbers_ids_and_staff_stay() -> None:
    told = masked_event(example("case.session_held"), STRICT)
    assert (told.occurred, told.kind, told.source) == tuple(
        getattr(example("case.session_held"), name) for name in ("occurred", "kind", "source")
    )
    assert masked_event(example("case.rating_recorded"), STRICT) == example("case.rating_recorded")
    assert masked_event(example("case.team_member_added"), STRICT) == example("case.team_member_added")
    assert masked_event(example("case.opened"), STRICT).number == "2024-0001"


def test_a_birth_date_and_a_childs_year_go_with_the_identity() -> None:
    assert masked_event(example("case.client_identified"), FLAG).birth_date is None
    (child, other) = masked_event(example("case.children_recorded"), FLAG).children_at_home
    assert (child.child_birth_year, child.residence.value, other.child_birth_year) == (None, "alternates", None)


def test_free_text_in_the_record_itself_is_masked_from_protected_registration_on() -> None:
    handed_over = example("case.handed_over")
    assert masked_event(handed_over, FLAG) == handed_over
    masked = masked_event(handed_over, STRICT)
    assert (masked.message, masked.to_staff_name, masked.to_staff_title) == (MASK, "Bo Exempel", "Familjebehandlare")


def texts(item: TimelineItem) -> dict[str, str]:
    return {text.kind: text.text for text in item.content.texts}


def test_a_flag_leaves_the_running_text_of_a_note_and_masks_what_is_about_others() -> None:
    before, after = seen(note()), masked_item(seen(note()), FLAG)
    assert texts(after) == texts(before) | {"third_party": MASK}
    assert after.information_source == before.information_source


def test_protected_registration_masks_every_text_of_a_note_its_source_corrections_and_opinions() -> None:
    item = masked_item(seen(note(), example("case.note_corrected"), example("case.differing_opinion_noted")), STRICT)
    assert set(texts(item).values()) == {MASK}
    assert (item.information_source, item.author.name, item.days_late) == (MASK, "Anna Exempel", 53)
    (correction,), (opinion,) = item.corrections, item.opinions
    assert (correction.reason, {text.text for text in correction.content.texts}) == (MASK, {MASK})
    assert (opinion.statement, opinion.stated_by) == (MASK, MASK)


def test_the_reason_why_a_note_was_moved_is_masked_and_its_trace_stays() -> None:
    item = masked_item(seen(note(), example("case.note_misfiled")), STRICT)
    assert item.withheld and item.misfiled is not None
    assert (item.misfiled.reason, item.misfiled.author.name) == (MASK, "Anna Exempel")
    flagged = masked_item(seen(note(), example("case.note_misfiled")), FLAG)
    assert flagged.misfiled is not None and flagged.misfiled.reason != MASK


def test_facts_are_masked_by_field_and_staff_and_lists_of_codes_stay() -> None:
    facts = masked_item(seen(example("case.session_held")), STRICT).content.facts
    assert (facts["participants"], facts["kind"].value) == ((MASK, MASK), "home_visit")
    facts = masked_item(seen(example("case.assigned")), STRICT).content.facts
    assert (facts["staff_name"], facts["staff_title"]) == ("Anna Exempel", "KBT-behandlare")


def test_a_timeline_lists_where_something_was_masked_and_nothing_else() -> None:
    before = timeline(opened(), example("case.rating_recorded"), note())
    masked = masked_timeline(before, STRICT)
    assert masked.masked_positions == (0, 2)
    document = masked.to_json()
    assert document["protected"] == "protected_registration"
    assert document["withheld_since"] == [{"position": 0, "why": "protected"}, {"position": 2, "why": "protected"}]
    assert [item["position"] for item in document["items"]] == [0, 1, 2]
    assert before.to_json()["items"][1] == document["items"][1]


def test_what_was_moved_since_is_listed_beside_what_is_masked() -> None:
    moved = seen(note(), moved_since=True)
    document = masked_timeline(Timeline(CASE, 1, None, (moved,)), STRICT).to_json()
    assert document["withheld_since"] == [{"position": 1, "why": "moved"}]


PROTECTED = example("case.protected_identity_set")


def test_protection_is_what_is_known_now_and_ends_when_it_is_lifted_or_struck() -> None:
    struck = EntryStruck(**{
        **EXAMPLES["case.entry_struck.v1"].model_dump(), "entry_id": PROTECTED.entry_id, "replaced_by": None
    })
    assert protection_of(Case.fold(numbered(opened()))) is None
    assert protection_of(Case.fold(numbered(opened(), PROTECTED))) == STRICT
    assert protection_of(Case.fold(numbered(opened(), PROTECTED, example("case.protected_identity_lifted")))) is None
    assert protection_of(Case.fold(numbered(opened(), PROTECTED, struck))) is None
    flag = PROTECTED.model_copy(update={"entry_id": cast_id(871), "protection_level": FLAG.level})
    assert protection_of(Case.fold(numbered(opened(), PROTECTED, flag))) == STRICT


def test_an_earlier_moment_is_masked_by_what_became_known_later() -> None:
    whole = numbered(opened(), note(), PROTECTED)
    protection = protection_of(Case.fold(whole))
    assert protection is not None
    earlier = masked_timeline(timeline(*whole[:2]), protection)
    assert earlier.masked_positions == (0, 1)


def test_a_case_in_a_list_has_no_name_and_keeps_its_number() -> None:
    (row,) = fold(opened()).written().opened[CaseRow]
    events = dict(enumerate(recorded([opened()])))
    assert case_positions(row, None) <= events.keys()
    item = assemble_case(row, None, events, "Resursenheten")
    masked = masked_case_item(item, FLAG)
    assert (item.client_name, masked.client_name, masked.number) == ("Klara Påhittad", MASK, item.number)
    assert masked_case_item(item._replace(client_name=None), FLAG).client_name is None
