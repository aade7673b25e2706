"""What the page of a case shows (sv. *ärendets sida*), made of what was answered: words and order, and no rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from api.web.charts.curve import Adaptation, Beside, RatingCurve, SessionMark, rating_curves
from api.web.pages.case_answers import CaseAnswers
from api.web.pages.case_bookings import ShownBooking, bookings_of
from api.web.pages.duty_places import place_of_duty
from api.web.texts import _
from domain.case.alerts.codes import AlertAnswer
from domain.case.plan.codes import GoalMovement
from domain.codes import SessionKind, SessionOutcome
from projections.words import TEXT_LABELS

SESSION_TYPES = {f"case.session_{each.value}": each for each in SessionOutcome}
NOTE_TYPE = "case.note_recorded"
_STRUCK = "case.entry_struck"
LATEST_NOTES, LATEST_SESSIONS = 5, 8
_AREAS_FIRST = ("wellbeing", "alliance")
_MISSING = ("gap", "late")


class ShownDuty(NamedTuple):
    """Something to be done, and where."""

    what: str
    due_on: str
    days_overdue: int
    href: str


class ShownAlert(NamedTuple):
    """An alert, and how it was answered."""

    what: str
    advice: str
    instruments: str
    raised_on: str
    due_on: str
    days_overdue: int
    is_urgent: bool
    href: str
    answered_on: str | None
    answer: str


class ShownSession(NamedTuple):
    """A planned session as it stands."""

    on: str
    at: str
    kind: str
    outcome: SessionOutcome
    participants: str
    waits_for_note: bool
    id: str


class TextPart(NamedTuple):
    """A marked part of a note."""

    label: str
    text: str


class ShownNote(NamedTuple):
    """A note as it reads now, with both its times.

    Args:
        withheld: Why nothing of it is shown; "" = it is.
        number: Of its event in the ledger.
    """

    id: str
    number: int
    occurred_on: str
    at: str
    recorded_at: str
    author: str
    days_late: int
    is_late: bool
    parts: tuple[TextPart, ...]
    corrections: int
    signed_by: str
    waits_for_signature: bool
    withheld: str
    session: str | None


class ShownFinding(NamedTuple):
    """What a rule finds missing."""

    name: str
    status: str
    status_in_words: str
    since: str | None
    until: str | None
    to_do: str | None


class ShownGoal(NamedTuple):
    """A goal of the plan and how it goes."""

    text: str
    own_words: str | None
    how: str | None
    reach_by: str | None
    movement: str
    judged_on: str | None
    ended_on: str | None
    goals: tuple[ShownGoal, ...]


class CasePage(NamedTuple):
    """Everything that the page shows."""

    duties: tuple[ShownDuty, ...]
    alerts: tuple[ShownAlert, ...]
    answered: tuple[ShownAlert, ...]
    curves: tuple[RatingCurve, ...]
    bookings: tuple[ShownBooking, ...]
    sessions: tuple[ShownSession, ...]
    session_counts: Mapping[str, int]
    notes: tuple[ShownNote, ...]
    findings: tuple[ShownFinding, ...]
    goals: tuple[ShownGoal, ...]


def case_page(answers: CaseAnswers) -> CasePage:
    """The page of what was answered."""
    sessions, found = sessions_of(answers.items, answers.duties), adaptations_of(answers.items)
    marks = [SessionMark(date.fromisoformat(each.on), each.outcome) for each in sessions]
    alerts = [_alert(answers.item.case_id, each) for each in answers.alerts]
    return CasePage(
        tuple(_duty(each) for each in answers.duties), tuple(each for each in alerts if each.answered_on is None),
        tuple(each for each in reversed(alerts) if each.answered_on is not None),
        tuple(rating_curves(sorted(answers.series, key=_place_of_series), Beside(marks, found), labels=answers.labels)),
        bookings_of(answers.areas["bookings"], answers.item.case_id, answers.day.isoformat()),
        tuple(reversed(sessions)), {each.value: sum(one.outcome is each for one in sessions) for each in SessionOutcome},
        notes_of(answers.items, answers.duties),
        tuple(_finding(each) for each in answers.findings if each["status"] in _MISSING), _goals(answers.areas["plan"]),
    )


def sessions_of(items: Iterable[Mapping[str, Any]], duties: Iterable[Mapping[str, Any]]) -> list[ShownSession]:
    """The sessions of a timeline as they stand, the first first."""
    waiting = {each["about"] for each in duties if each["kind"] == "write_note"}
    found = [_session(each, waiting) for each in items if each["type"] in SESSION_TYPES and _stands(each)]
    return sorted(found, key=lambda each: (each.on, each.at))


def notes_of(items: Sequence[Mapping[str, Any]], duties: Iterable[Mapping[str, Any]]) -> tuple[ShownNote, ...]:
    """The notes of a timeline as they stand, the latest first."""
    waiting = {each["about"] for each in duties if each["kind"] == "sign_note"}
    signed = {each["facts"]["note_id"]: each for each in items if each["type"] == "case.note_signed" and _stands(each)}
    standing = [each for each in items if each["type"] == NOTE_TYPE and not _is_struck(each)]
    notes = [_note(each, signed.get(each["entry"]), waiting) for each in standing]
    return tuple(sorted(notes, key=lambda each: (each.occurred_on, each.at, each.number), reverse=True))


def adaptations_of(items: Iterable[Mapping[str, Any]]) -> list[Adaptation]:
    """What was changed after viewpoints, the first first; where no day is known it is on no curve."""
    return sorted(
        Adaptation(date.fromisoformat(each["occurred"]["on"]), _texts(each)[0].text if _texts(each) else "")
        for each in items if each["type"] == "viewpoint.adaptation_made" and _stands(each) and each["occurred"] is not None
    )


def _stands(item: Mapping[str, Any]) -> bool:
    return not _is_struck(item) and item["misfiled"] is None


def _is_struck(item: Mapping[str, Any]) -> bool:
    """Whether the whole entry has been struck; a corrected one stands, as it was corrected."""
    return any(each["type"] == _STRUCK for each in item["corrections"])


def _place_of_series(series: Mapping[str, Any]) -> int:
    area = None if series["definition"] is None else series["definition"]["area"]
    return _AREAS_FIRST.index(area) if area in _AREAS_FIRST else len(_AREAS_FIRST)


def _duty(duty: Mapping[str, Any]) -> ShownDuty:
    what = _(duty["what"])
    return ShownDuty(what[:1].upper() + what[1:], duty["due_on"], duty["days_overdue"], place_of_duty(duty))


def _alert(case_id: Any, alert: Mapping[str, Any]) -> ShownAlert:
    what, answered = _(alert["what"]), alert["answered"]
    return ShownAlert(
        what[:1].upper() + what[1:], _(alert["advice"]), ", ".join(alert["instruments"]), alert["raised_on"], alert["due_on"],
        alert["days_overdue"] or 0, alert["may_call_for_a_concern_report"],
        f"/cases/{case_id}/alerts/{alert['kind']}/{alert['raised_by']}", None if answered is None else answered["on"],
        "" if answered is None else _(AlertAnswer(answered["how"]).swedish),
    )


def _latest(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """A correction states an item anew, whole; the last one stands."""
    return item["corrections"][-1] if item["corrections"] else item


def _session(item: Mapping[str, Any], waiting: Iterable[str]) -> ShownSession:
    facts = _latest(item)["facts"]
    outcome = SessionOutcome(facts["outcome"]) if facts.get("outcome") else SESSION_TYPES[item["type"]]
    return ShownSession(
        item["occurred"]["on"], item["occurred"]["at"] or "", _(SessionKind(facts["kind"]).swedish), outcome,
        ", ".join(facts.get("participants") or ()), item["entry"] in waiting, item["entry"],
    )


def _note(item: Mapping[str, Any], signature: Mapping[str, Any] | None, waiting: Iterable[str]) -> ShownNote:
    occurred, author = item["occurred"] or {"on": "", "at": None}, item["author"] or {"name": "", "title": ""}
    signed_by = "" if signature is None or signature["author"] is None else signature["author"]["name"]
    return ShownNote(
        item["entry"], item["position"], occurred["on"], occurred["at"] or "", item["recorded"]["at"],
        ", ".join(each for each in (author["name"], author["title"]) if each), item["days_late"] or 0, bool(item["late"]),
        _texts(_latest(item)), len(item["corrections"]), signed_by, item["entry"] in waiting, _withheld(item),
        item["facts"].get("session_id"),
    )


def _withheld(item: Mapping[str, Any]) -> str:
    if item["misfiled"] is not None:
        return _("Anteckningen låg i fel akt och visas inte.")
    return _("Texten visas inte.") if item["withheld"] else ""


def _texts(item: Mapping[str, Any]) -> tuple[TextPart, ...]:
    return tuple(TextPart(_(TEXT_LABELS.get(each["kind"], "")), each["text"]) for each in item["texts"])


def _finding(finding: Mapping[str, Any]) -> ShownFinding:
    return ShownFinding(
        finding["name"], finding["status"], _(finding["status_in_words"]), finding["since"], finding["until"], finding["to_do"]
    )


def _goals(plan: Mapping[str, Any]) -> tuple[ShownGoal, ...]:
    current = next((each for each in plan["plans"] if each["plan"] == plan["current"]), None)
    if current is None:
        return ()
    tree = tuple(_goal(each) for each in current["goal_tree"])
    return tree or tuple(ShownGoal(each, None, None, None, "", None, None, ()) for each in current["goals"])


def _goal(goal: Mapping[str, Any]) -> ShownGoal:
    latest = goal["latest"][-1] if goal["latest"] else None
    said = goal["goal_text"] or goal["standard_goal_code"]
    return ShownGoal(
        said or goal["own_words"] or _("Mål utan text"), goal["own_words"] if said else None, goal["how_worked_on"],
        goal["reach_by"], "" if latest is None else _(GoalMovement(latest["goal_movement"]).swedish),
        None if latest is None else latest["on"], None if goal["ended"] is None else goal["ended"]["goal_ended_on"],
        tuple(_goal(each) for each in goal["goals"]),
    )
