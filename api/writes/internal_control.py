"""What may be written in the stream `internal_control`: a year's plan, its controls, and what is done about what they show."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.internal_control.plan import ControlPlan

_PLAN = "/internal-control-plans/{plan_id}"
_RISKS, _CONTROLS, _OUTCOMES, _MEASURES = (f"{_PLAN}/{name}" for name in ("risks", "controls", "outcomes", "measures"))
_STAFF = example_id("/staff", "staff_id")
_RISK = {
    "process_name": "Dokumentation", "risk": "Journaler saknar anteckningar när ordinarie personal är borta.",
    "probability": 3, "consequence": 4, "risk_response": "handled",
    "handling": "Alla journaler granskas tre gånger om året, också efter sommaren.",
}
_FULL = {
    "risk_id": example_id(_RISKS, "risk_id"), "control": "Inget pågående ärende är tyst för länge.",
    "population": "Alla enhetens journaler", "control_method": "full_review", "control_rules": ["R-04"],
    "control_due_days": ["2025-04-15", "2025-09-15", "2025-12-01"], "responsible_id": _STAFF,
}
_SAMPLE = {
    "risk_id": example_id(_RISKS, "risk_id"), "control": "Fakta och bedömning är åtskilda.", "population": "Tio journaler",
    "control_method": "sample", "evidence_wanted": "Granskarens protokoll.", "control_due_days": ["2025-10-15"],
    "responsible_id": _STAFF,
}
_BY_HAND = {
    "control_id": example_id(f"{_CONTROLS}/stickprov", "control_id"), "planned_for": "2025-10-15", "carried_out_on": "2025-10-20",
    "n_checked": 10, "n_faulty": 1, "outcome_text": "I en journal står bedömningen bland det som hände.",
}
_MEASURE = {
    "control_id": example_id(_CONTROLS, "control_id"), "control_measure": "Ersättare utses före varje ledighet.",
    "owner_id": _STAFF, "measure_last_day": "2026-06-15",
}

WRITES: tuple[Write, ...] = (
    Write(
        "/internal-control-plans", ControlPlan.begin, "Påbörja årets internkontrollplan",
        {"year": 2025, "unit": example_id("/units", "unit_id")}, new_ids=("plan_id",), begins=True, by_manager=True,
    ),
    Write(
        _RISKS, ControlPlan.assess_risk, "Bedöm en risk: sannolikhet och konsekvens", _RISK, new_ids=("risk_id",),
        more={
            "liten": {
                **_RISK, "risk": "En synpunkt diarieförs en dag för sent.", "probability": 2, "consequence": 1,
                "risk_response": "accepted", "handling": "Följden är liten.",
            },
        },
        by_manager=True,
    ),
    Write(
        f"{_RISKS}/{{risk_id}}/reassessments", ControlPlan.reassess_risk, "Bedöm risken på nytt",
        {**_RISK, "probability": 2, "reason": "Ersättare finns nu i alla grupper."}, new_ids=(), by_manager=True,
    ),
    Write(
        f"{_PLAN}/withdrawn-risks", ControlPlan.withdraw_risk, "Ta bort en risk ur planen",
        {"risk_id": example_id(f"{_RISKS}/liten", "risk_id"), "reason": "Hör till nämndens egen plan."}, new_ids=(),
        by_manager=True,
    ),
    Write(
        _CONTROLS, ControlPlan.plan_control, "Planera ett kontrollmoment", _FULL, new_ids=("control_id",),
        more={"stickprov": _SAMPLE, "dubbelt": {**_SAMPLE, "control": "Språket är fritt från värderande ord."}}, by_manager=True,
    ),
    Write(
        f"{_CONTROLS}/{{control_id}}/changes", ControlPlan.replan_control, "Ändra ett kontrollmoment",
        {**_FULL, "population": "Alla enhetens journaler, också de avslutade", "reason": "Avslutade journaler ska vara med."},
        new_ids=(), by_manager=True,
    ),
    Write(
        f"{_PLAN}/withdrawn-controls", ControlPlan.withdraw_control, "Ta bort ett kontrollmoment",
        {"control_id": example_id(f"{_CONTROLS}/dubbelt", "control_id"), "reason": "Görs i samma stickprov."}, new_ids=(),
        by_manager=True,
    ),
    Write(
        f"{_PLAN}/adoptions", ControlPlan.adopt, "Anta planen, eller en reviderad plan",
        {
            "adopted_on": "2025-01-23", "plan_adopted_by": "Stadsdelsnämnden",
            "thresholds": {"green_from_percent": 95, "yellow_from_percent": 80},
        },
        new_ids=(), by_manager=True,
    ),
    Write(
        f"{_PLAN}/rule-runs", ControlPlan.carry_out_by_rules, "Låt reglerna granska alla journaler: antalen räknas av tjänsten",
        {"control_id": example_id(_CONTROLS, "control_id"), "planned_for": "2025-12-01"}, new_ids=("outcome_id",),
        by_manager=True,
    ),
    Write(
        _OUTCOMES, ControlPlan.carry_out, "Redovisa en kontroll som bygger på en granskning eller på egen räkning",
        _BY_HAND, new_ids=("outcome_id",),
        more={"fel": {key: value for key, value in _BY_HAND.items() if key != "planned_for"}}, by_manager=True,
    ),
    Write(
        f"{_PLAN}/strikings", ControlPlan.strike_outcome, "Stryk en kontroll som blev fel redovisad",
        {"outcome_id": example_id(f"{_OUTCOMES}/fel", "outcome_id"), "reason": "Redovisad två gånger."}, new_ids=(),
        by_manager=True,
    ),
    Write(
        _MEASURES, ControlPlan.decide_measure, "Besluta en åtgärd, med ansvarig och sista dag", _MEASURE, new_ids=("measure_id",),
        more={"onödig": {**_MEASURE, "control_measure": "Fler stickprov."}}, by_manager=True,
    ),
    Write(
        f"{_MEASURES}/{{measure_id}}/changes", ControlPlan.change_measure, "Ändra en åtgärd",
        {
            "control_measure": "Ersättare utses före varje ledighet.", "owner_id": _STAFF, "measure_last_day": "2026-05-29",
            "reason": "Ska vara klart före sommaren.",
        },
        new_ids=(), by_manager=True,
    ),
    Write(
        f"{_MEASURES}/{{measure_id}}/completion", ControlPlan.do_measure, "Redovisa att åtgärden är gjord",
        {"done_on": "2026-03-13", "done_how": "Rutinen är ändrad och genomgången på arbetsplatsträffen."}, new_ids=(),
        by_manager=True,
    ),
    Write(
        f"{_MEASURES}/{{measure_id}}/effects", ControlPlan.see_effect, "Följ upp om åtgärden hjälpte",
        {
            "effect_seen_on": "2026-03-16", "measure_effect": "partial",
            "effect_text": "Sportlovet gav ett tyst ärende mot tre i fjol.",
        },
        new_ids=(), by_manager=True,
    ),
    Write(
        f"{_PLAN}/withdrawn-measures", ControlPlan.withdraw_measure, "Återta en åtgärd som inte är gjord",
        {"measure_id": example_id(f"{_MEASURES}/onödig", "measure_id"), "reason": "Totalgranskningen räcker."}, new_ids=(),
        by_manager=True,
    ),
    Write(
        f"{_PLAN}/tertials", ControlPlan.report_tertial, "Redovisa ett tertial: trafikljusen följer av underlaget",
        {"tertial": "T3", "tertial_text": "Tystnaden är mindre än förra året."}, new_ids=(), by_manager=True,
    ),
    Write(
        f"{_PLAN}/closing", ControlPlan.close_year, "Avsluta årets internkontroll",
        {
            "year_text": "Journalerna är hela utom efter sommaren.",
            "left_over": "De två totalgranskningar som inte gjordes tas med i nästa års plan.",
        },
        new_ids=(), by_manager=True,
    ),
)
