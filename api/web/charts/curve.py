"""The curve of a series of ratings (sv. *kurva*), with its limit and target, and what happened beside it on the same days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from api.web.charts.axes import DayAxis, NumberAxis, Tick
from api.web.formats import day as day_text
from api.web.formats import number
from api.web.texts import _
from domain.codes import RatingSubject, Respondent, SessionOutcome

HEIGHT = 274
_TOP, _PLOT = 36.0, 190.0
_SESSIONS_AT = _TOP + _PLOT + 13
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SessionMark(NamedTuple):
    """A planned session on the axis of days."""

    on: date
    outcome: SessionOutcome


class Adaptation(NamedTuple):
    """Something that was changed after what the person said (sv. *anpassning*)."""

    on: date
    text: str


class Beside(NamedTuple):
    """What happened in the case beside its ratings."""

    sessions: Sequence[SessionMark] = ()
    adaptations: Sequence[Adaptation] = ()


class Point(NamedTuple):
    """A rating with a total; `label` is empty where the number would stand in another's way."""

    x: float
    y: float
    value: str
    label: str


class Limit(NamedTuple):
    """A line across, and what it is called, which is said beside the drawing: in it there is no place that is always free."""

    kind: str
    y: float
    text: str


class Sign(NamedTuple):
    """Something on a day: a session by its outcome, or an adaptation by its letter."""

    x: float
    kind: str
    letter: str
    on: date
    text: str


class Line(NamedTuple):
    """A straight line between two ratings that follow each other."""

    x1: float
    y1: float
    x2: float
    y2: float


class RatingRow(NamedTuple):
    """One rating in the table under the curve.

    Args:
        subscales: Each as text; a dash = not answered.
        lowest: The names of the lowest scales; none when all are alike.
        remark: What else is to be known of it, in words.
        rating: By id, for the page of it; None = there is none to lead to.
    """

    on: date
    session: str
    total: str
    change: str
    subscales: tuple[str, ...]
    lowest: str
    remark: str
    rating: str | None


class RatingCurve(NamedTuple):
    """One series as it is drawn; what is drawn stands in `rows` too.

    Args:
        name: Of the elements of the drawing, unique in the page.
        lines: Between points that follow each other.
        clinical: Top and height of the range beyond the limit; None = there is no limit, or it is no such range.
        scales: The names of the subscales.
        summary: What the curve says, in a sentence or two.
        points: None are drawn of fewer than two.
        lowest: The lowest scales of the last rating, in words; "" = none is lowest, or lower is better.
    """

    name: str
    title: str
    summary: str
    lowest: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    limits: tuple[Limit, ...]
    clinical: tuple[float, float] | None
    numbers: tuple[Tick, ...]
    days: tuple[Tick, ...]
    plot: NumberAxis
    sessions: tuple[Sign, ...]
    adaptations: tuple[Sign, ...]
    scales: tuple[str, ...]
    rows: tuple[RatingRow, ...]
    height: int = HEIGHT
    sessions_at: float = _SESSIONS_AT


def rating_curves(
    series: Sequence[Mapping[str, Any]], beside: Beside, *, labels: Mapping[tuple[str, str], Sequence[str]] | None = None
) -> list[RatingCurve]:
    """The curves of a case, one a series, over the same days so that they can be read together.

    Args:
        series: As `projections.ratings_document` has them; one that no total can be read of gets a table only.
        labels: What the scales are called in the unit's licensed texts, by instrument and version.
    """
    days = _days(series, beside)
    known = labels or {}
    return [
        _curve(f"curve-{number_of}", each, beside, days, known.get((each["instrument"], each["instrument_version"]), ()))
        for number_of, each in enumerate(series, start=1)
    ]


def title_of(series: Mapping[str, Any]) -> str:
    """What a series is of and who rated."""
    respondent, subject = Respondent(series["respondent"]), RatingSubject(series["subject"])
    who = _("{instrument}, skattat av {who}").format(instrument=series["instrument"], who=_(respondent.swedish))
    own = (Respondent.CLIENT, RatingSubject.CLIENT), (Respondent.CHILD, RatingSubject.CHILD)
    return who if (respondent, subject) in own else _("{title} om {whom}").format(title=who, whom=_(subject.swedish))


def _days(series: Iterable[Mapping[str, Any]], beside: Beside) -> DayAxis:
    found = [date.fromisoformat(point["rated_on"]) for each in series for point in each["points"]]
    found += [each.on for each in (*beside.sessions, *beside.adaptations)]
    return DayAxis(min(found), max(found)) if found else DayAxis(date.min, date.min)


def _curve(
    name: str, series: Mapping[str, Any], beside: Beside, days: DayAxis, labels: Sequence[str]
) -> RatingCurve:
    definition, rated = series["definition"], [each for each in series["points"] if each["total"] is not None]
    scales = _scales(series, labels)
    rows = tuple(_row(each, scales) for each in series["points"])
    # One rating is no curve: it stands in words and in the table.
    drawn = definition is not None and definition["total"] is not None and len(rated) > 1
    axis = _axis(definition["total"]) if drawn else NumberAxis(Decimal(0), Decimal(1), _TOP, _PLOT)
    points = tuple(_points(rated, days, axis)) if drawn else ()
    limits = tuple(_limits(series, axis)) if drawn else ()
    return RatingCurve(
        name, title_of(series), _summary(series, rated), _lowest(definition, rows), points,
        tuple(Line(one.x, one.y, other.x, other.y) for one, other in pairwise(points)), limits,
        _clinical(definition, axis, limits) if drawn else None,
        tuple(axis.ticks()) if drawn else (), tuple(days.ticks()) if drawn else (), axis,
        tuple(Sign(days.at(each.on), each.outcome.value, "", each.on, each.outcome.swedish) for each in beside.sessions),
        tuple(_adapted(beside.adaptations, days)), scales, rows,
    )


def _axis(scale: Mapping[str, str]) -> NumberAxis:
    return NumberAxis(Decimal(scale["min"]), Decimal(scale["max"]), _TOP, _PLOT)


def _points(rated: Sequence[Mapping[str, Any]], days: DayAxis, axis: NumberAxis) -> Iterable[Point]:
    for place, each in enumerate(rated):
        is_end = place in (0, len(rated) - 1)
        value = number(each["total"])
        x, y = days.at(date.fromisoformat(each["rated_on"])), axis.at(Decimal(each["total"]))
        yield Point(x, y, value, value if is_end or len(rated) <= 4 else "")


def _limits(series: Mapping[str, Any], axis: NumberAxis) -> Iterable[Limit]:
    cutoffs = [Decimal(each["cutoff"]) for each in series["definition"]["cutoffs"]]
    targets = [Decimal(each["target"]) for each in series["changes"][:1] if each["target"] is not None]
    for value in cutoffs:
        text = _("Gräns och mål {value}") if value in targets else _("Gräns {value}")
        yield Limit("cutoff", axis.at(value), text.format(value=number(value)))
    for value in targets:
        if value not in cutoffs:
            yield Limit("target", axis.at(value), _("Mål {value}").format(value=number(value)))


def _clinical(
    definition: Mapping[str, Any], axis: NumberAxis, limits: Sequence[Limit]
) -> tuple[float, float] | None:
    found = [each for each in limits if each.kind == "cutoff"]
    if len(found) != 1:
        return None
    y = found[0].y
    return (y, axis.bottom - y) if definition["better"] == "higher" else (axis.top, y - axis.top)


def _adapted(adaptations: Sequence[Adaptation], days: DayAxis) -> Iterable[Sign]:
    for place, each in enumerate(sorted(adaptations)):
        turn, letter = divmod(place, len(_LETTERS))
        yield Sign(days.at(each.on), "adaptation", _LETTERS[letter] + (str(turn + 1) if turn else ""), each.on, each.text)


def _scales(series: Mapping[str, Any], labels: Sequence[str]) -> tuple[str, ...]:
    definition = series["definition"]
    most = max((len(each["subscales"]) for each in series["points"]), default=0)
    items = [] if definition is None else definition["items"]
    named = [*labels, *(each["label"] for each in items[len(labels):])]
    return tuple(
        named[place] if place < len(named) and named[place] else _("skala {number}").format(number=place + 1)
        for place in range(most)
    )


def _lowest(definition: Mapping[str, Any] | None, rows: Sequence[RatingRow]) -> str:
    """The lowest scales of the last rating; where lower is better they are nothing to ask about."""
    return rows[-1].lowest if definition is not None and definition["better"] == "higher" and rows else ""


def _row(point: Mapping[str, Any], scales: Sequence[str]) -> RatingRow:
    session = point["session_number"]
    return RatingRow(
        date.fromisoformat(point["rated_on"]), "" if session is None else str(session), number(point["total"]),
        _signed(point.get("change_from_previous")), tuple(number(each) for each in point["subscales"]),
        ", ".join(scales[each - 1] for each in point.get("lowest", ())), _remark(point),
        point.get("rating"),
    )


def _remark(point: Mapping[str, Any]) -> str:
    said = [_("rättad") if point["corrections"] else "", _("inläst") if point["imported"] else ""]
    said += [each["message"] for each in point.get("warnings", ())]
    return "; ".join(each for each in said if each)


def _signed(change: str | None) -> str:
    if change is None:
        return ""
    value = Decimal(change)
    return ("+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "±") + number(abs(value))


def _summary(series: Mapping[str, Any], rated: Sequence[Mapping[str, Any]]) -> str:
    if not rated:
        return _("Ingen skattning har en summa.")
    first, last = rated[0], rated[-1]
    said = [_("Senast {total} ({day}).").format(total=number(last["total"]), day=day_text(last["rated_on"]))]
    if len(rated) > 1:
        said.append(_("Första gången {total} ({day}).").format(total=number(first["total"]), day=day_text(first["rated_on"])))
    changes = [each for each in series["changes"][:1] if each["class"] != "not_evaluable"]
    said += [_("Läget: {what}.").format(what=_(each["class_in_words"])) for each in changes]
    return " ".join(said)
