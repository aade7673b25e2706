"""A case through time: its timeline and what came between two moments."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.pages_table import Row
from tests.web.place import Place

_TIMELINE, _COMPARE = "/cases/{case_id}/timeline", "/cases/{case_id}/timeline/compare"


def _of_case(rest: str) -> Callable[[Place], str]:
    return lambda place: f"/cases/{place.case_id()}/{rest}"


ROWS = (
    Row(_TIMELINE, "now", "internkontroll", path=_of_case("timeline")),
    Row(_TIMELINE, "in the gap", "internkontroll", path=_of_case("timeline?known_at=2026-07-31")),
    Row(_TIMELINE, "chosen", "internkontroll", path=_of_case("timeline?kind=rating&order=oldest")),
    Row(_TIMELINE, "nothing fits", "internkontroll", path=_of_case("timeline?known_at=2026-02-25&kind=note")),
    Row(_TIMELINE, "print", "internkontroll", path=_of_case("timeline?print=1")),
    Row(_TIMELINE, "not known then", "internkontroll", path=_of_case("timeline?known_at=2020-01-01"), status=404),
    Row(_TIMELINE, "why", "behandlare", path=_of_case("timeline"), status=403),
    Row(_TIMELINE, "no access", "arkivarie", path=_of_case("timeline"), status=403),
    Row(_COMPARE, "no day", "internkontroll", path=_of_case("timeline/compare")),
    Row(_COMPARE, "corrected", "internkontroll", path=_of_case("timeline/compare?from=2026-09-03&to=2026-09-08")),
    Row(_COMPARE, "nothing", "chef", path=_of_case("timeline/compare?from=2026-07-11&to=2026-07-12")),
    Row(_COMPARE, "wrong order", "internkontroll", path=_of_case("timeline/compare?from=2026-09-08&to=2026-09-03"), status=422),
)
