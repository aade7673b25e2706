"""What the unit aims at in 2026 (sv. *styrning*): the goal chain, the annual wheel, what is measured and how, earlier figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from adapters.demo.casefile import Town
from adapters.demo.cast import CBT_TEAM, POLICY, UNIT_NAME, YOUTH_CLINIC
from adapters.demo.luck import Luck
from adapters.demo.office import write
from adapters.indicator_files import shipped_definitions
from domain.annual_wheel.events import WheelDay
from domain.annual_wheel.wheel_item import WheelItem
from domain.goal.chain import GoalChain
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.goal.target import Target
from domain.indicator_definition.decision import IndicatorDecision
from domain.indicator_definition.history import IndicatorHistory
from domain.instrument_catalogue.adoption import InstrumentAdoption
from domain.instrument_catalogue.history import CatalogueHistory
from domain.instrument_texts.events import ItemText
from domain.instrument_texts.texts import InstrumentTexts
from domain.published_figure.events import PublishedValue
from domain.published_figure.published_figure import PublishedFigure

_YEAR = 2026
_PLANNED_ON = date(2025, 12, 8)
_NOBODY: dict[str, Any] = {"others": lambda: ()}
_SCALE = """
[[instrument]]
name = "Veckokollen"
version = "1"
area = "wellbeing"
meaning = "Hur veckan har varit, i slutet av varje träff."
source = "policy"
better = "higher"
respondents = ["brukare"]
about = ["klienten"]
items = [{ labels = ["sömnen", "skolan", "kompisarna"], min = 1, max = 5 }]
total = { min = 3, max = 15, rule = "sum" }
"""
_ITEMS = (("Så har jag sovit", "dåligt", "bra"), ("Så har skolan varit", "tungt", "lätt"), ("Så har det varit med kompisar",
          "ensamt", "roligt"))
_LONG_TREATMENTS = """
id = "kbt.long_treatments"
version = 1
name = "Behandlingstid vid planerade avslut"
meaning = "Av ärenden som avslutats enligt planering under perioden: medelvärdet av månaderna från Start till Avslutat."
source = "Enhetens beslut 2026-08-24"
activities = ["KBT-teamet"]
unit_of_count = "case"
kind = "mean"
population = [{ period = "closed" }, { field = "close_manner", is = ["enligt planering"] }]
mean_of = "treatment_days"
divided_by = 30.4375
missing = "Start är inte känd"
"""


def tell_steering(town: Town) -> None:
    """Write the plan for the year, what was done of it, and what was decided about the measures."""
    _tell_goals(town)
    _tell_wheel(town)
    _tell_measures(town)
    _tell_instrument(town)
    _tell_earlier_figures(town)


def percent(amount: int) -> Target:
    """At least so many percent."""
    return Target(amount=Decimal(amount), target_unit=TargetUnit.PERCENT, predicate=TargetPredicate.AT_LEAST)


def _tell_goals(town: Town) -> None:
    luck, karin, chain, unit = Luck("målkedjan"), town.cast.staff["karin"], GoalChain(), town.cast.units[UNIT_NAME]

    def tell(day: date, clock: str, decision: str, **values: Any) -> None:
        known = _NOBODY if decision == "begin" else None
        write(town, day, clock, karin, chain, getattr(chain, decision), values, known=known)

    tell(_PLANNED_ON, "09:00", "begin", chain_id=luck.uuid(), year=_YEAR)
    under: UUID | None = None
    for level, wording, more in (
        ("council_direction", "En stad där alla får stöd i tid", {}),
        ("council_area", "Den som behöver stöd får en insats som fungerar", {}),
        ("board", "Den enskilde är med och utformar sitt stöd", {}),
        ("unit", "Klienterna är delaktiga i stödet.", {"unit": unit, "label_used": "åtagande"}),
    ):
        above, under = under, luck.uuid()
        tell(_PLANNED_ON, "09:10", "set_goal", goal_id=under, level=level, wording=wording, under=above, **more)
        board_goal, goal = above, under
    tell(date(2026, 1, 12), "09:20", "change_goal", goal_id=goal, wording="Klienterna är med och utformar stödet.",
         label_used="åtagande", under=board_goal, changed_on=date(2026, 1, 12), reason="Nämndens ord används.")
    tell(_PLANNED_ON, "09:30", "describe_work", goal_id=goal, ways_of_working="Planen skrivs tillsammans med den enskilde.",
         use_of_resources="Metodstöd fyra timmar i månaden.", how_followed_up="Varje tertial, och på arbetsplatsträffar.",
         development="Fler skattar vid varje samtal; barnens röst i planen.")
    result = luck.uuid()
    tell(_PLANNED_ON, "09:40", "set_expected_result", result_id=result, goal_id=goal, target=percent(90),
         wording="Den enskilde har varit med och tagit fram sin plan.")
    tell(date(2026, 1, 12), "09:30", "change_expected_result", result_id=result, target=percent(95),
         wording="Den enskilde har varit med och tagit fram sin plan.", changed_on=date(2026, 1, 12),
         reason="Kvalitetsgarantin är 95 procent.")
    _tell_lines(luck, tell, goal, result, unit)
    _tell_activities(town, luck, tell, goal)


def _tell_lines(luck: Luck, tell: Any, goal: UUID, result: UUID, unit: UUID) -> None:
    """An annual target above the council's, one in words, one left blank, one without a definition until August."""
    in_words = Target(target_text="tas fram av nämnd")
    rows: tuple[tuple[UUID | None, str | None, str, dict[str, Any]], ...] = (
        (result, "all.plan_participation", "Delaktiga i genomförandeplanen",
         {"annual_target": percent(97), "council_target": percent(95), "periodicity": "tertial"}),
        (goal, "all.treated_well", "Bemötta väl", {"annual_target": percent(90), "periodicity": "tertial"}),
        (goal, "um.positive_change_ors", "Positiv förändring enligt ORS", {"annual_target": in_words, "periodicity": "year"}),
        (goal, "bostod.rent_in_time", "Boende som betalat hyran i tid", {"periodicity": "tertial"}),
        (None, "all.interrupted", "Avbrutna behandlingar", {"unit": unit, "periodicity": "month"}),
    )
    for under, indicator, name, more in rows:
        tell(_PLANNED_ON, "10:00", "plan_indicator", line_id=luck.uuid(), under=under, indicator=indicator, indicator_name=name,
             **more)
    late = luck.uuid()
    tell(_PLANNED_ON, "10:20", "plan_indicator", line_id=late, unit=unit, indicator_name="Behandlingstid", periodicity="year")
    tell(date(2026, 8, 24), "13:20", "change_indicator_plan", line_id=late, indicator="kbt.long_treatments", periodicity="year",
         changed_on=date(2026, 8, 24), reason="Definitionen är antagen.")


def _tell_activities(town: Town, luck: Luck, tell: Any, goal: UUID) -> None:
    """One is done, one goes on, and one was given up."""
    staff = town.cast.staff
    rows = (("Metodstöd i delaktiga planer.", "leila", date(2026, 5, 29)), ("Kvällstider på prov.", "sara", date(2026, 11, 27)),
            ("Broschyr om rätten att klaga.", "ines", date(2026, 9, 30)))
    ids = [luck.uuid() for _ in rows]
    for activity_id, (wording, key, ends_on) in zip(ids, rows, strict=True):
        tell(date(2026, 1, 12), "10:00", "plan_activity", activity_id=activity_id, goal_id=goal, wording=wording,
             starts_on=date(2026, 2, 2), ends_on=ends_on, responsible=staff[key])
    tell(date(2026, 5, 22), "15:00", "finish_activity", activity_id=ids[0], done_on=date(2026, 5, 21))
    tell(date(2026, 6, 8), "15:00", "end_item", item_id=ids[2], ending="ended", ended_on=date(2026, 6, 8),
         reason="Staden tar fram en gemensam.")


def _tell_wheel(town: Town) -> None:
    """The year's fixed days: all are done in time but two, one late and one not done yet."""
    luck, karin, unit = Luck("årshjulet"), town.cast.staff["karin"], town.cast.units[UNIT_NAME]
    rows: tuple[tuple[str, str, tuple[tuple[int, int | None], ...], tuple[date, ...]], ...] = (
        ("activity_plan", "Verksamhetsplan", ((1, 31),), (date(2026, 1, 28),)),
        ("quality_report", "Kvalitetsberättelse", ((2, 28),), (date(2026, 2, 26),)),
        ("t1", "Tertialrapport 1", ((5, 15),), (date(2026, 5, 8),)),
        ("t2", "Tertialrapport 2", ((9, 15),), (date(2026, 9, 11),)),
        ("internal_control_review", "Granskning av journaler", ((3, 31), (10, 15)), (date(2026, 4, 9),)),
        ("lex_sarah_information", "Information om lex Sarah", ((9, 30),), (date(2026, 9, 24),)),
        ("user_survey", "Brukarundersökning", ((5, None),), (date(2026, 6, 1),)),
        ("internal_control_plan", "Plan för internkontroll", ((12, 15),), ()),
    )
    for kind, heading, days, done in rows:
        item = WheelItem()
        write(town, _PLANNED_ON, "13:00", karin, item, item.place, {
            "item_id": luck.uuid(), "wheel_kind": kind, "heading": heading, "unit": unit, "owner_role": "biträdande enhetschef",
            "due_days": tuple(WheelDay(month=month, day=day) for month, day in days), "from_year": _YEAR,
        }, known=_NOBODY)
        for occasion, day in enumerate(done, 1):
            write(town, day, "16:20", karin, item, item.tick_off, {"year": _YEAR, "occasion": occasion, "done_on": day})


def _tell_measures(town: Town) -> None:
    """A definition of the unit's own, a target for next year, and a series that was broken when the rents were paid otherwise."""
    luck, karin = Luck("indikatorbeslut"), town.cast.staff["karin"]
    known = {"known_indicators": IndicatorHistory(shipped_definitions())}

    def tell(day: date, clock: str, name: str, **values: Any) -> None:
        decision = IndicatorDecision()
        write(town, day, clock, karin, decision, getattr(decision, name), {"decision_id": luck.uuid(), **values}, known=known)

    tell(date(2026, 8, 24), "13:10", "adopt", indicator="kbt.long_treatments", indicator_version=1, definition=_LONG_TREATMENTS,
         takes_effect_on=date(2026, 9, 1), adopted_on=date(2026, 8, 24), adopted_by="Enhetschefen",
         reason="Vi följer de långa behandlingarna.")
    tell(date(2025, 12, 8), "14:10", "set_target", indicator="kbt.reduced_use", takes_effect_on=date(2026, 1, 1),
         target=percent(75), adopted_by="Nämnden", reason="Två år i rad över 80 procent.")
    tell(date(2026, 2, 9), "14:20", "note_series_break", indicator="bostod.rent_in_time", broken_from=date(2026, 1, 1),
         reason="Hyran betalas direkt till värden; tidigare år går inte att jämföra.")


def _tell_instrument(town: Town) -> None:
    luck, karin = Luck("eget instrument"), town.cast.staff["karin"]
    own, texts = InstrumentAdoption(), InstrumentTexts()
    write(town, date(2026, 8, 24), "13:30", karin, own, own.adopt, {
        "adoption_id": luck.uuid(), "definition": _SCALE, "takes_effect_on": date(2026, 9, 1), "adopted_on": date(2026, 8, 24),
        "adopted_by": "Enhetschefen", "reason": "Ungdomarna ville ha en egen, kort skattning.",
    }, known={"known_instruments": CatalogueHistory.fold(())})
    load_id = luck.uuid()
    town.chronicle.at(date(2026, 8, 24), "13:40", texts, lambda today: texts.load(
        texts_id=load_id, instrument="Veckokollen", instrument_version="1", language="sv",
        instruction_text="Ringa in ett tal på varje rad.",
        item_texts=tuple(
            ItemText(item_number=number, item_text=text, scale_texts=(low, high))
            for number, (text, low, high) in enumerate(_ITEMS, 1)
        ),
        licence_holder=UNIT_NAME, licence_reference="Eget formulär", others=lambda: (),
        known_instruments=CatalogueHistory.fold([] if own.adopted is None else [own.adopted]),
        stamp=town.cast.stamp(karin), policy=POLICY,
    ))


def _tell_earlier_figures(town: Town) -> None:
    """From reports of the years before the records were kept here."""
    luck, ines, units = Luck("tidigare uppgifter"), town.cast.staff["ines"], town.cast.units
    rows = (
        (CBT_TEAM, "kbt.closed_as_planned", "2023", 74, 20, 27), (CBT_TEAM, "kbt.closed_as_planned", "2024", 78, 25, 32),
        (YOUTH_CLINIC, "um.positive_change_ors", "2023", 69, 22, 32),
        (YOUTH_CLINIC, "um.positive_change_ors", "2024", 71, 27, 38),
    )
    for nth, (activity, indicator, year, amount, numerator, denominator) in enumerate(rows):
        figure = PublishedFigure()
        write(town, date(2025, 2, 3), f"13:{nth}0", ines, figure, figure.enter, {
            "figure_id": luck.uuid(), "indicator": indicator, "unit": units[activity], "period": year, "figure_unit": "percent",
            "figure": PublishedValue(amount=Decimal(amount), numerator=numerator, denominator=denominator),
            "source_document": f"Verksamhetsberättelse {year}, s. 12", "published_on": date(int(year) + 1, 2, 2),
        }, known=_NOBODY)
