"""A gap as pages show it (sv. *lucka*): how long nothing was written or nobody was there, and what should have been."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from api.web.formats import day
from api.web.pages.timeline_view import Place, days_between
from api.web.texts import _, plural
from domain.case.responsibility import Cover
from projections.json_values import as_json
from projections.reconstruction.cover import CoverPeriod
from projections.reconstruction.gaps import Gap, GapKind, Visit
from projections.reconstruction.kinds import signal_of
from projections.timeline_item import Person


class Line(NamedTuple):
    """A sentence about a gap, and the positions of the events that it rests on."""

    label: str
    text: str
    evidence: tuple[int, ...]


class ShownGap(NamedTuple):
    """A run of days that something was missing on.

    Args:
        id: Of its place on the page.
        kind: A `GapKind`.
        days: From when until when.
        lines: What should have been there, who was responsible and what told of it.
    """

    id: str
    kind: str
    heading: str
    days: str
    lines: tuple[Line, ...]


class FoundGap(NamedTuple):
    """A gap in short, and the address of where in the list it is drawn; None = the list does not show it."""

    gap: ShownGap
    href: str | None


class ShownCover(NamedTuple):
    """Who was responsible during some days, as a sentence."""

    days: str
    text: str
    is_missing: bool
    evidence: tuple[int, ...]


def shown_gap(gap: Gap) -> ShownGap:
    """A gap as it is shown."""
    if gap.kind is GapKind.SILENCE:
        heading = plural("{count} dag utan anteckning", "{count} dagar utan anteckning", gap.days)
    else:
        heading = plural("{count} dag utan någon som ansvarade", "{count} dagar utan någon som ansvarade", gap.days)
    if gap.last is None:
        # As of a moment a gap that goes on is as long as it had become.
        days = _("{first} – {last}, och pågår").format(first=day(gap.first), last=day(gap.day))
    else:
        days = days_between(gap.first, gap.last)
    return ShownGap(f"gap-{gap.kind.value}-{gap.first}", gap.kind.value, heading, days, tuple(_lines(gap)))


def found_gaps(gaps: Sequence[Gap], places: Sequence[Place], size: int, link: Callable[..., str]) -> list[FoundGap]:
    """Every gap in short.

    Args:
        places: What the list shows, `size` of them a page.
        link: Gives the address of one of its pages.
    """
    where = {id(place.gap): index for index, place in enumerate(places) if place.gap is not None}
    found = []
    for gap in gaps:
        view, index = shown_gap(gap), where.get(id(gap))
        found.append(FoundGap(view, None if index is None else f"{link(page=index // size + 1)}#{view.id}"))
    return found


def shown_cover(period: CoverPeriod) -> ShownCover:
    """Who was responsible during some days."""
    days, is_missing = days_between(period.first, period.last), period.cover.value == "none"
    return ShownCover(days, _cover_in_words(period), is_missing, period.evidence)


def _lines(gap: Gap) -> Iterator[Line]:
    yield _of_rule(gap)
    if gap.kind is GapKind.SILENCE:
        if gap.planned_contacts:
            yield Line(_("Planen"), _("Kontakt minst var {days}:e dag, alltså {times} under luckan.").format(
                days=gap.interval_days, times=plural("{count} kontakt", "{count} kontakter", gap.planned_contacts)
            ), ())
        yield from _visits(gap.visits)
        for found in gap.due:
            ended = found.finding.until
            done = _("inte gjort än") if ended is None else _("gjort först {day}").format(day=day(ended))
            yield Line(_("Skulle ha gjorts"), _("{name}, senast {due} – {done}.").format(
                name=_(found.rule.name), due=day(found.finding.due), done=done
            ), found.finding.evidence)
    for period in gap.cover:
        days = days_between(period.first, period.last)
        yield Line(_("Ansvar {days}").format(days=days), _cover_in_words(period), period.evidence)
    for signal in gap.signals:
        yield _signal(gap, signal.came_on, signal.item.occurred_on, signal.item.event_type, signal.item.position)


def _cover_in_words(period: CoverPeriod) -> str:
    """Who was responsible, who was away and who stood in, as a sentence without the days."""
    if period.cover is Cover.NOT_OPEN:
        return _("Ärendet var inte öppet.")
    if period.responsible is None:
        return _("Ingen var utsedd att ansvara.")
    who = _titled(period.responsible)
    if period.away is None:
        return _("{who} ansvarade.").format(who=who)
    away = _("{who} ansvarade men var borta {days}.").format(
        who=who, days=days_between(period.away.from_date, period.away.to_date)
    )
    if period.stand_in is None:
        return f"{away} {_('Ingen ersättare var utsedd.')}"
    said = _("Ersättaren {who} var också borta.") if period.stand_in_is_away else _("{who} var ersättare.")
    return f"{away} {said.format(who=_titled(period.stand_in))}"


def _titled(person: Person) -> str:
    name = person.name or _("Okänd medarbetare")
    return name if person.title is None else f"{name} ({person.title})"


def _of_rule(gap: Gap) -> Line:
    rule, finding = gap.finding.rule, gap.finding.finding
    since = _("För länge från och med {day}.").format(day=day(finding.since))
    if gap.kind is GapKind.SILENCE:
        ended = _("Ingen har skrivit sedan dess.") if finding.until is None else _("Nästa anteckning skrevs {day}.").format(
            day=day(finding.until)
        )
        since = f"{since} {ended}"
    return Line(_("Regeln"), f"{_(rule.name)} ({rule.id}). {since}", finding.evidence)


def _visits(visits: Iterable[Visit]) -> Iterator[Line]:
    visits = list(visits)
    if not visits:
        yield Line(_("Besök"), _("Inga besök är registrerade under luckan."), ())
    for visit in visits:
        told, evidence = _("ingen anteckning"), (visit.item.position,)
        if visit.note is not None:
            told = _("anteckning skriven {day}").format(day=day(visit.to_json()["note"]["written_on"]))
            if visit.note.days_late:
                told += ", " + plural("{count} dag efter", "{count} dagar efter", visit.note.days_late)
            evidence = (visit.item.position, visit.note.position)
        when, heading = day(as_json(visit.item.occurred_on)), _(visit.item.heading)
        yield Line(_("Besök {day}").format(day=when), f"{heading}: {told}.", evidence)


def _signal(gap: Gap, came_on: date, about: date, event_type: str, position: int) -> Line:
    words = _(signal_of(event_type) or "")
    if came_on > (gap.last or came_on):
        text = _("{signal}, rapporterat i efterhand {came} om {about}.").format(signal=words, came=day(came_on), about=day(about))
    else:
        text = _("{signal}, kom in {came}.").format(signal=words, came=day(came_on))
    return Line(_("Tecken på luckan"), text, (position,))
