"""Reading alerts (sv. *signaler*): which stand, who should answer them, and how they have been answered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from adapters.postgres.registers import Registers
from api.list_reading import ListReader
from api.paging import page_of
from api.reading import Answer
from domain.base import RecordedEvent
from domain.case.alerts.codes import CaseAlertKind
from domain.case.alerts.standing import Ground
from domain.case.case import Case
from domain.indicators.period import parse_period
from projections.alerts import Alert, AlertItem, AlertStatus, alerts_as_known, answer_times_as_json, zones_as_json


class Wanted(StrEnum):
    """Which alerts a list is to have."""

    OPEN = "open"
    ANSWERED = "answered"
    ALL = "all"


class AlertReader(ListReader):
    """Somebody who asks for alerts of one board's cases."""

    def alerts(
        self, *, known_at: str | None = None, valid_at: str | None = None, staff: UUID | None = None, unit: str | None = None,
        kind: CaseAlertKind | None = None, wanted: Wanted = Wanted.OPEN, limit: int | None = None, after: str | None = None,
    ) -> tuple[Answer, str | None]:
        """The alerts of the open cases, the longest standing first.

        Args:
            valid_at: The day of the list; None = today, or with `known_at` the day of the last event that was known.
            staff, unit: Whose; a worker's own unless said otherwise, and everybody's for who has no list of their own.
            kind, wanted: Only alerts of this kind, and those that wait, are answered, or both.
            limit, after: The most alerts, from 1 (None = all), and only those after this key.

        Returns:
            The answer, and the key that the next page comes after; None = there is none.

        Raises:
            ForbiddenError: Somebody else's list; the attempt is logged.
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit, or `after` is not in the list.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self._as_of(known_at, valid_at)
        who, units = self._whose(staff, unit, as_of)
        policy = self._policy(as_of.size, day)
        every = [
            each for each in self._board.alerts.alerts(as_of.size, day, policy, staff=who, units=units)
            if kind is None or each.raised.kind is kind
        ]
        found = [each for each in every if _is_wanted(each, day, wanted)]
        page, has_more = page_of(found, [_key(each) for each in found], limit, after)
        shown = self._board.alerts.named(page, as_of.size)
        self._reader.record_shown(as_of, {each.case_id for each in page})
        document = {
            **self._head(as_of, day, who), "answer_times": answer_times_as_json(every, day, policy),
            "alerts": [each.to_json(day, policy) for each in shown],
        }
        return Answer(document, shown), _key(page[-1]) if has_more else None

    def of_case(self, case: UUID | str, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """A case's alerts, answered or not, and where each series of its ratings stands.

        Args:
            case: By id or number.

        Raises:
            InvalidValueError: A parameter cannot be used, or several units have a case of that number.
            NotFoundError: No such case was known; the attempt is logged.
            PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self._as_of(known_at, valid_at)
        stream = self._reader.case_stream(case, as_of)
        folded = Case.fold(each.event for each in stream)
        ground = self._ground(folded, as_of.size, day)
        alerts = _items(folded, stream, ground, day, self._unit_names(as_of.size))
        head = {**self._head(as_of, day, None), "case": str(folded.id), "number": folded.number, "version": folded.version}
        document = {
            **head, "alerts": [each.to_json(day, ground.policy) for each in alerts],
            "zones": zones_as_json(folded, ground, day),
        }
        return Answer(document, alerts, folded.version)

    def summary(
        self, period: str, *, known_at: str | None = None, valid_at: str | None = None, staff: UUID | None = None,
        unit: str | None = None,
    ) -> Answer:
        """How the alerts that were raised in a period have been answered, by unit: in closed cases too.

        Args:
            period: As `domain.indicators.period.parse_period` reads it.
            valid_at, staff, unit: As for `alerts`.

        Raises:
            As `alerts` does.
        """
        chosen = parse_period(period)
        as_of, day = self._as_of(known_at, valid_at)
        who, units = self._whose(staff, unit, as_of)
        policy = self._policy(as_of.size, day)
        found = self._board.alerts.alerts(as_of.size, day, policy, staff=who, units=units, since=chosen.first)
        raised = [each for each in found if chosen.first <= each.raised.raised_on <= chosen.last]
        names = self._unit_names(as_of.size)
        self._reader.record_shown(as_of, ())
        by_unit = [
            {
                "unit": names.get(unit_id), "unit_id": str(unit_id),
                **answer_times_as_json((each for each in raised if each.unit_id == unit_id), day, policy),
            }
            for unit_id in sorted({each.unit_id for each in raised}, key=lambda each: (names.get(each, ""), each))
        ]
        document = {
            **self._head(as_of, day, who), "period": period, "from": chosen.first.isoformat(), "to": chosen.last.isoformat(),
            "all": answer_times_as_json(raised, day, policy), "units": by_unit,
        }
        return Answer(document, raised)

    def _ground(self, case: Case, size: int, day: date) -> Ground:
        registers = Registers(self._board.ledger)
        offering_id = None if case.facts is None else case.facts.offering
        terms = () if offering_id is None else registers.offerings(size)[offering_id].rating_terms
        return Ground(registers.instruments(size), terms, self._policy(size, day))

    def _unit_names(self, size: int) -> dict[UUID, str]:
        return {unit_id: unit.name for unit_id, unit in Registers(self._board.ledger).units(size).items()}


def _items(
    case: Case, stream: list[RecordedEvent], ground: Ground, day: date, names: dict[UUID, str]
) -> list[AlertItem]:
    return [AlertItem(each, case.number, names.get(each.unit_id)) for each in alerts_as_known(stream, ground, day)]


def _is_wanted(alert: Alert, day: date, wanted: Wanted) -> bool:
    is_answered = alert.status_on(day) is AlertStatus.ANSWERED
    return wanted is Wanted.ALL or is_answered is (wanted is Wanted.ANSWERED)


def _key(alert: Alert) -> str:
    return f"{alert.raised.raised_on}.{alert.raised.kind}.{alert.raised.raised_by}.{'+'.join(alert.raised.instruments)}"
