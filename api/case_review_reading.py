"""Reading what a case review is to take up (sv. *underlag för ärendegenomgång*): a worker's open cases, one by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from adapters.postgres.registers import Registers
from api.completeness_reading import asked_about
from api.known_at import KnownAt
from api.list_reading import ListReader
from api.paging import page_of
from api.problems import ForbiddenError, Text
from api.reading import Answer
from domain.case.review.codes import ReviewQuestion
from domain.errors import NotFoundError
from domain.viewpoint.viewpoint import Viewpoint
from projections.alerts import AlertStatus
from projections.case_reviews import PreparedCase, prepared
from projections.completeness import MISSING
from projections.completeness_document import finding_row
from projections.outside_duties import outside_duties

_NOT_YOURS = Text(
    "Underlaget för en medarbetares ärendegenomgång ser medarbetaren själv och chefen.",
    "What a worker's case review takes up is for the worker and the manager.",
)


class _Asked(NamedTuple):
    """Whose list, as known when and on which day."""

    as_of: KnownAt
    day: date
    staff: UUID | None
    units: list[UUID] | None


class CaseReviewReader(ListReader):
    """Somebody who prepares reviews of cases."""

    def prepared(
        self, *, known_at: str | None = None, valid_at: str | None = None, staff: UUID | None = None, unit: str | None = None,
        days: int = 0, limit: int | None = None, after: UUID | None = None,
    ) -> tuple[Answer, UUID | None]:
        """The open cases with what is to be taken up in each: those whose review is due first come first.

        Args:
            valid_at: The day of the list; None = today, or with `known_at` the day of the last event that was known.
            staff, unit: Whose; a worker's own unless said otherwise, and everybody's for who has no list of their own.
            days: Duties that are due by so many days after the day, from 0.
            limit, after: The most cases, from 1 (None = all), and only those after this case.

        Returns:
            The answer, and the case that the next page comes after; None = there is none.

        Raises:
            ForbiddenError: Somebody else's list; the attempt is logged.
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit, or `after` is not in the list.
            UnavailableError: The access log cannot be written.
        """
        asked, ordered = self._ordered(known_at, valid_at, staff, unit)
        page, has_more = page_of(ordered, [each.case_id for each in ordered], limit, after)
        return Answer(self._document(asked, page, days), page), page[-1].case_id if has_more else None

    def one(
        self, case_id: UUID, *, known_at: str | None = None, valid_at: str | None = None, staff: UUID | None = None,
        unit: str | None = None, days: int = 0,
    ) -> tuple[Answer, UUID | None]:
        """What is to be taken up in one open case, and the case that comes after it in the list; None = it is the last one.

        Raises:
            NotFoundError: It is not in the list; then as `prepared`.
        """
        asked, ordered = self._ordered(known_at, valid_at, staff, unit)
        ids = [each.case_id for each in ordered]
        if case_id not in ids:
            self._reader.record_shown(asked.as_of, ())
            raise NotFoundError("Ärendet finns inte bland de öppna ärendena. Se listan över ärenden att gå igenom.")
        place = ids.index(case_id)
        page = ordered[place : place + 1]
        return Answer(self._document(asked, page, days), page), ids[place + 1] if place + 1 < len(ids) else None

    def _ordered(
        self, known_at: str | None, valid_at: str | None, staff: UUID | None, unit: str | None
    ) -> tuple[_Asked, list[PreparedCase]]:
        """The whole list, and whose it is."""
        if staff is not None and self._account is not None and not self._account.role.writes:
            self._reader.record_refused()
            raise ForbiddenError(_NOT_YOURS)
        as_of, day = self._as_of(known_at, valid_at)
        who, units = self._whose(staff, unit, as_of)
        as_of, found = self._listed(
            ("prepared", day), known_at, as_of, is_whole=who is None and units is None,
            make=lambda size: prepared(
                self._board.work_lists.caseload(size, day, self._policy(size, day), staff=who, units=units), day
            ),
        )
        return _Asked(as_of, day, who, units), found

    def _document(self, whose: _Asked, page: list[PreparedCase], days: int) -> dict[str, Any]:
        """Some cases of the list with what is to be taken up in each; the log says that they are shown."""
        as_of, day, who, units = whose
        cases = {each.case_id for each in page}
        raised = self._raised(cases, as_of.size, day, who, units)
        asked = asked_about(self._reader, known_at=str(as_of.size), valid_at=day.isoformat())
        rows = []
        for each in page:
            missing = self._board.completeness.case(asked.rules, each.case_id, as_of.size, day)
            rows.append({
                **each.to_json(day, until=day + timedelta(days=days)), **raised[each.case_id],
                "missing": [
                    finding_row(one, each.number, asked.terms) for one in missing if one.finding.status in MISSING
                ],
            })
        self._reader.record_shown(as_of, cases)
        return {
            **self._head(as_of, day, who), "cases": rows,
            "standing_questions": [{"question": each.value, "in_words": each.swedish} for each in ReviewQuestion],
        }

    def _raised(
        self, cases: set[UUID], size: int, day: date, staff: UUID | None, units: list[UUID] | None
    ) -> dict[UUID, dict[str, Any]]:
        """Alerts and viewpoints that nobody has answered, by case."""
        registers, policy = Registers(self._board.ledger), self._policy(size, day)
        alerts = [
            each for each in self._board.alerts.alerts(size, day, policy, staff=staff, units=units, case_ids=sorted(cases))
            if each.status_on(day) is AlertStatus.OPEN
        ]
        viewpoints = [
            each for each in registers.viewpoints(size).values() if each.facts is not None and each.facts.case_id in cases
        ]
        waiting = {each.id: each for each in viewpoints}
        duties = [each for each in outside_duties((), (), (), viewpoints, policy) if each.since <= day]
        return {
            case_id: {
                "alerts": [each.to_json(day, policy) for each in alerts if each.case_id == case_id],
                "viewpoints": [each.to_json(day) for each in duties if _case_of(waiting[each.stream_id]) == case_id],
            }
            for case_id in cases
        }


def _case_of(viewpoint: Viewpoint) -> UUID | None:
    return None if viewpoint.facts is None else viewpoint.facts.case_id
