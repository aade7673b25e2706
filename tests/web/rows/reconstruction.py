"""A case reconstructed: what happened beside what was written."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.pages_table import Row
from tests.web.place import Place

_ROUTE = "/cases/{case_id}/reconstruction"


def _of_case(query: str) -> Callable[[Place], str]:
    return lambda place: f"/cases/{place.case_id()}/reconstruction{query}"


ROWS = (
    Row(_ROUTE, "with a day", "utredare", path=_of_case("?day=2026-07-10")),
    Row(_ROUTE, "the gap", "internkontroll", path=_of_case("?page=3")),
    Row(_ROUTE, "nothing fits", "chef", path=_of_case("?period=2019")),
    Row(_ROUTE, "not known then", "utredare", path=_of_case("?known_at=2020-01-01"), status=404),
    Row(_ROUTE, "no access", "driftansvarig", path=_of_case(""), status=403),
)
