"""`aktspar timeline`: what was written in a case, when it happened and when it was written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import typer

from api.commands.case import as_of_line
from api.commands.options import CaseArgument, KnownAtOption, ValidAtOption
from api.invocation import Invocation
from api.output import Screen
from projections.local_time import local_text
from projections.queries import Timeline
from projections.timeline_item import Content, Correction, Person, Text, TimelineItem
from projections.words import FIELD_LABELS, TEXT_LABELS, in_words


def timeline(
    context: typer.Context, case: CaseArgument, known_at: KnownAtOption = None, valid_at: ValidAtOption = None
) -> None:
    """Visa ett ärendes tidslinje.

    När det hände och när det skrevs, dagar sent, författare, källa, och rättelser under det rättade.
    """
    invocation: Invocation = context.obj
    with invocation.reader("timeline") as reader:
        answer = reader.timeline(case, known_at=known_at, valid_at=valid_at)
        number, shown = answer.shown
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document, number, shown))


def _show(screen: Screen, document: dict[str, Any], number: str, shown: Timeline) -> None:
    screen.line(f"Ärende {number} ({shown.case_id})", "bold")
    screen.line(as_of_line(document))
    for item in shown.items:
        screen.line()
        _show_item(screen, item)
    screen.line()
    screen.line(f"{len(shown.items)} poster.")


def _show_item(screen: Screen, item: TimelineItem) -> None:
    screen.line(f"{_occurred(item)}  {item.heading}", "bold")
    screen.line(f"    skrivet {local_text(item.recorded_us)}{_lateness(item)}, position {item.position}")
    source = f", uppgift från {item.information_source}" if item.information_source else ""
    screen.line(f"    av {_person(item.author)}{source}")
    if item.source is not None:
        claimed = f", enligt källan skrivet {item.claimed_on}" if item.claimed_on else ""
        screen.line(f"    inläst ur {item.source.system}, {item.source.sheet} rad {item.source.row}{claimed}")
    if item.withheld:
        screen.line("    (innehållet visas inte: posten hör till en annan akt)")
    _show_content(screen, item.content, "    ", "strike" if item.corrections else "", struck=bool(item.corrections))
    for correction in item.corrections:
        _show_correction(screen, correction)
    for opinion in item.opinions:
        by = f" av {opinion.stated_by}" if opinion.stated_by else ""
        screen.line(f"    Avvikande mening{by}, framförd {opinion.stated_on}, skriven {local_text(opinion.recorded_us)}:")
        screen.line(f"        {opinion.statement or '(visas inte)'}")
    if item.misfiled is not None:
        reason = f": {item.misfiled.reason}" if item.misfiled.reason else ""
        found = f"{local_text(item.misfiled.recorded_us)} av {_person(item.misfiled.author)}"
        screen.line(f"    Konstaterat i fel akt {found}{reason}")


def _show_correction(screen: Screen, correction: Correction) -> None:
    reason = f": {correction.reason}" if correction.reason else ""
    screen.line(f"    Rättat {local_text(correction.recorded_us)} av {_person(correction.author)}{reason}")
    _show_content(screen, correction.content, "        ", "")


def _show_content(screen: Screen, content: Content, indent: str, style: str, *, struck: bool = False) -> None:
    # In a pipe there is no strike-through, so a struck original says so in words too.
    mark = "[rättat] " if struck else ""
    # Ids say nothing to people; the JSON document has them.
    named = {name: value for name, value in content.facts.items() if name in FIELD_LABELS and not isinstance(value, UUID)}
    facts = [f"{FIELD_LABELS[name]}: {in_words(value)}" for name, value in named.items()]
    if facts:
        screen.line(f"{indent}{mark}{'; '.join(facts)}", style)
    for text in content.texts:
        screen.line(f"{indent}{mark}{_label(text)}: {text.text}", style)


def _label(text: Text) -> str:
    # A note's fields are called after their kind of content; other texts have a name of their own, which says more.
    return TEXT_LABELS.get(text.name) or FIELD_LABELS.get(text.name) or TEXT_LABELS.get(text.kind, text.name)


def _occurred(item: TimelineItem) -> str:
    if item.precision == "month":
        return f"{item.occurred_on:%Y-%m}"
    return f"{item.occurred_on}" + ("" if item.occurred_at is None else f" {item.occurred_at:%H:%M}")


def _lateness(item: TimelineItem) -> str:
    if item.days_late is None:
        return ""
    after = f"{item.days_late} {'dag' if item.days_late == 1 else 'dagar'} efter"
    days = after if item.days_late else "samma dag"
    return f", {days}{' (enligt källan)' if item.claimed else ''}{' – SENT' if item.late else ''}"


def _person(person: Person) -> str:
    named = ", ".join(part for part in (person.name, person.title) if part)
    return named or "okänd"
