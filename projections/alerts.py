"""Alerts (sv. *signaler*): which stand, what was done about them and by when, and how long that took.

An alert is a help, not a judgement: it says that somebody should look and ask. It stays until a contact or an adaptation
answers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind, Zone
from domain.case.alerts.events import AlertAnswered
from domain.case.alerts.rules import Raised
from domain.case.alerts.standing import Ground, alerts_of, zones_of
from domain.case.case import Case
from domain.policies import Policy
from projections.goals import exact_text, half_up
from projections.json_values import as_json

ADVICE: Mapping[CaseAlertKind, str] = {
    CaseAlertKind.ALLIANCE_LOW: "Summan är under gränsen. Fråga vad som skulle kunna bli bättre, och tacka för ärligheten.",
    CaseAlertKind.ALLIANCE_FALL: "Summan är lägre än förra gången. Fråga vad som blev annorlunda.",
    CaseAlertKind.SAFETY_LOW: "Svaren tyder på att barnet är otryggt. Bedöm skyddet: det kan kräva orosanmälan (SoL 19:1).",
    CaseAlertKind.SAFETY_FALL: "Barnet är mindre tryggt än förra gången. Bedöm skyddet: det kan kräva orosanmälan (SoL 19:1).",
    CaseAlertKind.SCORE_LOW: "Värdet har passerat instrumentets gräns. Ta upp det med personen.",
    CaseAlertKind.SCORE_FALL: "Värdet är sämre än förra gången. Ta upp det med personen.",
    CaseAlertKind.NO_PROGRESS: "Skattningarna visar ingen säker förbättring än. Pröva tillsammans om något bör göras annorlunda.",
    CaseAlertKind.DETERIORATION: "Skattningen är säkert sämre än tidigare. Fråga vad som har hänt och vad som behövs nu.",
    CaseAlertKind.RATING_MISSING: "Besöket har varken skattning eller skäl. Skriv in den, eller varför den inte gjordes.",
    CaseAlertKind.FOLLOW_UP_RATING_MISSING: "Det är dags för en ny skattning. Gör den, eller skriv varför den inte görs.",
}
"""What each alert asks for, in words for whoever works with the person."""

MEANINGS: Mapping[Zone, str] = {
    Zone.GREY: "För få skattningar för att säga något.",
    Zone.GREEN: "Utanför gränserna för signaler, eller säkert bättre än vid starten.",
    Zone.ORANGE: "Under gränsen för kliniskt område och inte säkert bättre än vid starten.",
    Zone.RED: "Säkert sämre än tidigare, eller under gränsen för allians eller trygghet. En inbjudan att fråga.",
}
"""What a colour means; it is never shown alone."""


class AlertStatus(StrEnum):
    """What has become of an alert (sv. *läge*)."""

    OPEN = "open"
    ANSWERED = "answered"
    UNANSWERED_AT_CLOSING = "unanswered_at_closing"


class Answered(NamedTuple):
    """How an alert was answered.

    Args:
        position: Of the event that says so.
        by: The member of staff who recorded it; None = not looked up.
    """

    on: date
    how: AlertAnswer
    position: int
    by: UUID | None = None


class Alert(NamedTuple):
    """An alert of a case (sv. *signal*).

    Args:
        closed_on: The last day of the case; None = it is open.
    """

    case_id: UUID
    unit_id: UUID
    raised: Raised
    answered: Answered | None
    closed_on: date | None

    def status_on(self, day: date) -> AlertStatus:
        """What has become of it by the end of a day."""
        if self.answered is not None:
            return AlertStatus.ANSWERED
        lapsed = self.closed_on is not None and self.closed_on <= day
        return AlertStatus.UNANSWERED_AT_CLOSING if lapsed else AlertStatus.OPEN

    def due_on(self, policy: Policy) -> date:
        """The last day to answer it in time."""
        urgent = self.raised.kind.may_call_for_a_concern_report
        return self.raised.raised_on + timedelta(policy.safety_alert_answer_days if urgent else policy.alert_answer_days)

    @property
    def days_to_answer(self) -> int | None:
        """Whole days from the day it was raised to its answer; None = it is not answered."""
        return None if self.answered is None else (self.answered.on - self.raised.raised_on).days

    def to_json(self, day: date, policy: Policy) -> dict[str, Any]:
        """The alert as JSON, on a day."""
        raised, answered, due_on = self.raised, self.answered, self.due_on(policy)
        until = day if self.closed_on is None else min(day, self.closed_on)
        waits = answered is None
        return {
            "kind": raised.kind.value, "what": raised.kind.swedish, "advice": ADVICE[raised.kind],
            "may_call_for_a_concern_report": raised.kind.may_call_for_a_concern_report, "instruments": list(raised.instruments),
            "raised_by": str(raised.raised_by), "raised_by_kind": "session" if raised.kind.is_about_a_session else "rating",
            "raised_on": as_json(raised.raised_on), "status": self.status_on(day).value,
            "due_on": as_json(due_on), "days_open": (until - raised.raised_on).days if waits else None,
            "days_overdue": max(0, (until - due_on).days) if waits else None, "days_to_answer": self.days_to_answer,
            "in_time": None if answered is None else answered.on <= due_on,
            "answered": None if answered is None else {
                "on": as_json(answered.on), "how": as_json(answered.how), "by": as_json(answered.by),
                "position": answered.position,
            },
        }


class AlertItem(NamedTuple):
    """An alert with the names of its case."""

    alert: Alert
    number: str
    unit_name: str | None

    def to_json(self, day: date, policy: Policy) -> dict[str, Any]:
        """The alert as JSON, on a day."""
        case = {"case": str(self.alert.case_id), "number": self.number}
        unit = {"unit": self.unit_name, "unit_id": str(self.alert.unit_id)}
        return {**case, **unit, **self.alert.to_json(day, policy)}


class AnswerTimes(NamedTuple):
    """How alerts were answered (sv. *svarstider*).

    Args:
        raised: How many.
        waiting: Not answered, in an open case, in time still.
        overdue: Not answered, in an open case, too late.
        unanswered_at_closing: Not answered when the case was closed.
        days: From each answered alert to its answer.
    """

    raised: int
    in_time: int
    waiting: int
    overdue: int
    unanswered_at_closing: int
    days: tuple[int, ...]

    @property
    def mean_days(self) -> Fraction | None:
        """None = none was answered."""
        return Fraction(sum(self.days), len(self.days)) if self.days else None

    @property
    def median_days(self) -> Fraction | None:
        """None = none was answered."""
        return Fraction(median(map(Fraction, self.days))) if self.days else None

    def to_json(self) -> dict[str, Any]:
        """As JSON: of the alerts whose time is out or that are answered, how many were answered in time."""
        judged = self.raised - self.waiting
        return {
            "raised": self.raised, "answered": len(self.days), "answered_in_time": self.in_time, "waiting": self.waiting,
            "overdue": self.overdue, "unanswered_at_closing": self.unanswered_at_closing,
            "in_time": {"numerator": self.in_time, "denominator": judged, "percent": _percent(self.in_time, judged)},
            "days_to_answer": {"mean": _days(self.mean_days), "median": _days(self.median_days)},
        }


class Alerts(Protocol):
    """Port. Alerts across cases, exact at their size.

    Raises (every method):
        InvalidValueError: The ledger has fewer events than `known_at`.
        CorruptLedgerError: Stored bytes are not what they must be.
    """

    def alerts(
        self, known_at: int, day: date, policy: Policy, *, staff: UUID | None = None, units: Sequence[UUID] | None = None,
        case_ids: Sequence[UUID] | None = None, since: date | None = None,
    ) -> list[Alert]:
        """The alerts of the cases that are open on `day`, answered or not, the longest standing first.

        Args:
            day: In Europe/Stockholm; what is later than it is not looked at.
            staff: Only cases that this member of staff is responsible for, or stands in for on the day.
            units: Only cases of these units; None = all.
            case_ids: Only these cases.
            since: Also of the cases that were closed on this day or later.
        """
        ...

    def named(self, alerts: Sequence[Alert], known_at: int) -> list[AlertItem]:
        """Given alerts with the names of their cases, and who recorded their answers."""
        ...


def alerts_as_known(events: Iterable[RecordedEvent], ground: Ground, day: date) -> list[Alert]:
    """The alerts of one case by a pure fold of its events: the answer that the query is held to.

    Args:
        events: The case's, in order, up to the size that is asked for.
    """
    recorded = list(events)
    case = Case.fold(each.event for each in recorded)
    positions = {each.event.entry_id: each.position for each in recorded if isinstance(each.event, AlertAnswered)}
    assert case.id is not None and case.unit is not None, "a case has events, and the first says its unit"
    found = [
        Alert(
            case.id, case.unit, raised, None if answer is None else _answered(answer, positions[answer.entry_id]), case.closed_on
        )
        for raised, answer in alerts_of(case, ground, day)
    ]
    return sorted(found, key=order_of)


def zones_as_json(case: Case, ground: Ground, day: date) -> list[dict[str, Any]]:
    """Where each series of a case's ratings stands, with what the colour means."""
    return [
        {
            "instrument": found.series.instrument, "version": found.version, "respondent": as_json(found.series.respondent),
            "subject": as_json(found.series.subject), "respondent_person": as_json(found.series.respondent_person_id),
            "about_person": as_json(found.series.about_person_id), "zone": as_json(zone), "meaning": MEANINGS[zone],
        }
        for found, zone in zones_of(case, ground.catalogue, day).items()
    ]


def answer_times(alerts: Iterable[Alert], day: date, policy: Policy) -> AnswerTimes:
    """How some alerts were answered by the end of a day."""
    found = list(alerts)
    statuses = [(each, each.status_on(day)) for each in found]
    still = [each for each, status in statuses if status is AlertStatus.OPEN]
    waiting = sum(each.due_on(policy) >= day for each in still)
    answered = [each for each in found if each.answered is not None]
    return AnswerTimes(
        len(found), sum(each.answered.on <= each.due_on(policy) for each in answered if each.answered is not None), waiting,
        len(still) - waiting, sum(status is AlertStatus.UNANSWERED_AT_CLOSING for _, status in statuses),
        tuple(sorted(each.days_to_answer for each in answered if each.days_to_answer is not None)),
    )


def answer_times_as_json(alerts: Iterable[Alert], day: date, policy: Policy) -> dict[str, Any]:
    """How some alerts were answered, in all and by kind."""
    found = list(alerts)
    kinds = [kind for kind in CaseAlertKind if any(each.raised.kind is kind for each in found)]
    by_kind = [
        {
            "kind": kind.value, "what": kind.swedish,
            **answer_times((each for each in found if each.raised.kind is kind), day, policy).to_json(),
        }
        for kind in kinds
    ]
    return {**answer_times(found, day, policy).to_json(), "by_kind": by_kind}


def order_of(alert: Alert) -> tuple[Any, ...]:
    """What a list of alerts is put in order by."""
    return alert.raised.raised_on, str(alert.case_id), alert.raised.kind.value, str(alert.raised.raised_by)


def _answered(event: AlertAnswered, position: int) -> Answered:
    return Answered(event.answered_on, event.alert_answer, position, event.actor_id)


def _percent(numerator: int, denominator: int) -> int | None:
    return half_up(Fraction(100 * numerator, denominator)) if denominator else None


def _days(value: Fraction | None) -> dict[str, Any] | None:
    return None if value is None else {"value": half_up(value), "exact": exact_text(value)}
