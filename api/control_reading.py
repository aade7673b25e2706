"""Reading internal control (sv. *internkontroll*): a year's plan with its lights, and reviews of journals with their findings."""

from __future__ import annotations

from uuid import UUID

from adapters.accounts import Role
from adapters.postgres.registers import Registers
from api.completeness_reading import judged_day
from api.list_reading import ListReader, require_in_scope
from api.reading import Answer, Reader
from domain.base import DomainEvent
from domain.errors import NotFoundError
from domain.internal_control.codes import ControlLight
from domain.internal_control.plan import ControlPlan
from domain.journal_review.review import JournalReview
from projections.internal_control import plan_document
from projections.journal_reviews import findings_about, review_document, review_summary
from projections.protection import Protection, masked_event


def internal_control(
    reader: Reader, year: int, *, unit: str | None = None, known_at: str | None = None, valid_at: str | None = None
) -> Answer:
    """The plans of a year, with the traffic lights that their evidence gives on a day.

    Args:
        unit: Only this unit's plan, its activities' and the board's own; by name or id.
        valid_at: The day; None = today, or with `known_at` the day of the last event that was known.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit; then the year had no plan.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(known_at)
    day = judged_day(reader, known_at, as_of, valid_at)
    units = None if unit is None else {None, *reader.units_named(unit, as_of.size)}
    registers = Registers(reader.board.ledger)
    names = {each_id: each.name for each_id, each in registers.units(as_of.size).items()}
    plans = [
        plan for plan in registers.of_kind("internal_control", ControlPlan.fold, as_of.size).values()
        if plan.year == year and (units is None or plan.unit in units)
    ]
    reader.record_shown(as_of, ())
    if not plans:
        raise NotFoundError(f"Det fanns ingen internkontrollplan för {year} vid {as_of.size} händelser.")
    documents = [
        {**plan_document(plan, day), "unit_name": None if plan.unit is None else names.get(plan.unit)} for plan in plans
    ]
    document = {**reader.head(as_of), "year": year, "day": day.isoformat(), "plans": documents}
    return Answer(document, plans)


def journal_reviews(reader: Reader, *, unit: str | None = None, known_at: str | None = None) -> Answer:
    """The reviews of journals, in the order started; no case is named.

    Args:
        unit: Only this unit's and its activities'; by name or id.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(known_at)
    units = None if unit is None else reader.units_named(unit, as_of.size)
    found = [
        review for review in Registers(reader.board.ledger).of_kind("journal_review", JournalReview.fold, as_of.size).values()
        if units is None or review.unit in units
    ]
    reader.record_shown(as_of, ())
    return Answer({**reader.head(as_of), "journal_reviews": [review_summary(each) for each in found]}, found)


def is_in_order(answer: Answer) -> bool:
    """Whether no control that stands is red, and no day of the plan has passed without its control."""
    return not any(
        control["withdrawn"] is None and (
            control["light"] == ControlLight.RED.value or any(each["overdue"] for each in control["days"])
        )
        for plan in answer.document["plans"] for control in plan["controls"]
    )


class JournalReviewReader(ListReader):
    """Somebody who asks what a review of journals found."""

    def review(self, review_id: UUID, *, known_at: str | None = None) -> Answer:
        """A review with its findings: all of them, or for a worker those of their own cases.

        Raises:
            InvalidValueError: `known_at` cannot be used.
            NotFoundError: There was no such review.
            ForbiddenError: It is another unit's, to its manager; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self._as_of(known_at, None)
        recorded = self._board.ledger.stream(review_id, known_at=as_of.size)
        review = JournalReview.fold(each.event for each in recorded)
        if review.started is None:
            self._reader.record_shown(as_of, ())
            raise NotFoundError(f"Granskningen fanns inte vid {as_of.size} händelser. Kontrollera uuid:t och known_at.")
        cases = self._own_cases(as_of.size)
        if cases is None:
            require_in_scope(self._reader, review.unit, ())
        protected = self._board.protected.of(review.cases)
        if protected:
            review = JournalReview.fold(_masked(each.event, protected) for each in recorded)
        shown = {each.case_id for each in findings_about(review, cases) if each.case_id is not None}
        sampled = {each for each in review.started.case_ids if cases is None or each in cases}
        self._reader.record_shown(as_of, shown | sampled)
        document = {**self._reader.head(as_of), **review_document(review, self._policy(as_of.size, day), cases)}
        return Answer(document, review, review.version)

    def numbers(self, review: JournalReview, size: int) -> dict[UUID, str]:
        """The numbers of a review's journals, by id, for whoever has been shown which they are."""
        return {each.case_id: each.number for each in self._board.views.cases_of(review.cases, size)}

    def _own_cases(self, size: int) -> frozenset[UUID] | None:
        """A worker's own cases, by who works with them today; None = everybody's."""
        if self._account is None or self._account.role is not Role.THERAPIST:
            return None
        if self._account.staff is None:
            return frozenset()
        _, today = self._as_of(None, None)
        return frozenset(self._board.work_lists.own_cases(self._board.ledger.size(), today, self._account.staff))


def _masked(event: DomainEvent, protected: dict[UUID, Protection]) -> DomainEvent:
    protection = protected.get(getattr(event, "case_id", None))  # type: ignore[arg-type]
    return event if protection is None else masked_event(event, protection)
