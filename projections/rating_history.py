"""A case's ratings with when each was written and how it was put right, from the events of the case's stream."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, RecordedEvent
from domain.case.events import RatingCorrected, RatingFacts
from projections.json_values import as_json
from projections.local_time import instant_text

_NOT_SHOWN = ENVELOPE_FIELDS | {"source", "rating_id"}


class RatingHistory(NamedTuple):
    """One rating from its first writing on (sv. *skattning med rättelser*).

    Args:
        versions: What was recorded, oldest first; the last one stands.
    """

    versions: tuple[RecordedEvent, ...]

    @property
    def stands(self) -> RatingFacts:
        """The values that stand."""
        return self.versions[-1].event  # type: ignore[return-value]

    def to_json(self) -> dict[str, Any]:
        """When it was written, whether another system wrote it, and every correction with what it changed."""
        first = self.versions[0]
        return {
            "recorded_at": instant_text(first.recorded_us), "position": first.position,
            "imported": self.stands.source is not None,
            "corrections": [
                _correction(before.event, after)
                for before, after in zip(self.versions, self.versions[1:], strict=False)
            ],
        }


def histories_of(recorded: Iterable[RecordedEvent]) -> dict[UUID, RatingHistory]:
    """The ratings of a case's stream by id, in the order recorded."""
    found: dict[UUID, list[RecordedEvent]] = {}
    for each in recorded:
        if isinstance(each.event, RatingFacts):
            found.setdefault(each.event.rating_id, []).append(each)
    return {rating_id: RatingHistory(tuple(versions)) for rating_id, versions in found.items()}


def _correction(before: Any, after: RecordedEvent) -> dict[str, Any]:
    event = after.event
    assert isinstance(event, RatingCorrected), "a rating is recorded once and corrected after"
    fields = [name for name in RatingFacts.model_fields if name not in _NOT_SHOWN]
    return {
        "recorded_at": instant_text(after.recorded_us), "position": after.position, "reason": event.reason,
        "changed": [
            {"field": name, "before": as_json(getattr(before, name)), "after": as_json(getattr(event, name))}
            for name in fields if getattr(before, name) != getattr(event, name)
        ],
    }


def in_order(histories: Iterable[RatingHistory]) -> Sequence[RatingHistory]:
    """By the day they were made, and of one day as recorded."""
    return sorted(histories, key=lambda each: (each.stands.rated_on, each.versions[0].position))
