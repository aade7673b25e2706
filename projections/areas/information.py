"""The words and the document of an area: what the individual was informed of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from domain.case.information.events import InformationGiven
from projections.entry_json import entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.right_to_apply_information_given": "Information om rätten att ansöka om insats",
    "case.complaint_information_given": "Information om synpunkter och klagomål",
    "case.child_told_of_contact": "Barnet underrättat före kontakt med vårdnadshavare",
}
FIELD_LABELS: Mapping[str, str] = {
    "informed_on": "Informerad",
    "informed": "Vem som informerades",
    "information_form": "Hur",
    "informed_by_name": "Informerad av",
    "informed_by_title": "Befattning",
    "child_told_on": "Barnet fick veta",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: since when the person has been informed, and each time."""
    information = case.information
    return {
        "right_to_apply": _told(information.right_to_apply), "complaints": _told(information.complaints),
        "child_told_of_contact": [entry_as_json(each) for each in information.child_told],
    }


def _told(given: list[Any]) -> dict[str, Any]:
    return {"informed_on": as_json(given[0].informed_on) if given else None, "history": [_row(each) for each in given]}


def _row(given: InformationGiven) -> dict[str, Any]:
    return {
        "entry": as_json(given.entry_id), "informed_on": as_json(given.informed_on), "informed": as_json(given.informed),
        "form": as_json(given.information_form), "session": as_json(given.session_id), "by": as_json(given.informed_by_id),
        "by_name": given.informed_by_name, "by_title": given.informed_by_title,
    }
