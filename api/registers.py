"""The registers of a board as JSON (sv. *register*): what there is beside the cases, each item as it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from adapters.postgres.registers import Registers
from domain.approval.approval import Approval
from domain.base import DomainEvent
from domain.board.board import Board
from domain.concern.concern import Concern
from domain.development_proposal.proposal import DevelopmentProposal
from domain.deviation.deviation import Deviation
from domain.evidence.package import EvidencePackage
from domain.group.group import Group
from domain.instrument_texts.texts import InstrumentTexts
from domain.internal_control.plan import ControlPlan
from domain.journal_review.review import JournalReview
from domain.journal_routine.routine import JournalRoutine
from domain.offering.offering import Offering
from domain.outreach.outreach import Outreach
from domain.policies import Policy
from domain.published_figure.published_figure import PublishedFigure
from domain.record_extract.extract import RecordExtract
from domain.records_request.records_request import RecordsRequest
from domain.sample.sample import Sample
from domain.staff.staff_member import StaffMember
from domain.survey.survey import Survey
from domain.unit.unit import Unit
from domain.viewpoint.viewpoint import Viewpoint
from domain.viewpoint_inventory.inventory import ViewpointInventory
from projections.areas.approval import approval_document, approval_standing
from projections.areas.concern import document as concern_document
from projections.areas.deviation import deviation_document
from projections.areas.evidence import cases_of as evidence_cases
from projections.areas.evidence import package_document
from projections.areas.group import group_document
from projections.areas.instruments import texts_document
from projections.areas.journal_routine import routine_document
from projections.areas.offering import offering_document
from projections.areas.published_figure import figure_document
from projections.areas.record_extract import cases_of as extract_cases
from projections.areas.record_extract import extract_document
from projections.areas.records_request import request_document
from projections.areas.sample import sample_document
from projections.areas.viewpoint import viewpoint_document
from projections.areas.viewpoint_work import inventory_document, proposal_document
from projections.internal_control import plan_document
from projections.journal_reviews import review_summary
from projections.json_values import as_json
from projections.local_time import day_of
from projections.protection import Protection, masked_event
from projections.surveys import survey_document
from projections.viewpoint_effect import effect_of

if TYPE_CHECKING:
    from api.main import OpenBoard


class Item(NamedTuple):
    """One item of a register.

    Args:
        unit: What it belongs to; None = no one unit.
        cases: Cases that it tells of.
    """

    id: UUID
    unit: UUID | None
    cases: tuple[UUID, ...]
    document: dict[str, Any]


class Register(NamedTuple):
    """One register.

    Args:
        family: What the types of its streams' events begin with.
        state: What a stream is folded into.
        document: An item as JSON, on a day.
        unit: What an item belongs to.
        cases: Cases that an item tells of.
        by_bounds: What the bounds of the day say of an item beside its document.
        by_cases: What the records of their cases say of items beside their documents, by the item's id.
    """

    family: str
    state: type[Any]
    document: Callable[[Any, date], dict[str, Any]]
    unit: Callable[[Any], UUID | None]
    cases: Callable[[Any], tuple[UUID, ...]] = lambda state: ()
    by_bounds: Callable[[Any, date, Policy], dict[str, Any]] = lambda state, day, policy: {}
    by_cases: Callable[[OpenBoard, Collection[Any], int], Mapping[UUID, dict[str, Any]]] = lambda board, states, known_at: {}

    def items(self, board: OpenBoard, known_at: int, day: date | None) -> list[Item]:
        """Every item as known at a size; of what changes by day, what holds on `day` (None = the day of the last event)."""
        shown_on, registers = day or last_day(board, known_at), Registers(board.ledger)
        found = registers.of_kind(self.family, self.state.fold, known_at)
        policy, beside = registers.policy_history(known_at).on(shown_on), self.by_cases(board, found.values(), known_at)
        return [self._item(each_id, state, shown_on, policy, beside) for each_id, state in found.items()]

    def masked(self, board: OpenBoard, item: Item, known_at: int, day: date | None, protection: Protection) -> Item:
        """An item that tells of a protected person, without what is protected."""
        recorded = board.ledger.stream(item.id, known_at=known_at)
        state = self.state.fold(masked_event(each.event, protection) for each in recorded)
        shown_on = day or last_day(board, known_at)
        policy = Registers(board.ledger).policy_history(known_at).on(shown_on)
        return self._item(item.id, state, shown_on, policy, self.by_cases(board, (state,), known_at))

    def _item(
        self, each_id: UUID, state: Any, day: date, policy: Policy, beside: Mapping[UUID, dict[str, Any]]
    ) -> Item:
        document = {**self.document(state, day), **self.by_bounds(state, day, policy), **beside.get(each_id, {})}
        return Item(each_id, self.unit(state), self.cases(state), document)


def last_day(board: OpenBoard, known_at: int) -> date:
    """The day in Sweden of the last event that was known; so the same question has the same answer for ever."""
    recorded = board.ledger.read(known_at - 1, 1) if known_at else []
    return day_of(recorded[0].recorded_us) if recorded else date.min


def _unit(unit: Unit, day: date) -> dict[str, Any]:
    return {"unit": as_json(unit.id), "version": unit.version, "name": unit.name, "part_of": as_json(unit.part_of)}


def _member(member: StaffMember, day: date) -> dict[str, Any]:
    return {
        "staff": as_json(member.id), "version": member.version, "name": member.name, "title": member.title_on(day),
        "unit": as_json(member.unit),
        "absences": [
            {"absence": str(absence_id), "from": as_json(each.from_date), "to": as_json(each.to_date)}
            for absence_id, each in member.absences.items()
        ],
    }


def _outreach(outreach: Outreach, day: date) -> dict[str, Any]:
    facts, described, confirmed = outreach.facts, outreach.description, outreach.confirmation
    return {
        "outreach": as_json(outreach.id), "version": outreach.version, "occurred_on": as_json(facts.occurred_on),
        "unit": as_json(facts.unit), "kind": as_json(facts.kind), "gender": as_json(facts.gender),
        "child_gender": as_json(facts.child_gender),
        **_stated(described, "outreach_place", "parent_contact_reason", "linked_to"),
        **_stated(confirmed, "confirmed_on", "still_in_contact"),
    }


def _stated(event: DomainEvent | None, *names: str) -> dict[str, Any]:
    return {name: None if event is None else as_json(getattr(event, name)) for name in names}


def _confirm_by(outreach: Outreach, day: date, policy: Policy) -> dict[str, Any]:
    return {"confirm_by": as_json(outreach.confirmation_due_on(policy))}


def _effects(board: OpenBoard, viewpoints: Collection[Viewpoint], known_at: int) -> dict[UUID, dict[str, Any]]:
    """What the clients thought next time, by viewpoint: two numbers and two days, which tell nobody's name or place."""
    ratings = board.viewpoints.of({each.facts.case_id for each in viewpoints if each.facts.case_id is not None}, known_at)
    return {
        each.id: {"effect": effect_of(each, ratings.get(each.facts.case_id, ())).to_json()} for each in viewpoints
    }


def _board(board: Board, day: date) -> dict[str, Any]:
    return {"board": as_json(board.id), "version": board.version, "name": board.name, "slug": board.slug}


REGISTERS: Mapping[str, Register] = {
    "boards": Register("board", Board, _board, lambda board: None),
    "units": Register("unit", Unit, _unit, lambda unit: unit.part_of or unit.id),
    "staff": Register("staff", StaffMember, _member, lambda member: member.unit),
    "offerings": Register("offering", Offering, offering_document, lambda offering: offering.unit),
    "instrument-texts": Register(
        "instrument_texts", InstrumentTexts, lambda texts, day: texts_document(texts), lambda texts: None
    ),
    "groups": Register(
        "group", Group, lambda group, day: group_document(group), lambda group: group.facts.unit,
        lambda group: tuple(each.case_id for each in group.joined),
    ),
    "concerns": Register(
        "concern", Concern, lambda concern, day: {**concern_document(concern), "version": concern.version},
        lambda concern: concern.facts.unit,
        lambda concern: () if concern.facts.known_case_id is None else (concern.facts.known_case_id,),
    ),
    "published-figures": Register(
        "published_figure", PublishedFigure, lambda figure, day: figure_document(figure), lambda figure: figure.unit
    ),
    "surveys": Register("survey", Survey, lambda survey, day: survey_document(survey), lambda survey: survey.unit),
    "records-requests": Register(
        "records_request", RecordsRequest, lambda request, day: request_document(request), lambda request: request.unit
    ),
    "viewpoints": Register(
        "viewpoint", Viewpoint, lambda viewpoint, day: viewpoint_document(viewpoint), lambda viewpoint: viewpoint.facts.unit,
        lambda viewpoint: () if viewpoint.facts.case_id is None else (viewpoint.facts.case_id,), by_cases=_effects,
    ),
    "viewpoint-inventories": Register(
        "viewpoint_inventory", ViewpointInventory, lambda inventory, day: inventory_document(inventory),
        lambda inventory: inventory.facts.unit,
    ),
    "development-proposals": Register(
        "development_proposal", DevelopmentProposal, lambda proposal, day: proposal_document(proposal),
        lambda proposal: proposal.facts.unit,
    ),
    "internal-control-plans": Register("internal_control", ControlPlan, plan_document, lambda plan: plan.unit),
    "journal-reviews": Register(
        "journal_review", JournalReview, lambda review, day: review_summary(review), lambda review: review.unit
    ),
    "samples": Register(
        "sample", Sample, lambda sample, day: sample_document(sample), lambda sample: sample.unit, lambda sample: sample.cases
    ),
    "deviations": Register(
        "deviation", Deviation, lambda deviation, day: deviation_document(deviation), lambda deviation: deviation.unit,
        lambda deviation: () if deviation.reported is None else deviation.reported.case_ids,
    ),
    "journal-routines": Register("journal_routine", JournalRoutine, routine_document, lambda routine: routine.unit),
    "outreach": Register("outreach", Outreach, _outreach, lambda outreach: outreach.facts.unit, by_bounds=_confirm_by),
    "evidence-packages": Register(
        "evidence", EvidencePackage, lambda package, day: package_document(package), lambda package: None, evidence_cases
    ),
    "record-extracts": Register(
        "record_extract", RecordExtract, lambda extract, day: extract_document(extract), lambda extract: None, extract_cases
    ),
    "approvals": Register(
        "approval", Approval, lambda approval, day: approval_document(approval), lambda approval: None,
        by_bounds=approval_standing,
    ),
}
"""Member of the answer and last part of the address to register."""
