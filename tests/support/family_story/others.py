"""Others on the same board: Ronja in her trial flat and in the parents' group, advice without a name, field work, a newspaper."""

from __future__ import annotations

from typing import Any

from tests.support.family_story.cast import ANNA, BO, DISA, ELIN, KARIN, REGISTRATOR, TENANT_CASE, UNIT, Pens
from tests.support.family_story.telling import Pen, ref


def tell_others(pens: Pens) -> None:
    """June 2024 to July 2026."""
    _tell_ronja(pens)
    _tell_group(pens)
    _tell_advice(pens)
    _tell_field_work(pens)
    _tell_newspaper(pens)


def _tell_ronja(pens: Pens) -> None:
    ronja = pens.ronja
    ronja.write("2024-05-06 09:00", KARIN, "open", case_id=TENANT_CASE, number="2024-0187", unit=UNIT, gender="woman",
                birth_year=1992,
                client_name="Ronja Exempeldotter", received_on="2024-05-02", started_on="2024-05-06", legal_basis="assistance",
                offering="familjebehandling")
    ronja.write("2024-05-06 09:05", KARIN, "assign", staff=BO, from_date="2024-05-06")
    ronja.write("2024-05-06 09:30", BO, "take_housing_step", entry_id="försökslägenheten", moved_on="2024-05-06",
                housing_step="trial_flat", landlord_kind="municipal_company",
                housing_step_reason="Har skött träningslägenheten i ett år.")
    ronja.write("2024-06-03 10:00", BO, "record_rent", rent_id="hyran i juni", month="2024-06", paid_in_time=True)
    ronja.write("2024-06-10 10:00", BO, "correct_rent", rent_id="hyran i juni", month="2024-06", paid_in_time=False,
                reason="Uppgiften är kontrollerad mot hyresvärdens avi.")
    ronja.write("2024-06-10 10:10", BO, "record_arrears", entry_id="hyresskulden", arrears_month="2024-06-01",
                arrears_known_on="2024-06-10", arrears_sek="6450.00")
    ronja.write("2024-08-20 10:00", BO, "reach_eviction_stage", entry_id="uppsägningsrisken", eviction_stage="risk",
                stage_reached_on="2024-08-20", eviction_cause="arrears", children_affected="yes",
                eviction_measure="Avbetalning föreslagen för hyresvärden.")
    ronja.write("2024-08-22 10:00", BO, "handle_arrears", entry_id="avbetalningen", arrears_id="hyresskulden",
                arrears_handled_on="2024-08-22", arrears_handling="instalments", remaining_sek="4300.00",
                arrears_text="Ronja betalar på två månader.")
    ronja.write("2024-10-07 08:30", KARIN, "assign", staff=ANNA, from_date="2024-10-07")
    ronja.write(
        "2025-02-17 08:30", ANNA, "report_disturbance", entry_id="störningen", occurred="2025-02-15 23:30",
        disturbance_kind="noise",
        disturbance_reporter="neighbour", disturbance_text="Hög musik efter klockan 23.", rectification_demanded=True,
        disturbance_measure="Samtal med Ronja samma vecka.",
        disturbance_view="Ronja hade gäster och sänkte när grannen sade till.",
    )
    _tell_of_the_long_wait(ronja)
    ronja.write("2026-02-02 09:00", BO, "receive_own_contract", entry_id="eget kontrakt", contract_from="2026-02-01",
                contract_kind="first_hand", landlord_kind="municipal_company", took_over_flat=True)


def _tell_of_the_long_wait(ronja: Pen) -> None:
    """Ronja applies for support at home and waits more than six months; she asks for a decision, but a paper is missing."""
    ronja.write("2025-02-03 10:00", BO, "receive_intake", entry_id="ansökan om boendestöd", route="own_application",
                request_source="person", subject="client", needs_tested=True, requested_on="2025-02-03", channel="letter",
                own_words="Jag vill ha någon som hjälper mig att hålla ordning på räkningar och post.")
    ronja.write("2025-02-05 10:00", BO, "offer_time", entry_id="tid för utredningssamtal", intake_id="ansökan om boendestöd",
                offered_on="2025-02-05", kind="conversation", offered_for="2025-02-12 10:00")
    ronja.write("2025-05-26 09:00", DISA, "tell_of_delay", entry_id="försening meddelad", intake_id="ansökan om boendestöd",
                told_of_delay_on="2025-05-26", delay_reason="Läkarens utlåtande dröjer.")
    ronja.write("2025-08-11 10:00", DISA, "request_decision", entry_id="begäran om avgörande",
                intake_id="ansökan om boendestöd", received_on="2025-08-11")
    ronja.write("2025-09-04 10:00", DISA, "make_decision", entry_id="beslut att avslå begäran", decided_on="2025-09-04",
                outcome="refused", favourable=False, decision_text="Begäran om att ansökan ska avgöras avslås.",
                decision_grounds="Läkarens utlåtande behövs och kommer i september.", legal_ground="12 § FL", decider=DISA,
                delegation_reference="1.7", appealable=True)
    ronja.write("2025-09-04 10:10", DISA, "communicate_decision", entry_id="underrättelse om avslagen begäran",
                decision_id="beslut att avslå begäran", notified_on="2025-09-04", notice_manner="in_person",
                decision_party="client", appeal_instructions=True)
    ronja.write("2025-09-04 10:20", DISA, "refuse_decision_request", entry_id="begäran avslagen",
                decision_request_id="begäran om avgörande", decision_id="beslut att avslå begäran")
    ronja.write("2025-09-29 10:00", DISA, "make_decision", entry_id="beslut om boendestöd", decided_on="2025-09-29",
                outcome="granted", favourable=True, decision_text="Ronja beviljas boendestöd en gång i veckan.",
                decision_grounds="Ronja behöver stöd för att behålla bostaden.", legal_ground="11 kap. 1 § SoL (2025:400)",
                decider=DISA, delegation_reference="4.1.2", appealable=True, intake_id="ansökan om boendestöd")
    ronja.write("2025-09-30 09:00", DISA, "communicate_decision", entry_id="underrättelse om boendestöd",
                decision_id="beslut om boendestöd", notified_on="2025-09-30", notice_manner="digital", decision_party="client",
                appeal_instructions=True, reached_on="2025-09-30")
    ronja.write("2025-10-06 15:00", BO, "execute_decision", entry_id="boendestödet börjar", decision_id="beslut om boendestöd",
                step_on="2025-10-06", execution_step="started")


def _tell_group(pens: Pens) -> None:
    """Jenny comes to the parents' group in Tuva's case, Ronja in her own."""
    group = pens.group
    started: dict[str, Any] = {"group_programme": "Föräldragrupp Trygga vuxna", "started_on": "2025-01-27"}
    group.write("2025-01-07 10:00", ELIN, "start", group_id="föräldragruppen", unit=UNIT, planned_sessions=2,
                leader_ids=("Elin",),
                few_leaders="vacancy", **started)
    group.write("2025-01-21 10:00", ELIN, "change", planned_sessions=3, leader_ids=("Elin", "Anna"),
                reason="Anna leder med Elin, och en träff till behövs.", **started)
    for key, case, talk in (("Jenny", "Tuvas ärende", "2025-01-16"), ("Ronja", TENANT_CASE, None)):
        group.write("2025-01-27 08:30", ELIN, "join", entry_id=f"{key} i gruppen", case_id=case, joined_on="2025-01-27",
                    **({"individual_talk_on": talk} if talk else {"no_individual_talk_reason": "Ronja har träffat Elin i höst."}))
    for written, entry, step, jenny in (
        ("2025-01-27 19:30", "gruppträff 1", 1, "present"), ("2025-02-03 19:30", "gruppträff 2", 2, "present"),
        ("2025-02-10 19:30", "gruppträff 3, fel", 3, "present"), ("2025-02-11 08:30", "gruppträff 3", 3, "cancelled"),
    ):
        group.write(
            written, ELIN, "hold", entry_id=entry, occurred="2025-02-10 17:30" if step == 3 else f"{written[:10]} 17:30",
            group_step=step, leader_ids=("Elin", "Anna"), themes=["parenthood", "childs_best"],
            attendances=[{"case_id": ref("Tuvas ärende"), "attendance_in_group": jenny},
                         {"case_id": ref(TENANT_CASE), "attendance_in_group": "present"}],
        )
    group.write("2025-02-11 08:35", ELIN, "strike", entry_id="gruppträff 3, fel", reason="En medlem hade lämnat återbud.",
                replaced_by="gruppträff 3")
    for key in ("Jenny", "Ronja"):
        group.write("2025-02-17 19:30", ELIN, "leave", entry_id=f"{key} slutar", joined_entry_id=f"{key} i gruppen",
                    left_group_on="2025-02-17", leaving="completed")
    group.write("2025-02-17 19:40", ELIN, "end", entry_id="gruppen slutar", ended_on="2025-02-17")


def _tell_advice(pens: Pens) -> None:
    """Nobody knows who it is: only codes, days and numbers."""
    pens.advice.write("2024-05-20 09:00", ELIN, "open", case_id="rådgivningsärendet", number="R2024-12", unit=UNIT,
                      gender="woman",
                      received_on="2024-05-20", started_on="2024-05-20", legal_basis="service", offering="rådgivning")
    for nth, day in enumerate(("2024-05-20", "2024-06-03"), 1):
        pens.advice.write(f"{day} 10:15", ELIN, "record_advice_talk", entry_id=f"rådgivning {nth}", occurred=f"{day} 09:15",
                          way="visit", parties=["mother"], themes=["parenthood"], right_to_apply_told=True, max_talks=3)
    pens.advice.write("2024-06-03 10:30", ELIN, "close", closed_on="2024-06-03", manner="as_planned", referred_onward=False)


def _tell_field_work(pens: Pens) -> None:
    link, talk = pens.outreach["länkningen"], pens.outreach["föräldrasamtalet"]
    link.write("2024-06-07 23:10", ELIN, "record", outreach_id="länkningen", occurred_on="2024-06-07", unit=UNIT,
               kind="linked_youth",
               gender="girl")
    link.write("2024-06-07 23:12", ELIN, "describe", outreach_place="town_centre", linked_to="youth_clinic")
    link.write("2024-07-08 10:00", ELIN, "confirm", confirmed_on="2024-07-08", still_in_contact="yes")
    talk.write("2024-06-07 23:20", ELIN, "record", outreach_id="föräldrasamtalet", occurred_on="2024-06-07", unit=UNIT,
               kind="informed_parent", gender="woman")
    talk.write("2024-06-10 09:00", ELIN, "correct", occurred_on="2024-06-07", unit=UNIT, kind="informed_parent", gender="man",
               child_gender="boy", reason="Det var pappan som svarade.")


def _tell_newspaper(pens: Pens) -> None:
    request = pens.request
    request.write("2026-04-14 08:30", REGISTRATOR, "receive", request_id="tidningens begäran", entry_id="mottagen begäran",
                  received_on="2026-04-14", channel="written", unit=UNIT,
                  requested_scope="Alla anteckningar om störningar i försökslägenheter 2025.")
    for entry, kept in (("prövning av fel ärende", "anteckningen i rätt akt"), ("prövning av handlingarna", "störningen")):
        request.write(
            "2026-04-15 10:00" if kept != "störningen" else "2026-04-15 11:00", KARIN, "review", entry_id=entry,
            secrecy_reviewed_on="2026-04-15", secrecy_reviewer=KARIN, harm_test="reversed", case_ids=(TENANT_CASE,),
            rulings=[{"of_entry_id": ref(kept), "ruling": "kept"},
                     {"of_entry_id": ref(kept), "content_kind": "fact", "ruling": "masked", "secrecy_ground": "osl_26_1"}],
            assessment="Den enskilda kan kännas igen.",
        )
        if kept != "störningen":
            request.write("2026-04-15 10:30", KARIN, "strike_step", entry_id=entry, reason="Fel anteckning prövades.")
    request.write(
        "2026-04-16 10:00", KARIN, "decide", entry_id="beslut till tidningen", answered_on="2026-04-16",
        decision_level="authority",
        disclosure_outcome="partly", decision_reasons="Det står inte klart att uppgifterna kan röjas utan men.",
        answered_by=KARIN,
        delegation_reference="1.5", told_of_written_decision=True, appeal_instructions=True, requester_notified_on="2026-04-16",
    )
    request.write("2026-04-16 13:00", REGISTRATOR, "disclose", entry_id="kopior till tidningen",
                  decision_id="beslut till tidningen",
                  disclosed_on="2026-04-16", recipient_name="Lokaltidningen", disclosure_form="paper_copy", fee_kronor=50)
    request.write("2026-05-06 10:00", REGISTRATOR, "appeal", entry_id="tidningen överklagar", decision_id="beslut till tidningen",
                  appealed_on="2026-05-06", appeal_forwarded_on="2026-05-06")
    request.write("2026-07-01 10:00", REGISTRATOR, "settle_appeal", entry_id="kammarrätten om tidningen",
                  appeal_id="tidningen överklagar", settled_on="2026-06-30", appeal_settlement="refused",
                  settled_by_court="court_of_appeal", settlement_text="Kammarrätten avslår överklagandet.")
