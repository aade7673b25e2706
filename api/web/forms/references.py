"""What a member of a body that is an id names (sv. *hänvisning*), so that somebody can choose it instead of typing an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from api.writes.shape import REPLACES, Shape
from api.writes.table import shapes
from domain.base import DomainEvent
from domain.group.events import GroupMemberJoined


class OfFamily(NamedTuple):
    """Streams of one family, for example the staff."""

    family: str


class InStream(NamedTuple):
    """What the stream that is written in holds.

    Args:
        made_by: The addresses of the writes that made it; none = any of them.
        struck_only: Whether only what can be struck is meant; what has corrections of its own never is.
        or_client: Whether the individual whose record it is may be named too, by the record's own id.
    """

    made_by: tuple[str, ...] = ()
    struck_only: bool = False
    or_client: bool = False


class OfNames(NamedTuple):
    """What is known by a name of its own: it is typed, and those that there are are suggested."""

    kind: str


Reference = OfFamily | InStream | OfNames | None
"""None = an id that only whoever comes from another page has."""

STAFF, UNIT, CASE, ANY = OfFamily("staff"), OfFamily("unit"), OfFamily("case"), InStream()
TYPED: Reference = None


def _in(stream: str, *collections: str) -> InStream:
    return InStream(tuple(f"{stream}/{each}" for each in collections))


_OF_A_CASE, _OF_A_CHAIN, _OF_A_PLAN = "/cases/{case_id}", "/goal-chains/{chain_id}", "/internal-control-plans/{plan_id}"
_OF_A_REPORT, _OF_A_REVIEW = "/lex-sarah-reports/{report_id}", "/journal-reviews/{review_id}"
_METHODS = _in(_OF_A_CASE, "methods", "method-changes")
_PERSONS = _in(_OF_A_CASE, "representatives", "close-people")._replace(or_client=True)
_RATINGS, _DECISIONS = _in(_OF_A_CASE, "ratings"), _in(_OF_A_CASE, "decisions")
_DISCLOSURE_ANSWERS = _in(_OF_A_CASE, "disclosure-requests/{request_id}/answers")

_BY_NAME: Mapping[str, Reference] = {
    **dict.fromkeys((
        "absent_staff_id", "accessor_id", "from_staff_id", "leader_ids", "informed_staff_ids", "uninformed_staff_id",
    ), STAFF),
    **dict.fromkeys(("unit", "part_of", "allocated_unit_id", "lex_reporter_unit_id"), UNIT),
    **dict.fromkeys((
        "about_case_id", "belongs_to_case", "case_id", "case_ids", "for_case_ids", "known_case_id", "led_to_case_id",
        "not_examined",
    ), CASE),
    **dict.fromkeys(("about_stream_id", "calendar_event_id", "record_entry_id", "moved_from"), TYPED),
    **dict.fromkeys((
        "deviation_report_id", "earlier_report_ids", "escalated_report_id", "lex_sarah_report_id", "main_report_id",
    ), OfFamily("lex_sarah")),
    **dict.fromkeys((
        "protected_person_id", "kept_from_ids", "concerns_person_ids", "keep_from_ids", "requester_person_id",
    ), _PERSONS),
    "concern_id": OfFamily("concern"), "viewpoint_id": OfFamily("viewpoint"), "viewpoint_ids": OfFamily("viewpoint"),
    "offering": OfFamily("offering"), "review_id": OfFamily("journal_review"), "sample_id": OfFamily("sample"),
    "supplements": OfFamily("report"), "wheel_item_id": OfFamily("annual_wheel"),
    **dict.fromkeys(("exempted_entry_id", "target_ids", "prompted_by", "of_entry_id"), ANY),
    "entry_id": InStream(struck_only=True), "replaced_by": InStream(struck_only=True),
    "about_id": _in(_OF_A_CASE, "contacts", "sessions", "advice-talks", "calendar-contacts"),
    "matched_id": _in(_OF_A_CASE, "contacts", "sessions", "advice-talks"),
    "about_person_id": _in(_OF_A_CASE, "close-people"), "respondent_person_id": _in(_OF_A_CASE, "close-people"),
    "amended_decision_id": _DECISIONS, "new_decision_id": _DECISIONS, "decision_id": _DECISIONS,
    "appeal_id": _in(_OF_A_CASE, "appeals"), "arrears_id": _in(_OF_A_CASE, "arrears"),
    "attendance_ids": _in(_OF_A_CASE, "attendances"), "calendar_entry_id": _in(_OF_A_CASE, "calendar-contacts"),
    "consent_id": _in(_OF_A_CASE, "consents"), "contact_id": _in(_OF_A_CASE, "contacts"),
    "correction_id": _in(_OF_A_CASE, "notes/{note_id}/corrections"),
    "final_rating_ids": _RATINGS, "rating_id": _RATINGS, "rating_ids": _RATINGS,
    "goal_id": _in(_OF_A_CASE, "goals"), "goal_ids": _in(_OF_A_CASE, "goals"), "parent_goal_id": _in(_OF_A_CASE, "goals"),
    "replaced_by_goal_id": _in(_OF_A_CASE, "goals"),
    "intake_id": _in(_OF_A_CASE, "intakes"), "meeting_id": _in(_OF_A_CASE, "three-party-meetings"),
    "membership_id": _in(_OF_A_CASE, "team-members"),
    "method_id": _METHODS, "method_ids": _METHODS, "replaces_method_id": _METHODS,
    "note_id": _in(_OF_A_CASE, "notes"), "offer_id": _in(_OF_A_CASE, "offered-times"), "plan_id": _in(_OF_A_CASE, "plans"),
    "plan_request_id": _in(_OF_A_CASE, "external-plan-requests"),
    "plan_step_id": _in(_OF_A_CASE, "methods/{method_id}/steps"), "protection_id": _in(_OF_A_CASE, "protections"),
    "queue_id": _in(_OF_A_CASE, "queue-placements"), "replaces_safety_plan_id": _in(_OF_A_CASE, "safety-plans"),
    "representative_id": _in(_OF_A_CASE, "representatives"), "representative_ids": _in(_OF_A_CASE, "representatives"),
    "screening_id": _in(_OF_A_CASE, "screenings"), "session_id": _in(_OF_A_CASE, "sessions"),
    "control_id": _in(_OF_A_PLAN, "controls"), "risk_id": _in(_OF_A_PLAN, "risks"),
    "outcome_id": _in(_OF_A_PLAN, "outcomes", "rule-runs"), "measure_id": _in(_OF_A_PLAN, "measures"),
    "finding_id": _in(_OF_A_REVIEW, "findings"),
    "answered_requests": _in(_OF_A_REPORT, "ivo-requests"), "request_id": _in(_OF_A_REPORT, "ivo-requests"),
    "instead_of": _in(_OF_A_REPORT, "measures"),
    "under": _in(_OF_A_CHAIN, "goals"),
    "item_id": _in(_OF_A_CHAIN, "goals", "expected-results", "indicator-lines", "activities"),
    "joined_entry_id": _in("/groups/{group_id}", "members"),
    "struck_batch_id": _in("/surveys/{survey_id}", "answers", "free-texts"),
    "struck_entry_id": _in("/journal-routines/{routine_id}", "acknowledgements", "planned-inductions", "inductions"),
}

NAMES: Mapping[str, OfNames] = {
    "instrument": OfNames("instrument"), "indicator": OfNames("indicator"), "rule": OfNames("rule"),
}
"""Members that are texts and name something that the board has adopted."""

_BY_FAMILY: Mapping[tuple[str, str], Reference] = {
    ("goal", "goal_id"): _in(_OF_A_CHAIN, "goals"),
    ("lex_sarah", "measure_id"): _in(_OF_A_REPORT, "measures"),
    ("records_request", "of_entry_id"): TYPED,
    ("records_request", "decision_id"): _in("/records-requests/{request_id}", "answers"),
    ("viewpoint", "decision_id"): TYPED,
}
_BY_WRITE: Mapping[tuple[str, str], Reference] = {
    (f"{_OF_A_CASE}/disclosed-extracts", "decision_id"): _DISCLOSURE_ANSWERS,
    (f"{_OF_A_CASE}/disclosure-appeals", "decision_id"): _DISCLOSURE_ANSWERS,
}


def reference_of(shape: Shape, name: str) -> Reference:
    """What a member of a write's body names; what nobody has said anything of is typed as its id."""
    if name == REPLACES:
        return InStream((shape.write.path,))
    if name.removesuffix("_id") in shape.staff:
        return STAFF
    for table, key in ((_BY_WRITE, (shape.write.path, name)), (_BY_FAMILY, (shape.family, name)), (_BY_NAME, name)):
        if key in table:
            return table[key]
    return TYPED


class Maker(NamedTuple):
    """An event that makes something which others refer to.

    Args:
        member: The event's member that is its id.
    """

    event: type[DomainEvent]
    member: str


@cache
def makers_of(path: str) -> tuple[Maker, ...]:
    """The events that a write records, with the member that names what each makes."""
    [shape] = [each for each in shapes() if each.write.path == path]
    events = dict.fromkeys(_events(get_type_hints(shape.write.decision)["return"]))
    # An entry is named by its entry's id whatever the decision calls what it makes.
    names = (*shape.made[:1], "entry_id", "entry")
    found = ((event, next((name for name in names if name in event.model_fields), None)) for event in events)
    return (*(Maker(event, member) for event, member in found if member is not None), *_TOLD_OTHERWISE.get(path, ()))


_TOLD_OTHERWISE: Mapping[str, tuple[Maker, ...]] = {
    # A group's decisions give facts of its members' cases too, and so do not say which events they are.
    "/groups/{group_id}/members": (Maker(GroupMemberJoined, "entry_id"),),
}


def _events(hint: Any) -> Iterator[type[DomainEvent]]:
    if get_origin(hint) is not None or get_args(hint):
        for each in get_args(hint):
            yield from _events(each)
    elif isinstance(hint, type) and issubclass(hint, DomainEvent):
        yield hint
