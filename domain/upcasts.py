"""How events of earlier forms are read as today's (sv. *uppgradering av händelser*).

A changed form is a new wire name. What was stored under the old one stays as it is for ever, and is turned into the new form
each time it is read; so everything behind the mapper knows one form of each fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""From the stored fields of one form, as JSON values, to those of the next."""


def _rating_v1(fields: dict[str, Any]) -> dict[str, Any]:
    # All that the second form asks for was unknown in the first, and unknown is its default.
    return fields


def _viewpoint_v1(fields: dict[str, Any]) -> dict[str, Any]:
    # One word said who gave it, and each giver was a gender. Words that name a role are read as it; the word itself stays.
    role = _GIVER_ROLES_V1.get((fields.get("giver_role") or "").strip().casefold(), "unknown")
    genders = fields.get("givers") or []
    givers = [{"giver": role, "gender": gender} for gender in genders]
    return {**fields, "givers": givers if givers or role == "unknown" else [{"giver": role}]}


def _viewpoint_step_v1(fields: dict[str, Any]) -> dict[str, Any]:
    # When, by whom and how were not asked, and unknown is their default.
    return fields


def _as_it_was(fields: dict[str, Any]) -> dict[str, Any]:
    # Which persons of the case it was about was not asked, and unknown is its default.
    return fields


def _suggestion_v1(fields: dict[str, Any]) -> dict[str, Any]:
    # Only what a rule finds in a case suggested a report, and what was reported then was reported elsewhere.
    read = {key: value for key, value in fields.items() if key not in ("rule", "about_case_id")}
    elsewhere = fields.get("suggestion_answer") == "reported"
    return {
        **read, "suggestion_ground": fields.get("rule"), "about_stream_id": fields.get("about_case_id"),
        "suggestion_answer": "reported_elsewhere" if elsewhere else fields.get("suggestion_answer"),
    }


_GIVER_ROLES_V1 = {
    "brukare": "client", "barn": "child", "förälder": "parent", "partner": "partner", "anhörig": "relative",
    "ombud eller god man": "representative", "uppdragsgivare": "commissioner", "egen personal": "own_staff",
    "annan personal": "other_staff", "allmänheten": "public",
}
"""The Swedish words of the giver's role on the day of the change: what was read from an old form never changes."""

UPCASTS: Mapping[str, tuple[str, Upcast]] = MappingProxyType({
    "case.rating_recorded.v1": ("case.rating_recorded.v2", _rating_v1),
    "case.rating_corrected.v1": ("case.rating_corrected.v2", _rating_v1),
    "viewpoint.received.v1": ("viewpoint.received.v2", _viewpoint_v1),
    "viewpoint.corrected.v1": ("viewpoint.corrected.v2", _viewpoint_v1),
    "viewpoint.adaptation_made.v1": ("viewpoint.adaptation_made.v2", _viewpoint_step_v1),
    "case.protected_identity_set.v1": ("case.protected_identity_set.v2", _as_it_was),
    "case.disclosure_requested.v1": ("case.disclosure_requested.v2", _as_it_was),
    "case.secrecy_reviewed.v1": ("case.secrecy_reviewed.v2", _as_it_was),
    "case.contact_made.v1": ("case.contact_made.v2", _as_it_was),
    "case.session_described.v1": ("case.session_described.v2", _as_it_was),
    "evidence.handed_out.v1": ("evidence.handed_out.v2", _as_it_was),
    "suggestion.answered.v1": ("suggestion.answered.v2", _suggestion_v1),
    "viewpoint.feedback_given.v1": ("viewpoint.feedback_given.v2", _viewpoint_step_v1),
})
"""Old wire name to the name of the next form, and what turns its fields into it; applied until none fits."""
