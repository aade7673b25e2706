"""The Swedish words of the views: a heading for every event type, and a label for every field that is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.base import Immutable, Occurred
from domain.codes import Code
from projections.areas import all_areas

HEADINGS: Mapping[str, str] = {
    "board.established": "Nämnden började dokumentera här",
    "board.delegated_decisions_reported": "Delegationsbeslut anmälda till nämnden",
    "board.delegated_report_withdrawn": "Anmälan av delegationsbeslut återtagen",
    "unit.established": "Enheten började dokumentera här",
    "unit.import_completed": "Inläsning av arbetsbok",
    "staff.registered": "Medarbetare registrerad",
    "staff.title_changed": "Ändrad befattning",
    "staff.absence_recorded": "Frånvaro",
    "staff.absence_changed": "Ändrad frånvaro",
    "staff.absence_withdrawn": "Återtagen frånvaro",
    "case.opened": "Ärendet öppnades",
    "case.facts_corrected": "Grundläggande uppgifter rättade",
    "case.circumstances_recorded": "Omständigheter",
    "case.circumstances_corrected": "Omständigheter rättade",
    "case.assigned": "Ansvarig utsedd",
    "case.handed_over": "Överlämning",
    "case.hand_over_accepted": "Överlämning mottagen",
    "case.stand_in_appointed": "Ersättare utsedd",
    "case.stand_in_ended": "Ersättarskap avslutat",
    "case.closed": "Ärendet avslutades",
    "case.closing_corrected": "Avslutet rättat",
    "case.reopened": "Ärendet öppnades igen",
    "case.account_requested": "Uppdragsgivaren begärde redogörelse",
    "case.account_given": "Redogörelse lämnad",
    "case.plan_established": "Genomförandeplan upprättad",
    "case.plan_corrected": "Genomförandeplan rättad",
    "case.session_held": "Genomfört besök",
    "case.session_missed": "Uteblivet besök",
    "case.session_cancelled": "Avbokat besök",
    "case.session_corrected": "Besök rättat",
    "case.note_recorded": "Journalanteckning",
    "case.note_corrected": "Journalanteckning rättad",
    "case.note_misfiled": "Anteckning i fel akt",
    "case.differing_opinion_noted": "Avvikande mening",
    "case.rating_recorded": "Skattning",
    "case.rating_corrected": "Skattning rättad",
    "case.rent_recorded": "Hyra",
    "case.rent_corrected": "Hyra rättad",
    "case.attendance_recorded": "Skolnärvaro",
    "case.attendance_corrected": "Skolnärvaro rättad",
    "viewpoint.received": "Synpunkt mottagen",
    "viewpoint.adaptation_made": "Anpassning efter synpunkt",
    "viewpoint.feedback_given": "Återkoppling på synpunkt",
    "viewpoint.corrected": "Synpunkt rättad",
    "outreach.recorded": "Uppsökande arbete",
    "outreach.corrected": "Uppsökande arbete rättat",
    "case.entry_struck": "Uppgift struken",
    **all_areas.HEADINGS,
}
"""Event type without its version to heading."""

TEXT_LABELS: Mapping[str, str] = {
    "unmarked": "Omärkt text",
    "fact": "Fakta",
    "assessment": "Bedömning",
    "individual_view": "Den enskildes uppfattning",
    "child_view": "Barnets uppfattning",
    "third_party": "Från eller om annan person",
    "plan": "Mål",
    "identity": "Namn",
    **all_areas.TEXT_LABELS,
}
"""Content kind to label."""

FIELD_LABELS: Mapping[str, str] = {
    "number": "Ärendenummer",
    "unit": "Enhet",
    "gender": "Kön",
    "birth_year": "Födelseår",
    "received_on": "Inkom",
    "started_on": "Start",
    "legal_basis": "Beslut",
    "reason_codes": "Anledning",
    "information_meeting": "Informationsmöte",
    "continued_after_motivation": "Fortsatte efter motivationsfas",
    "children_in_home": "Barn i hemmet",
    "housing": "Boende",
    "staff_name": "Ansvarig",
    "staff_title": "Befattning",
    "from_date": "Från och med",
    "to_date": "Till och med",
    "to_staff_name": "Till",
    "to_staff_title": "Befattning",
    "on_date": "Dag",
    "message": "Meddelande",
    "accepted_on": "Mottagen",
    "stand_in_name": "Ersättare",
    "stand_in_title": "Befattning",
    "ended_on": "Sista dag",
    "closed_on": "Avslutat",
    "manner": "Avslutssätt",
    "referred_onward": "Remitterad vidare",
    "reopened_on": "Öppnat igen",
    "reason": "Orsak",
    "requested_on": "Begärd",
    "requested_by": "Begärd av",
    "question": "Fråga",
    "given_on": "Lämnad",
    "answer": "Svar",
    "established_on": "Upprättad",
    "individual_took_part": "Delaktig i planen",
    "contact_interval_days": "Dagar mellan kontakter",
    "goals": "Mål",
    "follow_up_on": "Uppföljning",
    "occurred": "Hände",
    "information_source": "Uppgiftslämnare",
    "kind": "Slag",
    "outcome": "Utfall",
    "participants": "Deltagare",
    "note_written_on": "Anteckning skriven enligt källan",
    "entry_type": "Slag",
    "claimed_entry_type": "Slag enligt källan",
    "channel": "Kontaktväg",
    "individual_informed": "Den enskilde informerad",
    "late_reason": "Orsak till att den är sen",
    "stated_by": "Framförd av",
    "stated_on": "Framförd",
    "statement": "Avvikande mening",
    "rated_on": "Skattad",
    "instrument": "Instrument",
    "phase": "Fas",
    "respondent": "Skattare",
    "subject": "Gäller",
    "subscales": "Delskalor",
    "total": "Summa",
    "month": "Månad",
    "paid_in_time": "Betald i tid",
    "measured_on": "Mätt",
    "percent": "Närvaro %",
    "received_by": "Mottagen av",
    "giver_role": "Lämnad av, i ord",
    "givers": "Lämnad av",
    "subject_category": "Gäller",
    "description": "Beskrivning",
    "comment": "Kommentar",
    "adaptation": "Åtgärd",
    "feedback_on": "Återkoppling",
    **all_areas.FIELD_LABELS,
}
"""Field name to label; ids have none, since people are not shown them."""


def in_words(value: Any, say: Callable[[str], str] = str, say_day: Callable[[date], str] = str) -> str:
    """A field's value as people read it.

    Args:
        say: Puts a label or a coded word in the reader's language.
        say_day: Writes a day; ISO 8601 unless said otherwise.
    """
    match value:
        case Code():
            return say(value.swedish)
        case None:
            return "–"
        case bool():
            return say("ja" if value else "nej")
        case tuple():
            # Swedish numbers have commas of their own.
            separator = "; " if any(isinstance(each, Decimal) for each in value) else ", "
            return separator.join(in_words(each, say, say_day) for each in value)
        case Occurred():
            return occurred_in_words(value.on, value.at, value.precision, say_day)
        case Immutable():
            return "; ".join(f"{label}: {part}" for label, part in labelled(value, say, say_day))
        case Decimal():
            return str(value).replace(".", ",")
        case date():
            return say_day(value)
        case int() | str() | UUID():
            return str(value)
    raise TypeError(f"no words for a {type(value).__name__}")


def labelled(
    value: Immutable, say: Callable[[str], str] = str, say_day: Callable[[date], str] = str
) -> Iterator[tuple[str, str]]:
    """The parts of a value that people are told, each with its label; ids say nothing to them."""
    for name in type(value).model_fields:
        part = getattr(value, name)
        if part is not None and part != () and not _is_id(part):
            yield say(FIELD_LABELS[name]), in_words(part, say, say_day)


def _is_id(value: Any) -> bool:
    return isinstance(value[0] if isinstance(value, tuple) else value, UUID)


def occurred_in_words(on: date, at: time | None, precision: str, say_day: Callable[[date], str] = str) -> str:
    """When something happened, as precisely as it is known: `2021-07-10`, `2021-07-10 13:30` or `2021-07`."""
    if precision == "month":
        return f"{on:%Y-%m}"
    return say_day(on) if at is None else f"{say_day(on)} {at:%H:%M}"

