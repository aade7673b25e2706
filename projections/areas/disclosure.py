"""The words and the document of an area: extracts to the individual and requests for records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case

HEADINGS: Mapping[str, str] = {}
FIELD_LABELS: Mapping[str, str] = {}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON."""
    return {}
