"""How the unit looks after its journals in 2026 (sv. *internkontroll*): the routine, who has read it, the plan, an exemption."""

from __future__ import annotations

from datetime import date
from typing import Any

from adapters.demo.casefile import Town
from adapters.demo.cast import STAFF, UNIT_NAME
from adapters.demo.luck import Luck
from adapters.demo.office import write
from domain.completeness.shipped import shipped_rule_definitions
from domain.internal_control.evidence import LightThresholds
from domain.internal_control.plan import ControlPlan
from domain.journal_routine.routine import JournalRoutine
from domain.rule_definition.history import RuleHistory

_NOBODY: dict[str, Any] = {"others": lambda: ()}
_EXEMPTED = "beslut"
"""The story whose client is away and in somebody else's records for a while."""
_HAS_NOT_READ = ("elias", "ines")


def tell_control(town: Town) -> None:
    """Write all of it."""
    rules: dict[str, Any] = {"known_rules": RuleHistory(shipped_rule_definitions())}
    _tell_routine(town)
    _tell_plan(town, rules)
    _tell_exemption(town, rules)


def _tell_routine(town: Town) -> None:
    """A second version after the summer gap; two have not read it, and nobody has inducted the newest yet."""
    luck, staff, routine = Luck("journalrutinen"), town.cast.staff, JournalRoutine()
    karin, decided = staff["karin"], {"decided_by": "enhetschefen"}
    write(town, date(2026, 1, 12), "13:10", karin, routine, routine.adopt, {
        "routine_id": luck.uuid(), "unit": town.cast.units[UNIT_NAME], "routine_text": "Varje besök antecknas inom sju dagar.",
        "effective_from": date(2026, 1, 19), "decided_on": date(2026, 1, 12), **decided,
    }, known=_NOBODY)
    write(town, date(2026, 9, 14), "13:10", karin, routine, routine.revise, {
        "routine_text": "Varje besök antecknas inom sju dagar. Före varje ledighet utses en ersättare, och den som håller ett "
        "besök skriver anteckningen.",
        "effective_from": date(2026, 9, 28), "decided_on": date(2026, 9, 14), "change_summary": "Ersättare före varje ledighet.",
        **decided,
    })
    for nth, key in enumerate(STAFF):
        if key not in _HAS_NOT_READ:
            day = date(2026, 9, 16 + nth % 2)
            write(town, day, f"08:{20 + nth}", staff[key], routine, routine.acknowledge, {
                "entry_id": luck.uuid(), "routine_version": 2, "acknowledged_on": day,
            })
    write(town, date(2026, 9, 1), "09:00", karin, routine, routine.plan_induction, {
        "entry_id": luck.uuid(), "staff": staff["elias"], "employed_from": date(2026, 9, 1),
    })
    write(town, date(2026, 9, 8), "15:00", karin, routine, routine.give_induction, {
        "entry_id": luck.uuid(), "staff": staff["elias"], "given_on": date(2026, 9, 8), "routine_version": 1, "given_by": karin,
        "gone_through": "Rutinen, systemet och två av de egna journalerna.",
    })


def _tell_plan(town: Town, rules: dict[str, Any]) -> None:
    """Two handled risks and an accepted one; one control made by hand in spring, those of the rules wait to be run."""
    luck, karin, plan = Luck("internkontrollplanen"), town.cast.staff["karin"], ControlPlan()

    def tell(day: date, clock: str, decision: str, **values: Any) -> None:
        known = {"begin": _NOBODY, "plan_control": rules, "carry_out": {"reviewed": None}}.get(decision)
        write(town, day, clock, karin, plan, getattr(plan, decision), values, known=known)

    day = date(2026, 1, 14)
    silence, apart, accepted = (luck.uuid() for _ in range(3))
    tell(day, "09:00", "begin", plan_id=luck.uuid(), year=2026, unit=town.cast.units[UNIT_NAME])
    for risk_id, risk, chance, cost, response, handling in (
        (silence, "Journaler är tysta när ordinarie personal är borta.", 3, 4, "handled", "Alla journaler granskas."),
        (apart, "Fakta och bedömning blandas.", 2, 3, "handled", "Tio journaler läses i mars."),
        (accepted, "En synpunkt diarieförs en dag för sent.", 2, 1, "accepted", "Följden är liten."),
    ):
        tell(day, "09:10", "assess_risk", risk_id=risk_id, process_name="Dokumentation", risk=risk, probability=chance,
             consequence=cost, risk_response=response, handling=handling)
    by_rules, by_hand = luck.uuid(), luck.uuid()
    tell(day, "09:30", "plan_control", control_id=by_rules, risk_id=silence, control="Inget pågående ärende är tyst för länge.",
         population="Alla journaler", control_method="full_review", control_rules=("R-04",), responsible=karin,
         control_due_days=(date(2026, 4, 15), date(2026, 9, 15), date(2026, 12, 1)))
    tell(day, "09:40", "plan_control", control_id=by_hand, risk_id=apart, control="Fakta och bedömning hålls isär.",
         population="Tio journaler", control_method="sample", evidence_wanted="Granskarens protokoll.", responsible=karin,
         control_due_days=(date(2026, 3, 31),))
    tell(date(2026, 1, 27), "16:10", "adopt", adopted_on=date(2026, 1, 27), plan_adopted_by="Socialnämnden",
         thresholds=LightThresholds(green_from_percent=95, yellow_from_percent=80))
    tell(date(2026, 4, 9), "16:30", "carry_out", outcome_id=luck.uuid(), control_id=by_hand, planned_for=date(2026, 3, 31),
         carried_out_on=date(2026, 4, 9), n_checked=10, n_faulty=1,
         outcome_text="I en journal står bedömningen bland det som hände.")
    measure = luck.uuid()
    tell(date(2026, 4, 10), "09:00", "decide_measure", measure_id=measure, control_id=by_hand, owner=town.cast.staff["leila"],
         control_measure="Mallen för anteckningar får egna rubriker.", measure_last_day=date(2026, 5, 29))
    tell(date(2026, 5, 25), "15:20", "do_measure", measure_id=measure, done_on=date(2026, 5, 25), done_how="Mallen är bytt.")
    tell(date(2026, 5, 11), "14:00", "report_tertial", tertial="T1",
         tertial_text="Totalgranskningen i april gjordes inte. Den görs efter sommaren.")


def _tell_exemption(town: Town, rules: dict[str, Any]) -> None:
    course = town.courses[f"nu/{_EXEMPTED}"]
    file, karin, day = course.file, town.cast.staff["karin"], date(2026, 10, 19)
    write(town, day, "09:40", karin, file.case, file.case.exempt_from_rule, {
        "entry_id": file.pages.uuid(), "rule": "R-04", "exempted_until": date(2026, 11, 27), "exempted_by": karin,
        "exemption_basis": "documented_elsewhere",
        "exemption_reason": "Kliniken för journal under de veckor som klienten är där; samtalen fortsätter per telefon.",
    }, file.unit, known=rules)
