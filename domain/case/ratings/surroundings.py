"""Decisions on what is known around the ratings: close people, ratings that were not made, and a vendor's expected course."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import is_imported
from domain.case.ratings.codes import CloseRelation, NotMadeReason
from domain.case.ratings.events import ClosePersonNamed, RatingNotMade, TrajectoryImported
from domain.case.ratings.guards import GuardedRatings, require_rated, require_respondent
from domain.case.ratings.values import TrajectoryPoint
from domain.codes import Phase, RatingSubject, Respondent
from domain.errors import ConflictError, InvalidValueError
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import Instrument, Scale
from domain.policies import Policy, require_not_after_today


class RatingSurroundingsDecisions(GuardedRatings):
    """What is known around the ratings."""

    def name_close_person(
        self, *, entry_id: UUID, close_person_name: str, close_relation: CloseRelation, source: Source | None = None,
        stamp: Stamp, policy: Policy,
    ) -> tuple[ClosePersonNamed]:
        """Name somebody close who rates, or is rated about (sv. *registrera närstående*). Also in a closed case.

        Args:
            close_person_name: Of somebody who represents nobody here; a guardian is recorded as a representative.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `close_person_name`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Den närstående")
        policy.require_short_text(close_person_name, "Namnet på den närstående")
        return (
            ClosePersonNamed(
                **self._next(stamp), entry_id=entry_id, close_person_name=close_person_name, close_relation=close_relation,
                source=source,
            ),
        )

    def record_rating_not_made(
        self,
        *,
        entry_id: UUID,
        not_made_on: date,
        instrument: str,
        phase: Phase,
        respondent: Respondent,
        respondent_person_id: UUID | None = None,
        session_id: UUID | None = None,
        offered: bool,
        not_made_reason: NotMadeReason,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
        catalogue: InstrumentCatalogue,
    ) -> tuple[RatingNotMade]:
        """Record that a rating was not made (sv. *skattning som inte gjordes*).

        Args:
            not_made_on: Not after today. In a closed case not after the closing, except in the follow-up phase and imported
                history.
            offered: Whether anybody asked; who was asked and said no has been offered.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `instrument`, `respondent`, `respondent_person_id`; then a reason that does not go with `offered`.
            NotFoundError: `respondent_person_id`, `session_id`.
            InvalidValueError: `not_made_on` after today.
            NotAllowedError: After the closing.
            ConflictError: It was made at that session; then it is recorded already.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften")
        imported = is_imported(stamp, source)
        if imported:
            policy.require_short_text(instrument, "Instrumentet")
        else:
            found = require_rated(catalogue, instrument, None)
            require_respondent(found, respondent, respondent_person_id)
            instrument = found.name
        _require_reason(not_made_reason, offered=offered)
        self._require_close_person(respondent_person_id, "Den som skulle ha skattat")
        self._require_occasion(session_id)
        self._require_measured_on(not_made_on, "Dagen", phase, today, imported=imported)
        not_made = RatingNotMade(
            **self._next(stamp), entry_id=entry_id, not_made_on=not_made_on, instrument=instrument, phase=phase,
            respondent=respondent, respondent_person_id=respondent_person_id, session_id=session_id, offered=offered,
            not_made_reason=not_made_reason, source=source,
        )
        self._require_neither_made_nor_told(not_made)
        return (not_made,)

    def import_trajectory(
        self,
        *,
        entry_id: UUID,
        imported_on: date,
        instrument: str,
        instrument_version: str | None = None,
        respondent: Respondent,
        subject: RatingSubject,
        vendor: str,
        vendor_version: str,
        trajectory_points: tuple[TrajectoryPoint, ...],
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
        catalogue: InstrumentCatalogue,
    ) -> tuple[TrajectoryImported]:
        """Take in the course that a vendor expects of the totals (sv. *läs in förväntat förlopp*).

        Args:
            imported_on: Not after today, nor after the closing unless it is imported history.
            instrument_version: Left out, the newest.
            vendor_version: Of the vendor's algorithm. Another version is another course, never mixed with this one.
            trajectory_points: At least one and at most `policy.trajectory_points_max`, all by session or all by day, in rising
                order. Totals on the instrument's range, both ends included; the lower bound at most the expected total, and
                the upper at least.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `instrument`, `instrument_version`; then it has no total; then `respondent`; then `vendor`,
                `vendor_version`; then `trajectory_points`: their number, what they are counted by, their order, their totals,
                their bounds; then `imported_on` after today.
            NotAllowedError: After the closing.
            ConflictError: That version of the vendor's is taken in already.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Förloppet")
        found = require_rated(catalogue, instrument, instrument_version)
        if found.total is None:
            raise InvalidValueError(f"{found.name} har ingen summa, och därför inget förväntat förlopp.")
        require_respondent(found, respondent, None)
        policy.require_short_text(vendor, "Leverantören")
        policy.require_short_text(vendor_version, "Leverantörens version")
        _require_points(trajectory_points, found, found.total, policy)
        require_not_after_today(imported_on, "Inläsningens dag", today)
        self._require_open_on(imported_on, "Inläsningens dag", imported=is_imported(stamp, source))
        imported = TrajectoryImported(
            **self._next(stamp), entry_id=entry_id, imported_on=imported_on, instrument=found.name,
            instrument_version=found.version, respondent=respondent, subject=subject, vendor=vendor,
            vendor_version=vendor_version, trajectory_points=trajectory_points, source=source,
        )
        if any(each.is_same_course(imported) for each in self.rating_work.trajectories):
            raise ConflictError("Förloppet är redan inläst i den versionen. Stryk det först om det ska ersättas.")
        return (imported,)

    def _require_neither_made_nor_told(self, not_made: RatingNotMade) -> None:
        if any(not_made.is_instead_of(rating) for rating in self.ratings.values()):
            raise ConflictError("Skattningen är registrerad som gjord vid det besöket. Rätta den i stället.")
        if any(each.is_same_omission(not_made) for each in self.rating_work.not_made):
            raise ConflictError("Det är redan registrerat att skattningen inte gjordes. Stryk den uppgift som är fel.")


def _require_reason(reason: NotMadeReason, *, offered: bool) -> None:
    if reason.follows_offer not in (None, offered):
        what = "utan att ha erbjudits" if reason.follows_offer else "efter att ha erbjudits"
        raise InvalidValueError(f"Orsaken {reason.swedish} kan inte gälla en skattning {what}. Rätta orsaken eller erbjudandet.")


def _require_points(points: tuple[TrajectoryPoint, ...], instrument: Instrument, total: Scale, policy: Policy) -> None:
    most = policy.trajectory_points_max
    if not 1 <= len(points) <= most:
        raise InvalidValueError(f"Förloppet har {len(points)} värden. Ange minst 1 och högst {most}.")
    if not (all(each.is_by_session for each in points) or all(each.is_by_day for each in points)):
        raise InvalidValueError("Ange för varje värde antingen besökets nummer, från 1, eller dagen, och på samma sätt för alla.")
    if any(one.place >= other.place for one, other in pairwise(points)):
        raise InvalidValueError("Förloppets värden ska stå i stigande ordning, ett för varje besök eller dag.")
    if not all(value.is_finite() and total.minimum <= value <= total.maximum for each in points for value in each.totals):
        raise InvalidValueError(f"Ett av förloppets värden är utanför {instrument.name}: {total.minimum}–{total.maximum}.")
    if not all(list(each.totals) == sorted(each.totals) for each in points):
        raise InvalidValueError("Ett av förloppets värden ligger utanför sina egna gränser. Rätta värdet eller gränserna.")
