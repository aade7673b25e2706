"""The words of the streams `instrument_catalogue` and `instrument_texts`, and a board's instruments as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.codes import Code
from domain.instrument_catalogue.history import Adopted, CatalogueHistory
from domain.instrument_texts.texts import InstrumentTexts
from domain.instruments.catalogue import SHIPPED
from domain.instruments.definition import AgeForm, Ages, BandTable, Instrument, Item, Scale
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "instrument_catalogue.adopted": "Instrument antaget",
    "instrument_catalogue.withdrawn": "Instrument återtaget",
    "instrument_texts.loaded": "Frågetexter inlästa",
    "instrument_texts.removed": "Frågetexter borttagna",
}
FIELD_LABELS: Mapping[str, str] = {
    "unused_from": "Används inte från och med",
    "instruction_text": "Instruktion",
    "item_texts": "Frågetexter",
    "item_text": "Text",
    "scale_texts": "Skalans ord",
    "licence_holder": "Licensens innehavare",
    "licence_reference": "Licensens beteckning",
}
TEXT_LABELS: Mapping[str, str] = {}


def catalogue_document(history: CatalogueHistory, day: date) -> dict[str, Any]:
    """The instruments on a day, as JSON: every version in use, the shipped first; then every decision of the board."""
    in_use = history.on(day)
    return {
        "on": as_json(day),
        "instruments": [
            {
                **instrument_document(each), "shipped": SHIPPED.find(each.name, each.version) is not None,
                "current": in_use.current(each.name) is each, "when_unstated": in_use.find(each.name) is each,
            }
            for each in in_use if in_use.is_in_use(each)
        ],
        "adopted": [_adopted(each) for each in history.adopted],
    }


def instrument_document(instrument: Instrument) -> dict[str, Any]:
    """One version of an instrument as JSON: what a manager's file says, with what follows from it."""
    return {
        "name": instrument.name, "version": instrument.version, "area": instrument.area, "kind": instrument.kind,
        "meaning": instrument.meaning, "source": instrument.source, "licence": instrument.licence, "better": instrument.better,
        "items": [_item(number, item) for number, item in enumerate(instrument.items, start=1)],
        "total": _scale(instrument.total), "total_is_sum": instrument.total_is_sum, "best_total": as_json(instrument.best_total),
        "respondents": _codes(instrument.respondents), "about": _codes(instrument.about),
        "one_form_per_subject": instrument.one_form_per_subject, "recall_days": instrument.recall_days,
        "age_of": instrument.age_of, "age_forms": [_age_form(each) for each in instrument.age_forms],
        "bands": [_bands(each) for each in instrument.bands],
        "reliable_change": None if instrument.reliable_change is None else {
            "points": as_json(instrument.reliable_change.points), "source": instrument.reliable_change.source,
        },
        "alerts": [{"when": each.kind, "value": as_json(each.value), "source": each.source} for each in instrument.alerts],
        "jumps": [{"when_zero": list(each.when_zero), "may_skip": list(each.may_skip)} for each in instrument.jumps],
    }


def texts_document(texts: InstrumentTexts) -> dict[str, Any]:
    """Loaded texts as JSON; removed ones only as having been there."""
    loaded, standing = texts.loaded, texts.standing
    return {
        "texts": as_json(texts.id), "version": texts.version,
        "instrument": None if loaded is None else loaded.instrument,
        "instrument_version": None if loaded is None else loaded.instrument_version,
        "language": None if loaded is None else loaded.language,
        "licence_holder": None if loaded is None else loaded.licence_holder,
        "licence_reference": None if loaded is None else loaded.licence_reference,
        "removed": texts.removed is not None,
        "instruction": None if standing is None else standing.instruction_text,
        "items": [] if standing is None else [
            {"item": each.item_number, "text": each.item_text, "scale": list(each.scale_texts)}
            for each in sorted(standing.item_texts, key=lambda each: each.item_number)
        ],
    }


def _adopted(each: Adopted) -> dict[str, Any]:
    event, withdrawn = each.event, each.withdrawn
    return {
        "adoption": as_json(event.originator_id), "name": event.instrument, "version": event.instrument_version,
        "definition": event.definition, "usable": each.instrument is not None, "why_not": each.why_not,
        "takes_effect_on": as_json(event.takes_effect_on), "adopted_on": as_json(event.adopted_on),
        "adopted_by": event.adopted_by, "board_decision": event.board_decision_reference, "reason": event.reason,
        "unused_from": None if withdrawn is None else as_json(withdrawn.unused_from),
    }


def _item(number: int, item: Item) -> dict[str, Any]:
    return {
        "number": number, "label": item.label, "part": item.part, "raters": _codes(item.raters), "scale": _scale(item.scale),
    }


def _age_form(form: AgeForm) -> dict[str, Any]:
    return {
        "name": form.name, **_ages(form.ages), "cutoff": as_json(form.cutoff), "cutoff_source": form.cutoff_source,
    }


def _bands(table: BandTable) -> dict[str, Any]:
    return {
        "genders": _codes(table.genders), **_ages(table.ages), "source": table.source,
        "levels": [{"from": as_json(level.low), "name": level.name} for level in table.levels],
    }


def _ages(ages: Ages) -> dict[str, Any]:
    return {"from_age": ages.first, "to_age": ages.last}


def _scale(scale: Scale | None) -> dict[str, Any] | None:
    if scale is None:
        return None
    return {"min": as_json(scale.minimum), "max": as_json(scale.maximum), "step": as_json(scale.step)}


def _codes(codes: tuple[Code, ...]) -> list[str]:
    return [code.value for code in codes]
