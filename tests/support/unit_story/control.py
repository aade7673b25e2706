"""How the unit looks after itself: the journal routine, its own rules, a review of journals, the year's internal control."""

from __future__ import annotations

from typing import Any

from tests.support.unit_story.cast import JOHAN, KARIN, KBT, MIRA, UNIT, Pens

_RULE = """
id = "{rule}"
version = {version}
name = "{name}"
meaning = "{name}, i KBT-teamet."
to_do = "Gör det som saknas."
data = "journalen"
severity = "C"
source = "Enhetens rutin"
holds = {{ activities = ["KBT-teamet"] }}
check = {check}
"""
_IN_THREE_DAYS = _RULE.format(
    rule="R-03", version=2, name="Anteckningen är skriven inom tre dagar",
    check='{ is = "done_in_time", begins = ["note_entry", "note_claimed"], days = 3, unknown_codes = ["undated"] }',
).replace('severity = "C"', 'severity = "B"')
_PLAN_IN_TIME = _RULE.format(
    rule="KBT-01", version=1, name="Planen är gjord inom två veckor",
    check='{ is = "done_in_time", begins = ["started"], ends = ["plan"], of_case = true, before = true, days = 14 }',
)


def tell_control(pens: Pens) -> None:
    """January 2025 to January 2026."""
    _tell_routine(pens)
    _tell_rules(pens)
    _tell_plan(pens)
    _tell_controls(pens)
    _tell_sample(pens)
    _tell_review(pens)
    _tell_silence(pens)


def _tell_routine(pens: Pens) -> None:
    routine = pens.routine
    decided: dict[str, Any] = {"decided_on": "2025-01-07", "decided_by": "enhetschefen"}
    routine.write("2025-01-07 11:00", KARIN, "adopt", routine_id="journalrutinen", unit=UNIT,
                  routine_text="Varje besök antecknas inom sju dagar.", effective_from="2025-01-13", **decided)
    routine.write("2025-01-14 08:30", JOHAN, "acknowledge", entry_id="Johans kvittens", routine_version=1,
                  acknowledged_on="2025-01-14")
    routine.write("2025-01-14 10:00", KARIN, "plan_induction", entry_id="Miras introduktion", staff=MIRA,
                  employed_from="2025-02-03")
    for entry, clock in (("introduktionen, fel dag", "11:00"), ("introduktionen", "11:20")):
        routine.write(f"2025-02-10 {clock}", KARIN, "give_induction", entry_id=entry, staff=MIRA, routine_version=1,
                      given_on="2025-02-07" if entry == "introduktionen" else "2025-02-10", given_by=JOHAN,
                      gone_through="Rutinen, systemet och två av de egna journalerna.")
        if entry != "introduktionen":
            routine.write("2025-02-10 11:10", KARIN, "strike_entry", struck_entry_id=entry, reason="Det var fredagen innan.")
    routine.write("2025-08-25 09:00", KARIN, "revise", routine_text="Varje besök antecknas inom tre dagar.",
                  effective_from="2025-09-01", change_summary="Tre dagar i stället för sju.",
                  **decided | {"decided_on": "2025-08-25"})
    routine.write("2025-12-15 10:00", KARIN, "end", last_day="2026-02-28", reason="Nämndens gemensamma rutin gäller sedan.")


def _tell_rules(pens: Pens) -> None:
    by: dict[str, Any] = {"adopted_on": "2025-01-07", "adopted_by": "Enhetschefen"}
    pens.rule("tre dagar").write(
        "2025-01-07 13:00", KARIN, "adopt", decision_id="tre dagar", rule="R-03", rule_version=2, definition=_IN_THREE_DAYS,
        takes_effect_on="2025-09-01", reason="Som i rutinen.", **by,
    )
    pens.rule("plan i tid").write(
        "2025-01-07 13:10", KARIN, "adopt", decision_id="plan i tid", rule="KBT-01", rule_version=1, definition=_PLAN_IN_TIME,
        takes_effect_on="2025-01-13", reason="Teamets rutin.", **by,
    )
    for name, since in (("plan i tid upphör, fel dag", "2025-07-01"), ("plan i tid upphör", "2025-12-01")):
        pens.rule(name).write("2025-05-12 13:00", KARIN, "withdraw", decision_id=name, rule="KBT-01", rule_version=1,
                              takes_effect_on=since, reason="Den vanliga regeln räcker.")
        if since == "2025-07-01":
            pens.rule(name).write("2025-05-12 13:00", KARIN, "take_back", reason="Regeln behövs året ut.")


def _tell_plan(pens: Pens) -> None:
    plan = pens.control
    risk: dict[str, Any] = {
        "process_name": "Dokumentation", "risk": "Journaler är tysta när ordinarie personal är borta.", "probability": 3,
        "consequence": 4, "risk_response": "handled", "handling": "Alla journaler granskas tre gånger om året.",
    }
    plan.write("2025-01-13 13:00", KARIN, "begin", plan_id="internkontrollplanen", year=2025, unit=UNIT)
    plan.write("2025-01-13 13:10", KARIN, "assess_risk", risk_id="tystnaden", **risk)
    plan.write("2025-01-13 13:20", KARIN, "assess_risk", risk_id="diariet", **risk | {
        "risk": "En synpunkt diarieförs för sent.", "consequence": 1, "risk_response": "accepted", "handling": "Liten följd.",
    })
    plan.write("2025-01-13 13:30", KARIN, "withdraw_risk", risk_id="diariet", reason="Hör till nämndens egen plan.")
    full: dict[str, Any] = {
        "risk_id": "tystnaden", "control": "Inget pågående ärende är tyst för länge.", "population": "Alla journaler",
        "control_method": "full_review", "control_rules": ["R-04"], "responsible": KARIN,
        "control_due_days": ["2025-04-15", "2025-09-15", "2025-12-01"],
    }
    plan.write("2025-01-13 13:40", KARIN, "plan_control", control_id="tysta ärenden", **full)
    for nth, name in enumerate(("hållna isär", "hållna isär, dubbelt")):
        plan.write(f"2025-01-13 13:5{nth}", KARIN, "plan_control", control_id=name, risk_id="tystnaden",
                   control="Fakta och bedömning hålls isär.", population="Tre journaler", control_method="sample",
                   evidence_wanted="Granskarens protokoll.", control_due_days=["2025-10-15"], responsible=KARIN)
    plan.write("2025-01-14 09:00", KARIN, "withdraw_control", control_id="hållna isär, dubbelt", reason="Lades in två gånger.")
    plan.write("2025-01-23 15:00", KARIN, "adopt", adopted_on="2025-01-23", plan_adopted_by="Nämnden",
               thresholds={"green_from_percent": 95, "yellow_from_percent": 80})
    plan.write("2025-08-25 14:00", KARIN, "reassess_risk", risk_id="tystnaden", reason="Ersättare finns nu i teamet.",
               **risk | {"probability": 2})


def _tell_controls(pens: Pens) -> None:
    plan = pens.control
    for day in ("2025-04-15", "2025-09-15"):
        plan.write(f"{day} 15:00", KARIN, "carry_out_by_rules", outcome_id=f"reglerna {day}", control_id="tysta ärenden",
                   planned_for=day)
    by_hand: dict[str, Any] = {
        "control_id": "hållna isär", "planned_for": "2025-10-15", "carried_out_on": "2025-10-20", "n_checked": 3, "n_faulty": 1,
        "outcome_text": "I en journal står bedömningen bland det som hände.",
    }
    for nth, name in enumerate(("tre journaler, fel antal", "tre journaler")):
        plan.write(f"2025-10-20 15:{nth}5", KARIN, "carry_out", outcome_id=name, **by_hand | {"n_checked": 2 + nth})
        if not nth:
            plan.write("2025-10-20 15:10", KARIN, "strike_outcome", outcome_id=name, reason="Tre journaler lästes, inte två.")
    measure: dict[str, Any] = {"control_id": "tysta ärenden", "owner": KARIN, "measure_last_day": "2025-06-13"}
    plan.write("2025-04-16 09:00", KARIN, "decide_measure", measure_id="ersättare", **measure,
               control_measure="Ersättare utses före varje ledighet.")
    plan.write("2025-04-16 09:10", KARIN, "decide_measure", measure_id="fler stickprov", **measure,
               control_measure="Fler stickprov.")
    plan.write("2025-04-17 08:30", KARIN, "withdraw_measure", measure_id="fler stickprov", reason="Totalgranskningen räcker.")
    plan.write("2025-06-09 15:00", KARIN, "do_measure", measure_id="ersättare", done_on="2025-06-09",
               done_how="Rutinen är ändrad och genomgången på arbetsplatsträffen.")
    plan.write("2025-09-16 09:00", KARIN, "see_effect", measure_id="ersättare", effect_seen_on="2025-09-16",
               measure_effect="partial", effect_text="Färre ärenden var tysta i sommar än i fjol.")
    plan.write("2025-05-12 14:00", KARIN, "report_tertial", tertial="T1", tertial_text="Ärenden är tysta när någon är borta.")
    plan.write("2026-01-19 14:00", KARIN, "close_year", year_text="Journalerna är hela utom när någon är borta.",
               left_over="Totalgranskningen i december tas med i nästa års plan.")


def _tell_sample(pens: Pens) -> None:
    rule: dict[str, Any] = {
        "unit": UNIT, "population": "open_some_day", "review_from": "2025-01-01", "review_to": "2025-08-31",
        "reviewed_by": "internkontrollanten", "sample_purpose": "Om fakta och bedömningar hålls isär.",
    }
    for name, size in (("för stort stickprov", 6), ("stickprovet", 3)):
        pens.sample(name).write("2025-09-29 09:00", KARIN, "record_rule", sample_id=name, sample_size=size, **rule)
    pens.sample("för stort stickprov").write("2025-09-29 09:30", KARIN, "withdraw", reason="Tre journaler räcker.")
    pens.sample("stickprovet").write("2025-09-29 10:00", KARIN, "draw", seed="övning hösten 2025")


def _tell_review(pens: Pens) -> None:
    """Three journals that were drawn: what the rule finds, what only a reader sees, and what was put right afterwards."""
    review, wrong = pens.review("granskningen i oktober"), pens.review("granskningen, fel enhet")
    wrong.write("2025-10-13 08:30", KARIN, "start", review_id="granskningen, fel enhet", journal_review_kind="full", unit=KBT,
                review_title="Totalgranskning", reviewer=KARIN, review_rules=["R-04"])
    wrong.write("2025-10-13 08:40", KARIN, "withdraw", reason="Stickprovet granskas, inte alla.")
    review.write("2025-10-13 09:00", KARIN, "start", review_id="granskningen i oktober", journal_review_kind="sample", unit=UNIT,
                 review_title="Journalgranskning i oktober", reviewer=KARIN, case_ids=("Elsas ärende", "Oves ärende"),
                 review_rules=["R-04"])
    for nth, (name, question, seen) in enumerate((
        ("iakttagelsen om fakta", "fact_and_assessment_apart", "Bedömningen står bland det som hände."),
        ("iakttagelsen om ordet", "respectful", "Ordet besvärlig används."),
    )):
        review.write(f"2025-10-13 10:{nth}0", KARIN, "record_finding", finding_id=name, case_id="Elsas ärende",
                     journal_question=question, severity="C", observation=seen)
    review.write("2025-10-14 09:00", JOHAN, "answer_finding", finding_id="iakttagelsen om fakta",
                 explanation="Skrevs i en gammal mall. Bedömningen skrivs för sig från och med nu.")
    review.write("2025-10-14 09:10", KARIN, "dismiss_finding", finding_id="iakttagelsen om ordet",
                 dismissed_because="Ordet är Elsas eget och står som citat.")
    pens.case("Elsas ärende").write(
        "2025-10-16 11:30", JOHAN, "record_note", note_id="Elsas anteckning", occurred="2025-10-16 10:15", entry_type="measure",
        channel="conversation", participants=["klienten"], texts={
            "fact": "Elsa har inte druckit på två veckor.", "assessment": "Programmet passar.",
        },
    )
    review.write("2025-10-17 09:00", JOHAN, "remedy_finding", finding_id="iakttagelsen om fakta")
    review.write("2025-10-20 16:00", KARIN, "close", review_summary="En mall är utbytt. Tystnaden i september är känd.",
                 left_open_reason="Tystnaden går inte att skriva i efterhand.")


def _tell_silence(pens: Pens) -> None:
    """Elsa's first weeks were silent: a report was suggested and not called for, and her stay elsewhere was an exemption."""
    elsa, day = pens.case("Elsas ärende"), "2025-11-24"
    elsa.write("2025-09-01 13:00", KARIN, "make_decision", entry_id="Elsas beslut", decided_on="2025-09-01", outcome="granted",
               favourable=True, appealable=True, decision_text="Elsa beviljas boendestöd.", decision_grounds="Behovet är stort.",
               legal_ground="11 kap. 1 § SoL (2025:400)", decider=KARIN, delegation_reference="4.1.2")
    elsa.write("2026-01-12 09:00", KARIN, "report_non_execution", entry_id="rapport om Elsas boendestöd",
               decision_id="Elsas beslut", non_execution_reported_on="2026-01-12",
               unexecuted_receivers=["supervisor", "auditors"])
    elsa.write(f"{day} 09:00", KARIN, "exempt_from_rule", entry_id="Elsas undantag", rule="R-04", exempted_until="2025-12-19",
               exemption_basis="documented_elsewhere", exempted_by=KARIN,
               exemption_reason="Elsa är på behandlingshem, som för journalen under tiden.")
    answer = pens.suggestion("svaret om tystnaden")
    answer.write(f"{day} 09:30", KARIN, "answer", suggestion_id="svaret om tystnaden", suggestion_kind="silence",
                 suggestion_ground="R-04", about_stream_id="Elsas ärende", missing_since="2025-10-02",
                 suggestion_answer="not_reported", answered_on=day,
                 suggestion_reason="Kontakten skedde varje vecka men skrevs inte.", suggestion_answered_by=KARIN)
    answer.write("2025-11-25 08:40", KARIN, "take_back", reason="Svaret gällde ett annat ärende.")
