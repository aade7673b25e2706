"""Figures that take longer than a page may (sv. *stående siffror*): those that stand, with the page's access record."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from api.access_matrix import rule_of
from api.reading import Reader
from api.web.pages.asking import Asking


def standing_figures(
    asking: Asking, question: str, about: Hashable, known_at: str | None, count: Callable[[Reader], dict[str, Any]]
) -> dict[str, Any]:
    """A document of figures, which names nobody: of a large ledger as it was counted beside the requests, of when it says.

    Args:
        question: Of the service, by method and address.
        about: All else that the answer depends on.
        known_at: As known when; None = now, or nearly.
        count: Counts it; the document states its size as `known_at`.

    Raises:
        UnderWayError: It is being counted for the first time.
    """
    reader, rule = asking.reader(question), rule_of(question)
    units = asking.access.scope(rule).units
    topic = (question, about, asking.today, asking.account.role, None if units is None else tuple(sorted(units)))
    standing, size = asking.board.standing, reader.as_of(known_at).size
    if known_at is None:
        document = standing.latest(topic, lambda _size: count(reader)).value
    else:
        document = standing.of((topic, known_at), size, lambda _size: count(reader))
    reader.record_shown(reader.as_of(str(document["known_at"])), ())
    return document
