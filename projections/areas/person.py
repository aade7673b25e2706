"""The words and the document of an area: what must be known of the person to meet them rightly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from domain.case.case import Case
from domain.case.entry_events import CaseEntry
from domain.case.person.ages import CHILD_CONSENTS_FROM, CHILD_MAY_CONSENT_FROM, OF_AGE_FROM, birthday
from domain.case.person.codes import ConsentTo
from domain.case.person.state import Person, by_day
from projections.entry_json import entry_as_json, optional_entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.client_identified": "Identitet",
    "case.contact_details_recorded": "Kontaktuppgifter",
    "case.representative_recorded": "Företrädare",
    "case.representative_ended": "Företrädarskap upphört",
    "case.children_recorded": "Barn i hemmet",
    "case.consent_recorded": "Samtycke",
    "case.consent_withdrawn": "Samtycke återkallat",
    "case.interpreter_need_recorded": "Tolkbehov",
    "case.wishes_recorded": "Den enskildes önskemål",
    "case.protected_identity_set": "Skyddade personuppgifter",
    "case.protected_identity_lifted": "Skyddade personuppgifter upphört",
}
FIELD_LABELS: Mapping[str, str] = {
    "identified_on": "Fastställd",
    "identity_number_kind": "Slag av identitetsnummer",
    "identity_number": "Identitetsnummer",
    "birth_date": "Födelsedatum",
    "identity_grounds": "Styrkt genom",
    "home_address": "Adress",
    "telephone": "Telefon",
    "email": "E-post",
    "school": "Skola",
    "workplace": "Arbetsplats",
    "safe_contact": "Säker kontaktväg",
    "representative_kind": "Slag av företrädare",
    "representative_name": "Företrädare",
    "representative_contact": "Företrädarens kontaktuppgifter",
    "custody": "Vårdnad",
    "mandate": "Uppdragets omfattning",
    "may_consent": "Får samtycka",
    "person_asked_on": "Frågad",
    "children_at_home": "Barn",
    "child_birth_year": "Barnets födelseår",
    "residence": "Barnets boende",
    "child_need": "Barnets behov efterfrågat",
    "child_need_text": "Om barnets behov",
    "consent_on": "Svarade",
    "consent_to": "Samtycke till",
    "consent_given": "Samtycke lämnat",
    "consent_from": "Svar från",
    "consent_form": "Svarets form",
    "consent_scope": "Vad samtycket gäller",
    "suitability": "Varför barnet självt kan samtycka",
    "without_other_guardian": "Varför den enas samtycke räcker",
    "consent_until": "Samtycket gäller till och med",
    "withdrawn_on": "Återkallat",
    "withdrawal_from": "Återkallat av",
    "withdrawal_reason": "Skäl till återkallelsen",
    "interpreter": "Tolk",
    "interpreter_language": "Tolkspråk",
    "hearing_aids": "Hörselhjälpmedel",
    "interpreter_wishes": "Önskemål om tolk",
    "preferred_place": "Önskad plats",
    "preferred_times": "Önskade tider",
    "preferred_language": "Önskat språk",
    "reminder_channels": "Påminnelse",
    "needed_aids": "Hjälpmedel och anpassning",
    "other_wishes": "Övriga önskemål",
    "protected_from": "Skyddad från och med",
    "protection_level": "Skydd",
    "protected_person": "Skyddet gäller",
    "protection_source": "Uppgift om skyddet från",
    "keep_from": "Får inte få veta",
    "lifted_on": "Skyddet upphörde",
}
TEXT_LABELS: Mapping[str, str] = {"location": "Var personen finns"}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: what holds first, each with the fields that it was written with, then the history.

    `who_consents` says from which day whose consent is needed: `insats` by the case's legal basis, `other` for every other
    matter; null = no birth date is known, so it cannot be said. `needed` of a consent says the same for its own day.
    """
    person = case.person
    return {
        "identity": _last(person.identities),
        "contact_details": _last(person.contact_details),
        "protection": _protection(person),
        "representatives": [
            {**entry_as_json(each), "to_date": as_json(person.last_day_of(each.entry_id))}
            for each in sorted(
                by_day(person.representatives.values()), key=lambda each: person.last_day_of(each.entry_id) is not None
            )
        ],
        "children": _last(person.children),
        "who_consents": _who_consents(case),
        "consents": [
            {
                **entry_as_json(each), "needed": as_json(case.who_consents(each.consent_to, each.consent_on)),
                "withdrawn": optional_entry_as_json(person.withdrawals.get(each.entry_id)),
            }
            for each in by_day(person.consents.values())
        ],
        "interpreter": _last(person.interpreter_needs),
        "wishes": _last(person.wishes),
        "history": {
            "identity": _all(person.identities), "contact_details": _all(person.contact_details),
            "children": _all(person.children), "interpreter": _all(person.interpreter_needs), "wishes": _all(person.wishes),
        },
    }


def _protection(person: Person) -> dict[str, Any]:
    return {
        "level": as_json(person.protection_level),
        "protections": [
            {**entry_as_json(each), "lifted": optional_entry_as_json(person.lifted.get(each.entry_id))}
            for each in by_day(person.protections.values())
        ],
    }


def _who_consents(case: Case) -> dict[str, Any] | None:
    born = case.person.birth_date
    if born is None:
        return None
    days = [birthday(born, age) for age in (0, CHILD_MAY_CONSENT_FROM, CHILD_CONSENTS_FROM, OF_AGE_FROM)]
    return {
        "insats": _turns(case, ConsentTo.INSATS, days),
        "other": _turns(case, ConsentTo.OTHER, days),
    }


def _turns(case: Case, to: ConsentTo, days: Iterable[date]) -> list[dict[str, Any]]:
    return [{"from": as_json(day), "who": as_json(case.who_consents(to, day))} for day in days]


def _last(entries: Iterable[CaseEntry]) -> dict[str, Any] | None:
    ordered = by_day(entries)
    return entry_as_json(ordered[-1]) if ordered else None


def _all(entries: Iterable[CaseEntry]) -> list[dict[str, Any]]:
    return [entry_as_json(each) for each in by_day(entries)]
