"""Settings of how the work is arranged (sv. *verksamheten*): units, staff, offerings, routines, instruments, goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from api.web.formats import day as day_text
from api.web.formats import number
from api.web.pages.results_lines import target_text
from api.web.pages.settings_entries import Entry, Section, Step, by_day, day_of, steps_of
from api.web.texts import _, swedish, word
from domain.offering.codes import DocumentationRegime, RatedWhen, ServiceKind

Names = Mapping[str, str]
"""What units and activities are called, by id."""


def offering_sections(offerings: Sequence[Mapping[str, Any]], names: Names, day: date) -> list[Section]:
    """The services on offer, with their regimes and rating terms. `names` are the units', by id."""
    return [("", [_offering(each, names, day) for each in offerings])]


def routine_sections(routines: Sequence[Mapping[str, Any]], names: Names, day: date) -> list[Section]:
    """The journal routines with their versions."""
    return [("", [_routine(each, names, day) for each in routines])]


def unit_sections(units: Sequence[Mapping[str, Any]]) -> list[Section]:
    """The units, each with its activities."""
    return [
        (top["name"], [
            Entry(each["name"], _("verksamhet")) for each in units if each["part_of"] == top["unit"]
        ] or [Entry(top["name"], _("enhet utan verksamheter"))])
        for top in units if top["part_of"] is None
    ]


def staff_sections(staff: Sequence[Mapping[str, Any]], names: Names, day: date) -> list[Section]:
    """The members of staff by unit, with who is away now or will be."""
    by_unit: dict[str, list[Entry]] = {}
    for each in staff:
        by_unit.setdefault(names.get(each["unit"] or "", _("Hela nämnden")), []).append(_member(each, day))
    return list(by_unit.items())


def instrument_sections(
    document: Mapping[str, Any], texts: Iterable[Mapping[str, Any]], day: date
) -> list[Section]:
    """What ratings are made with, what the board has adopted, and whose texts are loaded.

    Args:
        document: As `/api/v1/instruments` answers.
        texts: As the register `instrument-texts` has them.
    """
    in_use = [
        Entry(
            f"{_(each['name'])} {_('version')} {each['version']}",
            _("följer med tjänsten") if each["shipped"] else _("nämndens eget"),
            [
                (_("Mäter"), word(each["meaning"])), (_("Källa"), swedish(each["source"])), (_("Licens"), word(each["licence"])),
                (_("Gränser"), "; ".join(_cutoff(form) for form in each["age_forms"] if form["cutoff"] is not None)),
            ],
        )
        for each in document["instruments"]
    ]
    adopted = [
        Entry(
            f"{each['name']} {_('version')} {each['version']}",
            _("används inte från {day}").format(day=day_text(each["unused_from"])) if each["unused_from"]
            else _("antaget") if each["usable"] else _("kan inte användas: {why}").format(why=each["why_not"]),
            steps=steps_of([each], day, lambda one: _("används"), "takes_effect_on", "/instruments/{}/withdrawal"),
        )
        for each in document["adopted"]
    ]
    return [(_("Används"), in_use), (_("Nämndens beslut"), adopted), (_("Inlästa frågetexter"), [_texts(each) for each in texts])]


def goal_sections(goals: Sequence[Mapping[str, Any]], day: date) -> list[Section]:
    """A year's goals by level, with their expected results and planned indicators, and what was changed.

    Args:
        goals: As `/api/v1/goal-chain` answers.
    """
    found: dict[str, list[Entry]] = {}
    for goal in _every(goals):
        level = _(goal["level_in_words"])
        found.setdefault(level[:1].upper() + level[1:], []).append(_goal(goal, day))
    return list(found.items())


def _offering(offering: Mapping[str, Any], names: Mapping[str, str], day: date) -> Entry:
    regime = DocumentationRegime(offering["regime"])
    facts = [
        (_("Var"), names.get(offering["unit"], "")), (_("Slag av insats"), _(ServiceKind(offering["kind"]).swedish)),
        (_("Identitet"), _("registreras") if offering["takes_identity"] else _("registreras inte")),
        (_("Högst antal samtal"), number(offering["max_talks"]) if offering["max_talks"] else ""),
        (_("Skattas med alla"), "; ".join(_rated(each, day) for each in _latest(offering["rating_terms"], day))),
    ]
    steps = [
        *steps_of(offering["regimes"], day, lambda each: _(DocumentationRegime(each["regime"]).swedish)),
        *steps_of(offering["terms"][1:], day, lambda each: _("nya villkor: {name}").format(name=each["name"])),
        *steps_of(offering["rating_terms"], day, lambda each: _("ny skattningsrutin")),
    ]
    if offering["withdrawn_from"]:
        steps.append(Step(day_of(offering["withdrawn_from"]), _("tar inte emot nya")))
    return Entry(
        offering["name"], _(regime.swedish), [each for each in facts if each[1]], by_day(steps),
        record=("offering", offering["offering"]),
    )


def _latest(terms: Sequence[Mapping[str, Any]], day: date) -> list[Mapping[str, Any]]:
    held = [each for each in terms if (day_of(each["from"]) or day) <= day]
    return [one for each in held[-1:] for one in each["expected"]]


def _rated(expected: Mapping[str, Any], day: date) -> str:
    return f"{expected['instrument']} {_(RatedWhen(expected['when']).swedish)}"


def _routine(routine: Mapping[str, Any], names: Mapping[str, str], day: date) -> Entry:
    now = [each for each in routine["versions"] if each["routine_version"] == routine["in_force"]]
    facts = [(_("Rutinen"), swedish(each["routine_text"])) for each in now] + [
        (_("Har kvitterat"), number(each["acknowledged"])) for each in now
    ]
    steps = steps_of(
        routine["versions"], day,
        lambda each: _("version {number}").format(number=each["routine_version"])
        + (f": {each['change_summary']}" if each["change_summary"] else ""), "effective_from",
    )
    return Entry(
        names.get(routine["unit"] or "", _("Hela nämnden")),
        _("upphävd {day}").format(day=day_text(routine["ended"]["last_day"])) if routine["ended"]
        else _("version {number} gäller").format(number=routine["in_force"]) if routine["in_force"] else _("gäller inte än"),
        facts, steps,
        [("GET /review/routines/{routine_id}", f"/review/routines/{routine['routine']}", _("Vem som har kvitterat"))],
        record=None if routine["ended"] else ("journal_routine", routine["routine"]),
    )


def _member(member: Mapping[str, Any], day: date) -> Entry:
    away = [each for each in member["absences"] if each["to"] is None or day_of(each["to"]) >= day]
    facts = [
        (_("Borta"), _("{first} till {last}").format(
            first=day_text(each["from"]), last=day_text(each["to"]) if each["to"] else _("vidare"),
        ))
        for each in away
    ]
    return Entry(member["name"], member["title"] or "", facts, record=("staff", member["staff"]))


def _cutoff(form: Mapping[str, Any]) -> str:
    return f"{_(form['name'])}: {number(form['cutoff'])}"


def _texts(texts: Mapping[str, Any]) -> Entry:
    return Entry(
        f"{texts['instrument']} {_('version')} {texts['instrument_version']}, {texts['language']}",
        _("borttagna") if texts["removed"] else _("inlästa"),
        [
            (_("Licensens innehavare"), texts["licence_holder"] or ""), (_("Licens"), texts["licence_reference"] or ""),
            (_("Frågor"), number(len(texts["items"]))),
        ],
        record=None if texts["removed"] else ("instrument_texts", texts["texts"]),
    )


def _every(goals: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    for goal in goals:
        yield goal
        yield from _every(goal["goals"])


def _goal(goal: Mapping[str, Any], day: date) -> Entry:
    planned = [*goal["indicators"], *(line for each in goal["expected_results"] for line in each["indicators"])]
    facts = [
        (_("Förväntat resultat"), _with_target(swedish(each["wording"]), each["target_in_words"]))
        for each in goal["expected_results"] if each["ended"] is None
    ] + [
        (_("Indikator"), _with_target(word(each["name"]), each["annual_target_in_words"]))
        for each in planned if each["ended"] is None
    ]
    steps = [step for each in (goal, *goal["expected_results"], *planned) for step in _changes(each, day)]
    if goal["ended"]:
        steps.append(Step(day_of(goal["ended"]["ended_on"]), _("avslutat"), goal["ended"]["reason"].rstrip(".")))
    return Entry(swedish(goal["wording"]), _("avslutat") if goal["ended"] else goal["label_used"] or "", facts, by_day(steps))


def _with_target(text: str, stated: str | None) -> str:
    return Markup("{} ({})").format(text, target_text(stated)) if stated else text


def _changes(item: Mapping[str, Any], day: date) -> list[Step]:
    """What an item of the chain said before it was changed, on the day of each change."""
    return [
        Step(
            day_of(each["changed_on"]), _("ändrat; innan: {said}").format(said=each.get("wording") or item.get("name") or "–"),
            (each["reason"] or "").rstrip("."),
        )
        for each in item["earlier"]
    ]
