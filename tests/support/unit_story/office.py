"""The unit and what it measures by: offering and its ratings, an instrument of its own, definitions, targets, earlier figures."""

from __future__ import annotations

from typing import Any

from tests.support.unit_story.cast import JOHAN, KARIN, KBT, MIRA, RUT, STAFF, UNIT, Pens

_SCALE = """
[[instrument]]
name = "Veckokollen"
version = "1"
area = "wellbeing"
meaning = "Hur veckan har varit, i slutet av varje samtal."
source = "policy"
better = "higher"
respondents = ["brukare"]
about = ["klienten"]
items = [{ labels = ["sömnen", "suget"], min = 1, max = 5 }]
total = { min = 2, max = 10, rule = "sum" }
"""
_MONTHS = """
id = "kbt.long_treatments"
version = {version}
name = "Behandlingstid"
meaning = "{meaning}"
source = "Enhetens beslut"
activities = ["KBT-teamet"]
unit_of_count = "case"
kind = "mean"
population = [{{ period = "closed" }}{also}]
mean_of = "treatment_days"
divided_by = 30.4375
missing = "Start är inte känd"
"""
_OF_ALL = _MONTHS.format(version=1, also="", meaning="Av avslutade ärenden: medelvärdet av månaderna från Start till Avslutat.")
_OF_PLANNED = _MONTHS.format(
    version=2, also=', { field = "close_manner", is = ["enligt planering"] }',
    meaning="Av ärenden som avslutats enligt planering: medelvärdet av månaderna från Start till Avslutat.",
)
_TEXTS: dict[str, Any] = {
    "instrument": "Veckokollen", "instrument_version": "1", "language": "sv",
    "instruction_text": "Ringa in ett tal på varje rad.", "licence_holder": "Öppenvården", "licence_reference": "Eget formulär",
}


def tell_office(pens: Pens) -> None:
    """November 2024 to December 2025."""
    pens.board.write("2024-11-01 08:00", RUT, "establish", board_id="socialnämnden", name="Socialnämnden i Exempelstad")
    for name, part_of in (("Öppenvården", {}), ("KBT-teamet", {"part_of": UNIT})):
        pens.unit(name).write("2024-11-01 08:10", RUT, "establish", unit_id=name, name=name, **part_of)
    for each in STAFF:
        pens.staff(each.key).write("2024-11-01 08:30", RUT, "register", staff_id=each.key, name=each.name, title=each.title,
                                   unit=KBT if each in (JOHAN, MIRA) else UNIT)
    _tell_offering(pens)
    _tell_instrument(pens)
    _tell_definitions(pens)
    _tell_earlier_figures(pens)


def _tell_offering(pens: Pens) -> None:
    pens.offering.write("2024-11-04 09:00", KARIN, "establish", offering_id="KBT-behandling", unit=KBT,
                        offering_name="KBT vid skadligt bruk", service_kind="substance_use_treatment", regime="full_case",
                        regime_from="2024-09-01")
    pens.offering.write(
        "2024-12-02 09:30", KARIN, "set_instruments", instruments_from="2025-01-01", reason="Enhetens skattningsrutin för 2025.",
        expected_ratings=[{"instrument": "AUDIT", "rated_when": "every_months", "every_months": 6},
                          {"instrument": "SRS", "rated_when": "each_session", "session_kinds": ["conversation"]}],
    )


def _tell_instrument(pens: Pens) -> None:
    own, texts, again = pens.instrument("Veckokollen"), pens.item_texts("texterna"), pens.item_texts("texterna i maj")
    own.write("2024-12-02 10:00", KARIN, "adopt", adoption_id="Veckokollen", definition=_SCALE, takes_effect_on="2025-01-01",
              adopted_on="2024-11-28", adopted_by="Enhetschefen", reason="Samtalen börjar i hur veckan har varit.")
    texts.write("2025-01-07 09:00", KARIN, "load", texts_id="texterna", **_TEXTS, item_texts=[
        {"item_number": 1, "item_text": "Så har jag sovit", "scale_texts": ["dåligt", "bra"]},
        {"item_number": 2, "item_text": "Så har suget varit", "scale_texts": ["starkt", "svagt"]},
    ])
    texts.write("2025-05-12 09:00", KARIN, "remove", reason="Den andra raden missförstås; nya texter läses in.")
    again.write("2025-05-12 09:10", KARIN, "load", texts_id="texterna i maj", **_TEXTS, item_texts=[
        {"item_number": 1, "item_text": "Så har jag sovit i veckan", "scale_texts": ["dåligt", "bra"]},
        {"item_number": 2, "item_text": "Så lätt har det varit att stå emot", "scale_texts": ["svårt", "lätt"]},
    ])
    own.write("2025-12-15 09:00", KARIN, "withdraw", unused_from="2026-01-01", reason="ORS används för alla från årsskiftet.")


def _tell_definitions(pens: Pens) -> None:
    by: dict[str, Any] = {"adopted_on": "2024-12-02", "adopted_by": "Enhetschefen"}
    pens.indicator("behandlingstiden").write(
        "2024-12-02 11:00", KARIN, "adopt", decision_id="behandlingstiden", indicator="kbt.long_treatments", indicator_version=1,
        definition=_OF_ALL, takes_effect_on="2025-01-01", reason="Vi följer de långa behandlingarna.", **by,
    )
    pens.indicator("behandlingstiden, ny").write(
        "2025-08-25 11:00", KARIN, "adopt", decision_id="behandlingstiden, ny", indicator="kbt.long_treatments",
        indicator_version=2, definition=_OF_PLANNED, takes_effect_on="2025-09-01",
        reason="Avbrott drar ned medelvärdet och döljer de långa behandlingarna.", **by,
    )
    pens.indicator("brottet i serien").write(
        "2025-08-25 11:10", KARIN, "note_series_break", decision_id="brottet i serien", indicator="kbt.long_treatments",
        broken_from="2025-09-01", reason="Bara planerade avslut räknas härefter.",
    )
    target = {"amount": "80", "target_unit": "percent", "predicate": "at_least"}
    for name, percent, reason in (("målet om avslut", "80", "Nämndens mål för 2025."), ("målet, för högt", "95", "Skrivet fel.")):
        pens.indicator(name).write(
            "2024-12-02 11:20", KARIN, "set_target", decision_id=name, indicator="kbt.closed_as_planned",
            takes_effect_on="2025-01-01", target={**target, "amount": percent}, adopted_by="Nämnden", reason=reason,
        )
    pens.indicator("målet, för högt").write("2024-12-03 08:20", KARIN, "withdraw", reason="Nämnden beslutade 80 procent.")
    pens.indicator("gruppen läggs ned").write(
        "2024-12-02 11:30", KARIN, "end_measuring", decision_id="gruppen läggs ned", indicator="fng.clients",
        takes_effect_on="2025-01-01", reason="Enheten har ingen familjegrupp.",
    )


def _tell_earlier_figures(pens: Pens) -> None:
    """Two years from the archive: one was first entered for the wrong year."""
    for year, numerator, denominator, amount in (("2018", 13, 20, "65"), ("2019", 18, 24, "75")):
        printed: dict[str, Any] = {
            "figure_unit": "percent", "source_document": f"Verksamhetsberättelse {year}, s. 14",
            "published_on": f"{int(year) + 1}-02-01",
        }
        figure = pens.published(f"avslut {year}")
        stated = {"amount": amount, "numerator": numerator, "denominator": denominator}
        figure.write("2024-12-04 13:00", RUT, "enter", figure_id=f"avslut {year}", indicator="kbt.closed_as_planned", unit=UNIT,
                     period=year, figure=stated if year == "2019" else {**stated, "numerator": 12}, **printed)
        if year == "2018":
            figure.write("2024-12-04 13:20", RUT, "correct", figure=stated, reason="Täljaren är 13 i källan.", **printed)
    wrong = pens.published("avslut 2020")
    wrong.write("2024-12-04 13:30", RUT, "enter", figure_id="avslut 2020", indicator="kbt.closed_as_planned", unit=UNIT,
                period="2020", figure_unit="percent", figure={"amount": "71"}, source_document="Nämndens bokslut 2020")
    wrong.write("2024-12-05 08:40", RUT, "withdraw", reason="Siffran gäller hela socialtjänsten.")
