"""Facts beside the ratings themselves: who rates or is rated, what was not rated, and what a vendor expects.

A rating is a fact of the older kind, in `domain/case/events.py`: it is corrected whole under its own id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry
from domain.case.events import RatingFacts
from domain.case.ratings.codes import CloseRelation, NotMadeReason
from domain.case.ratings.values import TrajectoryPoint
from domain.codes import Phase, RatingSubject, Respondent


class ClosePersonNamed(CaseEntry):
    """Somebody close to the client rates, or is rated about, and acts for nobody (sv. *närstående*).

    A guardian stands among the representatives; a step-parent, a sibling or a partner stands here.
    """

    TYPE: ClassVar[str] = "case.close_person_named"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"close_person_name": "third_party"}
    TELLS_LATENESS: ClassVar[bool] = False

    close_person_name: str
    close_relation: CloseRelation


class RatingNotMade(CaseEntry):
    """A rating that was due was not made (sv. *skattning som inte gjordes*).

    Offered and declined is another thing than never offered: the share offered is measured, and nobody has to rate.
    """

    TYPE: ClassVar[str] = "case.rating_not_made"
    DAY: ClassVar[str | None] = "not_made_on"

    not_made_on: date
    instrument: str
    phase: Phase
    respondent: Respondent
    respondent_person_id: UUID | None = None
    session_id: UUID | None = None
    offered: bool
    not_made_reason: NotMadeReason

    def is_instead_of(self, rating: RatingFacts) -> bool:
        """Whether it says that a rating was not made which was."""
        return self.session_id is not None and (
            (self.session_id, self.respondent, self.respondent_person_id, self.instrument.casefold())
            == (rating.session_id, rating.respondent, rating.respondent_person_id, rating.instrument.casefold())
        )

    def is_same_omission(self, other: RatingNotMade) -> bool:
        """Whether both say the same of the same session, or of the same day where no session is named."""
        return _omission(self) == _omission(other)


class TrajectoryImported(CaseEntry):
    """A vendor's expected course of the totals was taken in, as it stated it (sv. *förväntat förlopp*)."""

    TYPE: ClassVar[str] = "case.trajectory_imported"
    DAY: ClassVar[str | None] = "imported_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"vendor": "fact", "vendor_version": "fact"}
    TELLS_LATENESS: ClassVar[bool] = False

    imported_on: date
    instrument: str
    instrument_version: str
    respondent: Respondent
    subject: RatingSubject
    vendor: str
    vendor_version: str
    """Of the vendor's algorithm; points of two versions are never one series."""
    trajectory_points: tuple[TrajectoryPoint, ...]

    def is_same_course(self, other: TrajectoryImported) -> bool:
        """Whether both are one vendor's, by one version, of one curve."""
        return _course(self) == _course(other)


def _omission(each: RatingNotMade) -> tuple[object, ...]:
    return (
        each.instrument.casefold(), each.respondent, each.respondent_person_id, each.session_id,
        each.not_made_on if each.session_id is None else None,
    )


def _course(each: TrajectoryImported) -> tuple[object, ...]:
    return (
        each.vendor.casefold(), each.vendor_version, each.instrument.casefold(), each.instrument_version, each.respondent,
        each.subject,
    )
