"""Folding remembers and never refuses; what is stored is a closed list of plain facts."""

import re
from datetime import date

import pytest
from pydantic import ValidationError

from domain.annual_wheel.wheel_item import WheelItem
from domain.approval.approval import Approval
from domain.base import ENVELOPE_FIELDS, Occurred
from domain.board.board import Board
from domain.case.case import Case
from domain.case.events import CaseClosed
from domain.codes import Gender
from domain.concern.concern import Concern
from domain.development_proposal.proposal import DevelopmentProposal
from domain.deviation.deviation import Deviation
from domain.emergency_access.access import EmergencyAccess
from domain.erasure.erasure import Erasure
from domain.erasure.marker import ErasedRecord
from domain.event_types import EVENT_TYPES
from domain.evidence.package import EvidencePackage
from domain.goal.chain import GoalChain
from domain.group.group import Group
from domain.indicator_definition.decision import IndicatorDecision
from domain.instrument_catalogue.adoption import InstrumentAdoption
from domain.instrument_texts.texts import InstrumentTexts
from domain.internal_control.plan import ControlPlan
from domain.journal_review.review import JournalReview
from domain.journal_routine.routine import JournalRoutine
from domain.ledger.course import LedgerCourse
from domain.lex_sarah.report import LexSarahReport
from domain.lex_sarah_information.information import LexSarahInformation
from domain.log_review.review import LogReview
from domain.offering.offering import Offering
from domain.outreach.outreach import Outreach
from domain.policies import DEFAULT_POLICY
from domain.policy.adoption import PolicyAdoption
from domain.published_figure.published_figure import PublishedFigure
from domain.record_extract.extract import RecordExtract
from domain.records_request.records_request import RecordsRequest
from domain.report.report import Report
from domain.retention.record_retention import RecordRetention
from domain.rights_review.review import RightsReview
from domain.rule_definition.decision import RuleDecision
from domain.sample.sample import Sample
from domain.staff.staff_member import StaffMember
from domain.stream_state import StreamState
from domain.suggestion.suggestion import AnsweredSuggestion
from domain.survey.survey import Survey
from domain.unit.unit import Unit
from domain.viewpoint.viewpoint import Viewpoint
from domain.viewpoint_inventory.inventory import ViewpointInventory
from tests.support.area_examples import FIRST_OF_AREAS
from tests.support.examples import CLOSED_ON, EXAMPLE_OF, EXAMPLES, NOTE, OTHER_CASE, RECEIVED_ON, STAMP, STARTED_ON, TODAY
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]

FIRST = {
    "case.facts_corrected": ["case.opened"],
    "case.hand_over_accepted": ["case.opened", "case.assigned", "case.handed_over"],
    "case.stand_in_ended": ["case.opened", "case.stand_in_appointed"],
    "case.note_corrected": ["case.opened", "case.note_recorded"],
    "case.closed": ["case.opened"],
    "case.closing_corrected": ["case.opened", "case.closed"],
    "case.reopened": ["case.opened", "case.closed"],
    "case.entry_struck": ["case.opened", "case.phase_entered"],
    "retention.hold_lifted": ["retention.examined", "retention.hold_set"],
    "staff.absence_withdrawn": ["staff.registered", "staff.absence_recorded"],
    **FIRST_OF_AREAS,
}
"""What must have happened before an event can have; every other event needs only its stream's first."""

STREAMS = {
    "board": (Board, "board.established"),
    "unit": (Unit, "unit.established"),
    "staff": (StaffMember, "staff.registered"),
    "case": (Case, "case.opened"),
    "viewpoint": (Viewpoint, "viewpoint.received"),
    "outreach": (Outreach, "outreach.recorded"),
    "group": (Group, "group.started"),
    "published_figure": (PublishedFigure, "published_figure.entered"),
    "annual_wheel": (WheelItem, "annual_wheel.placed"),
    "survey": (Survey, "survey.defined"),
    "goal": (GoalChain, "goal.chain_begun"),
    "offering": (Offering, "offering.established"),
    "policy": (PolicyAdoption, "policy.adopted"),
    "approval": (Approval, "approval.requested"),
    "retention": (RecordRetention, "retention.examined"),
    "erasure": (Erasure, "erasure.proposed"),
    "erased": (ErasedRecord, "erased.stream"),
    "log_review": (LogReview, "log_review.planned"),
    "rights_review": (RightsReview, "rights_review.begun"),
    "emergency_access": (EmergencyAccess, "emergency_access.opened"),
    "suggestion": (AnsweredSuggestion, "suggestion.answered"),
    "rule_definition": (RuleDecision, "rule_definition.adopted"),
    "indicator_definition": (IndicatorDecision, "indicator_definition.adopted"),
    "instrument_catalogue": (InstrumentAdoption, "instrument_catalogue.adopted"),
    "instrument_texts": (InstrumentTexts, "instrument_texts.loaded"),
    "concern": (Concern, "concern.received"),
    "report": (Report, "report.started"),
    "ledger": (LedgerCourse, "ledger.restored"),
    "lex_sarah": (LexSarahReport, "lex_sarah.report_submitted"),
    "lex_sarah_information": (LexSarahInformation, "lex_sarah_information.given"),
    "deviation": (Deviation, "deviation.reported"),
    "sample": (Sample, "sample.rule_recorded"),
    "internal_control": (ControlPlan, "internal_control.plan_begun"),
    "journal_review": (JournalReview, "journal_review.started"),
    "journal_routine": (JournalRoutine, "journal_routine.adopted"),
    "evidence": (EvidencePackage, "evidence.handed_out"),
    "record_extract": (RecordExtract, "record_extract.handed_out"),
    "records_request": (RecordsRequest, "records_request.received"),
    "viewpoint_inventory": (ViewpointInventory, "viewpoint_inventory.held"),
    "development_proposal": (DevelopmentProposal, "development_proposal.raised"),
}


@pytest.mark.parametrize("wire_name", EVENT_TYPES)
def test_every_event_type_is_taken_in_by_its_stream_and_leaves_a_trace(wire_name):
    event = EXAMPLES[wire_name]
    stream, first = STREAMS[event.TYPE.split(".")[0]]
    before = FIRST.get(event.TYPE, [] if event.TYPE == first else [first])
    stored = [EXAMPLE_OF[name] for name in before]
    untouched = vars(stream.fold(numbered(*stored)))
    folded = vars(stream.fold(numbered(*stored, event)))
    assert folded["version"] == len(before) + 1
    assert {name for name in folded if folded[name] != untouched[name]} - {"id", "version"}


def test_there_is_an_example_of_every_event_type_and_of_nothing_else():
    assert EXAMPLES.keys() == EVENT_TYPES.keys()
    assert all(type(EXAMPLES[wire_name]) is kind for wire_name, kind in EVENT_TYPES.items())


@pytest.mark.parametrize("wire_name", EVENT_TYPES)
def test_an_example_fills_every_field_and_survives_being_written_and_read(wire_name):
    event = EXAMPLES[wire_name]
    assert all(getattr(event, name) not in (None, ()) for name in type(event).model_fields if name != "unit_id")
    assert type(event).model_validate_json(event.model_dump_json()) == event


@pytest.mark.parametrize("wire_name", EVENT_TYPES)
def test_an_event_type_names_itself_and_its_segments_properly(wire_name):
    kind = EVENT_TYPES[wire_name]
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+\.v[1-9]", wire_name) and wire_name == kind.wire_name()
    assert kind.SEGMENTS.keys() <= kind.model_fields.keys()
    assert kind.__doc__ and "(sv. *" in kind.__doc__


def test_the_list_of_event_types_cannot_be_added_to():
    with pytest.raises(TypeError):
        EVENT_TYPES["case.invented.v1"] = type(OPENED)


def test_what_is_noted_in_a_record_moves_the_erasure_clock_and_who_does_the_work_does_not():
    of_case = {name for name in EVENT_TYPES if name.startswith("case.")}
    assert {name for name in of_case if not EVENT_TYPES[name].COUNTS_AS_NOTE} == {
        "case.assigned.v1", "case.handed_over.v1", "case.hand_over_accepted.v1", "case.stand_in_appointed.v1",
        "case.stand_in_ended.v1", "case.note_signed.v1", "case.exempted_from_rule.v1", "case.deviation_noted.v1",
        "case.content_labelled.v1",
    }
    families = {name.split(".")[0] for name, kind in EVENT_TYPES.items() if kind.COUNTS_AS_NOTE}
    assert families == {"case", "viewpoint", "concern"}


def test_names_and_free_texts_about_people_lie_in_segments_of_their_own():
    found = {name: dict(kind.SEGMENTS) for name, kind in EVENT_TYPES.items() if kind.SEGMENTS}
    assert found["case.opened.v1"] == {"client_name": "identity"}
    assert found["case.assigned.v1"] == {"staff_name": "staff"}
    assert found["staff.registered.v1"] == {"name": "name"}
    assert found["case.account_requested.v1"] == {"requested_by": "third_party", "question": "third_party"}
    assert not [name for name in found if name.startswith("outreach.")]


def test_an_event_refuses_a_field_it_does_not_know_and_a_value_of_another_type():
    stored = OPENED.model_dump()
    with pytest.raises(ValidationError, match="Extra inputs"):
        type(OPENED).model_validate(stored | {"personnummer": "1"})
    with pytest.raises(ValidationError, match="birth_year"):
        type(OPENED).model_validate(stored | {"birth_year": "1980"})


def test_old_facts_stay_readable_when_a_rule_is_tightened():
    far_ahead = date(2999, 1, 1)
    impossible = OPENED.model_copy(update={"number": "", "birth_year": 1700, "started_on": far_ahead})
    wordy = EXAMPLES["case.note_recorded.v1"].model_copy(
        update={"fact": "x" * (DEFAULT_POLICY.text_max_chars + 1), "occurred": Occurred(on=far_ahead), "late_reason": None}
    )
    plan = EXAMPLES["case.plan_established.v1"].model_copy(update={"contact_interval_days": 100_000})
    folded = Case.fold(numbered(impossible, CLOSED, CLOSED, plan, wordy, wordy))
    assert (folded.version, folded.closed_on, folded.facts.birth_year) == (6, CLOSED_ON, 1700)
    assert folded.notes[NOTE].occurred.on == far_ahead


def test_a_case_with_an_old_fact_beyond_todays_bounds_goes_on():
    scenario = given(Case, OPENED.model_copy(update={"birth_year": 1700}))
    scenario.when(lambda case: case.close(closed_on=CLOSED_ON, stamp=STAMP, today=TODAY)).then(CaseClosed)


def test_a_refused_decision_changes_nothing():
    scenario = given(Case, OPENED, CLOSED)
    before = dict(vars(scenario.state))
    scenario.when(lambda case: case.close(closed_on=CLOSED_ON, stamp=STAMP, today=TODAY))
    assert vars(scenario.state) == before


def test_a_decision_itself_changes_nothing_until_its_facts_are_applied():
    scenario = given(Case, OPENED)
    scenario.when(lambda case: case.close(closed_on=CLOSED_ON, stamp=STAMP, today=TODAY))
    assert scenario.state.closed_on is None and scenario.state.version == 1


def test_entries_hold_the_corrections_own_values_with_their_source():
    rated, corrected = EXAMPLES["case.rating_recorded.v2"], EXAMPLES["case.rating_corrected.v2"]
    lower = corrected.model_copy(update={"total": rated.total - 1, "source": None})
    (current,) = given(Case, OPENED, rated, lower).state.ratings.values()
    assert (current.total, current.source) == (rated.total - 1, None)


def test_an_unknown_case_is_version_0_and_has_nothing():
    unknown = Case.fold([])
    assert (unknown.version, unknown.id, unknown.unit, unknown.started_on, unknown.responsible) == (0, None, None, None, None)
    assert not unknown.has_entry(OTHER_CASE)


def test_corrected_first_days_move_the_beginning_of_the_case():
    earlier = EXAMPLES["case.facts_corrected.v1"].model_copy(
        update={"received_on": date(2024, 1, 10), "started_on": date(2024, 1, 8), "gender": Gender.OTHER}
    )
    case = given(Case, OPENED, earlier).state
    assert case.open_spans[0].first == date(2024, 1, 8)
    assert case.started_on == date(2024, 1, 8)


@pytest.mark.parametrize("wire_name", ["staff.absence_recorded.v1", "staff.absence_changed.v1"])
def test_an_absence_has_no_room_for_its_cause(wire_name):
    own = EVENT_TYPES[wire_name].model_fields.keys() - ENVELOPE_FIELDS
    assert own == {"absence_id", "from_date", "to_date", "source"}


def test_the_first_day_of_a_case_is_the_earlier_known_date():
    only_start = OPENED.model_copy(update={"received_on": None})
    assert given(Case, only_start).state.open_spans[0].first == STARTED_ON
    assert given(Case, OPENED).state.open_spans[0].first == RECEIVED_ON


def test_no_two_groups_of_decisions_have_a_method_of_the_same_name():
    defined: dict[str, set[str]] = {}
    for group in Case.__mro__[1:]:
        # What every stream has is no group of decisions.
        for name in vars(group).keys() if group not in StreamState.__mro__ else ():
            if not name.startswith(("__", "_abc_")):
                defined.setdefault(name, set()).add(group.__name__)
    assert {name: groups for name, groups in defined.items() if len(groups) > 1} == {}
