"""What the client thought next time (sv. *effekt vid nästa SRS*): computed from the ratings on record, never typed.

A rating of the alliance is made at the end of a session. So the one of the day that a viewpoint was given belongs to what
the viewpoint is about, and the first that can show an effect is one of a later day than the adaptation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.codes import Code, Respondent
from domain.viewpoint.codes import GiverRole
from domain.viewpoint.state import ViewpointState
from projections.json_values import as_json


class AllianceRating(NamedTuple):
    """A rating of the alliance with a total, as known at one size.

    Args:
        respondent: Who rated, as the stored code.
        about: Whom of several it is about; None = there is but one, or not known.
        total: On the instrument's own scale.
    """

    case_id: UUID
    entry_id: UUID
    rated_on: date
    instrument: str
    respondent: str
    about: UUID | None
    total: Decimal


class AllianceRatings(Protocol):
    """Port. Ratings of the alliance."""

    def of(self, case_ids: Collection[UUID], known_at: int) -> dict[UUID, list[AllianceRating]]:
        """Those of each case, the earliest first, as known at a size; cases without any are left out.

        Raises:
            UnavailableError: The database does not answer.
        """
        ...


class NoEffect(Code):
    """Why there is no effect to state (sv. *varför effekt saknas*)."""

    NO_CASE = "no_case", "synpunkten hör inte till något ärende"
    NOT_ADAPTED = "not_adapted", "ingen anpassning är gjord"
    DAY_UNKNOWN = "day_unknown", "anpassningens dag är inte känd"
    NOT_RATED_SINCE = "not_rated_since", "ingen skattning sedan dess"


class Effect(NamedTuple):
    """The rating before a viewpoint and the next one after its adaptation (sv. *effekt vid nästa SRS*).

    Args:
        before: The last of the same instrument and respondent on the day of the viewpoint or earlier; None = there is none.
        after: The first on a later day than the adaptation; None = see `why_none`.
        why_none: Why there is no rating after; None = there is one.
    """

    before: AllianceRating | None
    after: AllianceRating | None
    why_none: NoEffect | None

    @property
    def difference(self) -> Decimal | None:
        """After less before, so that higher is better; None = one of them is missing."""
        return None if self.before is None or self.after is None else self.after.total - self.before.total

    def to_json(self) -> dict[str, Any]:
        """The effect as JSON."""
        return {
            "before": _as_json(self.before), "after": _as_json(self.after), "difference": as_json(self.difference),
            "why_none": as_json(self.why_none), "why_none_swedish": None if self.why_none is None else self.why_none.swedish,
        }


def effect_of(viewpoint: ViewpointState, ratings: Iterable[AllianceRating]) -> Effect:
    """What the same client in the same case thought next time.

    The client is whom the givers' roles name as respondent (a child, a parent), else the client of the case.

    Args:
        ratings: Of the viewpoint's case, in any order.
    """
    facts, adapted = viewpoint.facts, viewpoint.adapted
    if facts is None or facts.case_id is None:
        return Effect(None, None, NoEffect.NO_CASE)
    respondents = {_RESPONDENTS.get(each.giver, Respondent.CLIENT).value for each in facts.givers} or {Respondent.CLIENT.value}
    own = sorted((each for each in ratings if each.respondent in respondents), key=lambda each: (each.rated_on, each.entry_id))
    earlier = [each for each in own if each.rated_on <= facts.received_on]
    last = earlier[-1] if earlier else None
    if adapted is None or adapted.on is None:
        return Effect(last, None, NoEffect.NOT_ADAPTED if adapted is None else NoEffect.DAY_UNKNOWN)
    later = [each for each in own if each.rated_on > adapted.on]
    # Two forms have scales of their own meaning, and two people theirs, so like is compared with like where there is one.
    after = next((each for each in later if last is not None and _is_alike(each, last)), later[0] if later else None)
    if after is None:
        return Effect(last, None, NoEffect.NOT_RATED_SINCE)
    alike = [each for each in earlier if _is_alike(each, after)]
    return Effect(alike[-1] if alike else None, after, None)


def _is_alike(one: AllianceRating, other: AllianceRating) -> bool:
    return (one.instrument, one.respondent, one.about) == (other.instrument, other.respondent, other.about)


def _as_json(rating: AllianceRating | None) -> dict[str, Any] | None:
    if rating is None:
        return None
    return {
        "rating": as_json(rating.entry_id), "rated_on": as_json(rating.rated_on), "instrument": rating.instrument,
        "respondent": rating.respondent, "total": as_json(rating.total),
    }


_RESPONDENTS: Mapping[GiverRole, Respondent] = {
    GiverRole.CHILD: Respondent.CHILD,
    GiverRole.PARENT: Respondent.PARENT,
}
