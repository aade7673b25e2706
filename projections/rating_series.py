"""A case's ratings read at once (sv. *skattningar*): one series a curve, each point and each change with what it means.

A series is of one instrument in one version, by one person, about one person: what was made with another version, or by somebody
else, is a series of its own. Every number that a curve needs stands in it: where each point goes, the limit, and the range.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.case import Case
from domain.case.ratings.ages import possible_ages
from domain.case.ratings.events import TrajectoryImported
from domain.case.ratings.series import Series, series_of
from domain.codes import SessionOutcome
from domain.instruments.age_forms import form_at
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import Instrument, Scale
from projections.json_values import as_json
from projections.rating_changes import changes_of
from projections.rating_history import RatingHistory, histories_of, in_order
from projections.rating_points import Curve, points_of, unread_point


class OneCurve(NamedTuple):
    """What one series is of; an instrument that the catalogue does not have has no version."""

    series: Series
    version: str | None


def series_documents(case: Case, recorded: Iterable[RecordedEvent], catalogue: InstrumentCatalogue) -> list[dict[str, Any]]:
    """Every series of a case, in the order that they began.

    Args:
        recorded: The case's stream, which `case` is folded from.
        catalogue: With every version that a rating can have been made with.
    """
    sessions = session_numbers(case)
    curves: dict[OneCurve, list[RatingHistory]] = {}
    for history in in_order(histories_of(recorded).values()):
        instrument = catalogue.find(history.stands.instrument, history.stands.instrument_version)
        version = None if instrument is None else instrument.version
        curves.setdefault(OneCurve(series_of(history.stands), version), []).append(history)
    return [_series(case, histories, catalogue, sessions) for histories in curves.values()]


def session_numbers(case: Case) -> dict[UUID, int]:
    """The number of each session that was held, counted from 1 in the order that they were held."""
    held = [each for each in case.sessions.values() if each.outcome is SessionOutcome.HELD]
    in_turn = sorted(held, key=lambda each: (each.occurred.on, each.occurred.at or time.min))
    return {each.session_id: number for number, each in enumerate(in_turn, start=1)}


def _series(
    case: Case, histories: Sequence[RatingHistory], catalogue: InstrumentCatalogue, sessions: Mapping[UUID, int]
) -> dict[str, Any]:
    first = histories[0].stands
    instrument = catalogue.find(first.instrument, first.instrument_version)
    head = {
        "instrument": first.instrument if instrument is None else instrument.name,
        "instrument_version": None if instrument is None else instrument.version,
        "respondent": as_json(first.respondent), "respondent_person": _person(case, first.respondent_person_id),
        "subject": as_json(first.subject), "about_person": _person(case, first.about_person_id),
    }
    if instrument is None:
        points = [unread_point(case, sessions, each) for each in histories]
        return {**head, "definition": None, "points": points, "changes": [], "expected": []}
    form = form_at(instrument, possible_ages(case, first, instrument))
    curve = Curve(case, instrument, catalogue, tuple(histories), form, sessions)
    return {
        **head, "definition": _definition(curve), "points": points_of(curve), "changes": changes_of(curve),
        "expected": [_expected(each) for each in case.rating_work.trajectories if _is_of(each, curve)],
    }


def _definition(curve: Curve) -> dict[str, Any]:
    """What the curve is drawn by."""
    instrument, form = curve.instrument, curve.form
    first = curve.histories[0].stands
    change = instrument.reliable_change
    return {
        "area": instrument.area.value, "better": instrument.better.value, "source": instrument.source,
        "total": None if instrument.total is None else _scale(instrument.total),
        "items": [
            {"number": number, "label": item.label, "part": item.part, **_scale(item.scale)}
            for number, item in enumerate(instrument.items_by(first.respondent), start=1)
        ],
        "age_form": None if form is None else form.name,
        # The age is never guessed: without it every limit that is possible is shown, and none is judged by.
        "cutoffs": [
            {"age_form": each.name, "cutoff": as_json(each.cutoff), "source": each.cutoff_source}
            for each in ((form,) if form is not None else _possible_forms(curve)) if each.cutoff is not None
        ],
        "reliable_change": None if change is None else {"points": as_json(change.points), "source": change.source},
        "recall_days": instrument.recall_days,
    }


def _possible_forms(curve: Curve) -> Iterable[Any]:
    ages = possible_ages(curve.case, curve.histories[0].stands, curve.instrument)
    return dict.fromkeys(form for age in ages for form in curve.instrument.age_forms_at(age))


def _scale(scale: Scale) -> dict[str, str]:
    return {"min": as_json(scale.minimum), "max": as_json(scale.maximum), "step": as_json(scale.step)}


def _person(case: Case, person_id: UUID | None) -> dict[str, Any] | None:
    """Who a parent or somebody close is; null = nobody is named, or it is the client."""
    if person_id is None:
        return None
    guardian, close = case.person.representatives.get(person_id), case.rating_work.close_people.get(person_id)
    name = guardian.representative_name if guardian is not None else None if close is None else close.close_person_name
    return {
        "entry": as_json(person_id), "name": name,
        "relation": None if close is None else as_json(close.close_relation),
        "representative": None if guardian is None else as_json(guardian.representative_kind),
    }


def _is_of(course: TrajectoryImported, curve: Curve) -> bool:
    first, instrument = curve.histories[0].stands, curve.instrument
    about = (course.respondent, course.subject) == (first.respondent, first.subject)
    unnamed = first.respondent_person_id is None and first.about_person_id is None
    return about and unnamed and _names(course, instrument)


def _names(course: TrajectoryImported, instrument: Instrument) -> bool:
    return (course.instrument.casefold(), course.instrument_version) == (instrument.name.casefold(), instrument.version)


def _expected(course: TrajectoryImported) -> dict[str, Any]:
    """A vendor's course, beside the curve and never in it."""
    return {
        "entry": as_json(course.entry_id), "vendor": course.vendor, "vendor_version": course.vendor_version,
        "imported_on": as_json(course.imported_on), "points": as_json(course.trajectory_points),
    }
