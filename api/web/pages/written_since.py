"""What somebody else has written in a case since a form was opened (sv. *skrivet under tiden*), for whoever was second."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.web.pages.asking import API, Asking

_CASE = f"GET {API}/cases/{{case_id}}"
_TIMELINE = f"GET {API}/cases/{{case_id}}/timeline"


def written_since(asking: Asking, case_id: UUID, seen: str) -> list[dict[str, Any]]:
    """The items of the timeline that were written or corrected after a version, latest first.

    Args:
        seen: The version of the case, as a form has it; what is none counts as nothing seen.
    """
    reader = asking.reader(_CASE)
    version = int(seen) if seen.isascii() and seen.isdecimal() else 0
    stream = reader.case_stream(case_id, reader.as_of(None))
    later = {each.position for each in stream if each.event.originator_version > version}
    items = asking.reader(_TIMELINE).timeline(case_id).document["items"]
    found = [
        each for each in items
        if each["position"] in later or any(correction["position"] in later for correction in each["corrections"])
    ]
    return [each for each in reversed(found)]
