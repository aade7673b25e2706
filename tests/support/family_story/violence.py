"""What came out in November 2024, and what it led to: safety, protection, coordination, protected data, custody, the courts."""

from __future__ import annotations

from tests.support.family_story.cast import ANNA, DISA, KARIN, Pens
from tests.support.family_story.telling import at


def tell_violence(pens: Pens) -> None:
    """14 November 2024 to June 2026."""
    _tell_disclosure(pens)
    _tell_safety_plan(pens)
    _tell_changed_treatment(pens)
    _tell_coordination(pens)
    _tell_external_plans(pens)
    _tell_custody(pens)
    _tell_appeal(pens)
    _tell_prolonging(pens)


def _tell_disclosure(pens: Pens) -> None:
    tuva, noticed = pens.tuva, "2024-11-14 15:50"
    tuva.write("2024-11-14 16:30", ANNA, "record_session", session_id="besöket 2024-11-14", outcome="held",
               occurred="2024-11-14 15:30", kind="conversation", participants=["Tuva"])
    tuva.write(
        "2024-11-14 16:35", ANNA, "record_screening", entry_id="våldsfrågan", asked_on="2024-11-14", topic="violence_exposed",
        person_asked="client", screening_outcome="yes", screening_form="Våga fråga",
        answer="Han håller fast mig i armen så att det gör ont. En gång kastade han en stol.",
        safety_measures=["talked_through", "risk_assessment", "concern_report"],
    )
    tuva.write(
        "2024-11-14 16:45", ANNA, "record_warning_signal", entry_id="varningssignalen", occurred=noticed,
        warning_signal="violence_exposed", person_in_danger="client", said="Jag vill inte dit i morgon.",
        seen="Blåmärken på höger överarm.", danger_level="high", danger_routine="Rutin vid våld mot barn",
        assessment="Tuva ska till pappan i morgon. Hon är rädd och har skador. Samråd med socialsekreterare i dag.",
        safety_measures=["talked_through", "commissioner", "concern_report"],
        told=[{"party_told": "manager", "told_at": at("2024-11-14 16:05")},
              {"party_told": "commissioner", "told_at": at("2024-11-14 16:15")}],
        follow_up_by="2024-11-14", screening_id="våldsfrågan",
    )
    tuva.write(
        "2024-11-14 17:30", DISA, "assess_protection", entry_id="skyddsbedömningen", known_at="2024-11-14 16:15",
        assessed_at="2024-11-14 17:15", child="client", child_name="Tuva Sagberg", protection_need="needed",
        assessment="Tuva och Noel stannar hos mamman. Umgänget i helgen ställs in. Mamman kan skydda barnen.",
        child_view="Tuva vill vara hos mamma och mormor.", protection_measures=["with_safe_adult"], assessor=DISA,
    )
    tuva.write(
        "2024-11-14 17:40", ANNA, "make_concern_report", entry_id="orosanmälan", observed_at=noticed,
        reported_at="2024-11-14 16:15", child="client", child_name="Tuva Sagberg", concern_kinds=["violence"],
        observation="Tuva berättar att pappan håller fast henne så att det gör ont och har kastat en stol. Blåmärken på armen.",
        assessment="Tuva kan fara illa om hon träffar pappan.", report_receiver="own_board", receiver_name="Disa Fiktiv",
        report_channel="oral", child_told={"told_before": True},
        guardians_told={"told_before": False, "not_told_reason": "danger"},
        child_view="Tuva är rädd för vad pappa ska säga men vill att någon gör något.", reporter=ANNA,
        prompted_by="varningssignalen",
    )
    tuva.write(
        "2024-11-14 17:55", ANNA, "record_note", note_id="anteckning 2024-11-14", occurred="2024-11-14 15:30",
        entry_type="event", channel="conversation", session_id="besöket 2024-11-14", participants=["Tuva"],
        individual_informed=True, texts={
            "fact": "Enskilt samtal i skolan. Tuva berättade om våld från pappan och visade blåmärken. Orosanmälan gjord samma "
            "eftermiddag.",
            "assessment": "Tuvas berättelse är sammanhängande och stämmer med vad skolan har sett.",
            "child_view": "Tuva vill inte att pappa får veta vad hon har sagt.",
            "third_party": "Mormor, Gun Sagberg, har sett pappan rycka Tuva i armen vid ett byte i augusti.",
        },
    )
    tuva.write("2024-11-14 16:40", ANNA, "tell_child_of_contact", entry_id="Tuva får veta först", child_told_on="2024-11-14",
               told_before=True, child_view="Tuva vill att mamma hämtar henne och att pappa inte får veta.")
    tuva.write("2024-11-15 08:10", ANNA, "sign_note", entry_id="signatur 2024-11-14", note_id="anteckning 2024-11-14")
    tuva.write(
        "2024-11-14 18:05", ANNA, "follow_up_warning_signal", entry_id="uppföljning samma kväll", signal_id="varningssignalen",
        followed_up_on="2024-11-14", danger_level="raised",
        assessment="Tuva och Noel är hos mamman. Pappan är underrättad om att "
        "helgen är inställd.", safety_measures=["close_one_involved"], follow_up_by="2024-11-21",
    )
    tuva.write(
        "2024-11-21 16:40", ANNA, "follow_up_warning_signal", entry_id="uppföljning efter en vecka", signal_id="varningssignalen",
        followed_up_on="2024-11-21", danger_level="low", assessment="Lugnt hemma. Säkerhetsplanen finns på kylskåpet.",
    )


def _tell_safety_plan(pens: Pens) -> None:
    pens.tuva.write(
        "2024-11-15 14:30", ANNA, "make_safety_plan", entry_id="säkerhetsplanen", safety_concern="violence",
        safety_plan_made_on="2024-11-15", risk="Pappan kan komma till skolan eller hem till mamman.",
        warning_signs=("Många samtal efter varandra.", "Bilen står på gatan."), own_steps=("Går in till grannen.",),
        safer_surroundings="Dörren är låst, och skolan vet vem som får hämta.", who_to_call=("112", "mormor Gun Sagberg"),
        shared_with_person=True, safety_plan_review_on="2024-12-19",
    )
    pens.tuva.write(
        "2024-12-19 16:30", ANNA, "review_safety_plan", entry_id="säkerhetsplanen gås igenom", safety_plan_id="säkerhetsplanen",
        safety_plan_reviewed_on="2024-12-19", safety_plan_standing="holds",
        assessment="Planen har använts en gång, när pappan ringde på. Den fungerade.", safety_plan_review_on="2025-06-19",
    )
    pens.tuva.write(
        "2025-01-13 09:00", KARIN, "set_protected_identity", entry_id="sekretessmarkeringen", protected_from="2025-01-10",
        protection_level="confidentiality_flag", protected_person="client", protection_source="tax_agency",
        keep_from="Marcus Diktman", safe_contact="Ring mamman på det nya numret; skicka inget med posten.",
    )
    pens.tuva.write(
        "2025-01-13 09:10", KARIN, "record_contact_details", entry_id="nya kontaktuppgifter", from_date="2025-01-13",
        telephone="070-174 06 08", school="Sagoskolan, årskurs 7", safe_contact="Ring mamman; ingen post till bostaden.",
    )
    pens.tuva.write(
        "2025-01-13 09:15", ANNA, "record_children", entry_id="barnen i januari", person_asked_on="2025-01-13",
        children_in_home="yes", children_at_home=[{"child_birth_year": 2016, "residence": "lives_here"}], child_need="need",
        child_need_text="Noel får egna samtal i skolan.",
    )
    pens.tuva.write("2026-04-20 09:00", KARIN, "lift_protected_identity", entry_id="markeringen hävs",
                    protection_id="sekretessmarkeringen", lifted_on="2026-04-17", protection_source="tax_agency")


def _tell_changed_treatment(pens: Pens) -> None:
    pens.tuva.write(
        "2025-01-16 16:40", ANNA, "change_method", entry_id="metod Trappan", plan_id="planen",
        replaces_method_id="metod familjesamtal", method_code="TRAPPAN", method_from="2025-01-16", programme_steps=3,
        goal_ids=("mål skola",), reason="Familjesamtal passar inte när det finns våld. Tuva får krissamtal för egen del.",
    )


def _tell_coordination(pens: Pens) -> None:
    tuva, sip = pens.tuva, {"sip_id": "SIP"}
    tuva.write("2025-01-20 10:00", ANNA, "raise_sip", entry_id="SIP", raised_on="2025-01-20", raised_by="own_unit",
               assessment="Tuva sover dåligt och behöver bedömas av BUP samtidigt som krissamtalen pågår.",
               individual_view="Jenny vill slippa berätta allt två gånger.")
    tuva.write("2025-01-23 16:10", ANNA, "record_sip_consent", entry_id="samtycke till SIP", consented_on="2025-01-23",
               sip_consent="given", consent_by=["person", "guardian"], individual_view="Tuva vill att mentorn är med.", **sip)
    tuva.write("2025-01-24 09:10", ANNA, "call_sip_meeting", entry_id="kallelsen till SIP", called_on="2025-01-24",
               meeting_on="2025-02-12 09:00", parties_called=["person", "guardian", "child_psychiatry", "school"], **sip)
    tuva.write(
        "2025-02-12 13:00", ANNA, "hold_sip_meeting", entry_id="SIP-mötet", met_at="2025-02-12 09:00",
        parties_present=["person", "guardian", "own_unit", "child_psychiatry", "school"],
        participant_names=["Kurator Pia Påhittsson, BUP", "mentor Lars Låtsas"],
        account="Parterna kom överens om vem som gör vad. BUP erbjuder bedömning i mars.",
        individual_view="Tuva sade att det var skönt att alla hörde samma sak.", **sip,
    )
    tuva.write(
        "2025-02-12 13:20", ANNA, "establish_sip", entry_id="SIP-planen", sip_established_on="2025-02-12",
        sip_goals=["Tuva sover hela nätter."],
        sip_measures=[
            {"sip_measure": "Krissamtal enligt Trappan.", "principal": "municipality", "carried_out_by": "Familjebehandlingen"},
            {"sip_measure": "Bedömning och sömnskola.", "principal": "region", "carried_out_by": "BUP"},
        ],
        lead_principal="municipality", coordinator="Anna Exempel", close_ones_part="took_part", sip_follow_up_on="2025-06-11",
        **sip,
    )
    tuva.write("2025-06-11 11:00", ANNA, "follow_up_sip", entry_id="SIP följs upp", followed_up_on="2025-06-11",
               sip_progress="as_planned", assessment="Sömnskolan är klar och Tuva sover sju timmar.",
               individual_view="Tuva är nöjd.", sip_follow_up_on="2026-01-14", **sip)
    tuva.write("2026-01-14 11:00", ANNA, "end_sip", entry_id="SIP avslutas", sip_ended_on="2026-01-14",
               sip_end_reason="goals_reached", **sip)


def _tell_external_plans(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write("2025-03-17 10:00", ANNA, "request_external_plan", entry_id="BUP:s plan begärs", provider_name="BUP Exempelstad",
               requested_on="2025-03-17", external_plan_due_on="2025-03-31")
    tuva.write("2025-04-02 10:00", ANNA, "remind_of_external_plan", entry_id="BUP påminns", plan_request_id="BUP:s plan begärs",
               reminded_on="2025-04-02", external_plan_due_on="2025-04-16")
    tuva.write(
        "2025-04-15 13:00", ANNA, "receive_external_plan", entry_id="BUP:s plan", plan_request_id="BUP:s plan begärs",
        received_on="2025-04-15", readable_by_system=False, established_on="2025-03-26",
        individual_took_part=True, document_reference="Bilaga 3 i pappersakten",
    )
    tuva.write("2025-03-17 10:05", ANNA, "request_external_plan", entry_id="skolans plan begärs",
               provider_name="Sagoskolans elevhälsa",
               requested_on="2025-03-17")
    tuva.write("2025-03-27 10:05", ANNA, "record_external_plan_refusal", entry_id="skolan avböjer",
               plan_request_id="skolans plan begärs", refused_on="2025-03-27",
               reason="Elevhälsan lämnar bara ut åtgärdsprogrammet till vårdnadshavaren.")


def _tell_custody(pens: Pens) -> None:
    tuva = pens.tuva
    for key in ("pappan", "mamman"):
        tuva.write("2025-06-09 09:00", ANNA, "end_representative", entry_id=f"gemensam vårdnad upphör, {key}",
                   representative_id=f"vårdnadshavaren {key}", ended_on="2025-06-05")
    tuva.write(
        "2025-06-09 09:05", ANNA, "record_representative", entry_id="mamman ensam", representative_kind="guardian",
        representative_name="Jenny Sagberg", representative_contact="070-174 06 05", custody="sole",
        mandate="Ensam vårdnad enligt tingsrättens interimistiska beslut.", may_consent=True, from_date="2025-06-06",
    )


def _tell_appeal(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write("2024-10-07 09:30", DISA, "receive_appeal", entry_id="överklagandet", decision_id="beslutet",
               received_on="2024-10-07", decision_party="guardian",
               appeal_text="Jenny Sagberg vill ha kontaktfamilj en helg i månaden.")
    tuva.write("2024-10-09 10:00", DISA, "handle_appeal", entry_id="omprövningen", appeal_id="överklagandet",
               handled_on="2024-10-09", appeal_measure="upheld", measure_grounds="Inget nytt har kommit fram.")
    tuva.write("2024-10-10 10:00", DISA, "handle_appeal", entry_id="överlämnandet", appeal_id="överklagandet",
               handled_on="2024-10-10", appeal_measure="forwarded")
    tuva.write("2025-02-14 11:00", DISA, "record_ruling", entry_id="domen", appeal_id="överklagandet", judged_on="2025-02-11",
               court="administrative_court", court_outcome="appeal_refused", decision_stands=True, court_case_number="4711-24",
               ruling_text="Förvaltningsrätten avslår överklagandet.")


def _tell_prolonging(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write(
        "2025-03-06 10:00", DISA, "follow_up_decision", entry_id="beslutet följs upp", decision_id="beslutet",
        followed_up_on="2025-03-05", conclusion="needs_change",
        follow_up_finding="Insatsen ges som beviljat. Våldet gör att familjen behöver mer tid.",
        follow_up_view="Jenny och Tuva vill fortsätta med Anna.",
    )
    tuva.write(
        "2025-03-10 13:00", KARIN, "receive_assignment", entry_id="uppdraget förlängs", intake_id="begäran",
        received_on="2025-03-10", commissioner_name="socialsekreterare Disa Fiktiv", commissioner_reference="BoU 2024-0877",
        assignment_text="Familjebehandling ett år till: krissamtal för Tuva och stöd till mamman.",
        assignment_aims=["Tuva är trygg.", "Tuva är i skolan."], from_date="2025-03-15", to_date="2026-03-14",
        report_back_on="2025-09-15",
    )
    tuva.write(
        "2025-03-10 10:00", DISA, "make_decision", entry_id="beslut om förlängning", decided_on="2025-03-10", outcome="granted",
        favourable=True, decision_text="Familjebehandlingen förlängs från den 15 mars 2025 till den 14 mars 2026.",
        decision_grounds="Tuva har utsatts för våld och behöver fortsatt behandling.", legal_ground="4 kap. 1 § SoL (2001:453)",
        decider=DISA, delegation_reference="4.1.2", from_date="2025-03-15", to_date="2026-03-14", follow_up_on="2025-09-15",
        appealable=True,
    )
    tuva.write("2025-03-10 15:00", DISA, "communicate_decision", entry_id="underrättelse om förlängning",
               decision_id="beslut om förlängning", notified_on="2025-03-10", notice_manner="digital", decision_party="guardian",
               appeal_instructions=True, reached_on="2025-03-10")
    tuva.write("2025-03-17 08:30", DISA, "execute_decision", entry_id="förlängningen verkställs",
               decision_id="beslut om förlängning",
               step_on="2025-03-15", execution_step="started")
    tuva.write("2025-09-17 10:00", DISA, "follow_up_decision", entry_id="förlängningen följs upp",
               decision_id="beslut om förlängning", followed_up_on="2025-09-17", conclusion="continues",
               follow_up_finding="Arbetet återupptogs i augusti efter ett sommaruppehåll utan dokumenterade besök.",
               follow_up_on="2026-02-26")
    tuva.write("2025-10-17 14:00", DISA, "execute_decision", entry_id="avbrott i verkställigheten",
               decision_id="beslut om förlängning",
               step_on="2025-10-17", execution_step="interrupted", step_reason="Familjen vill ha paus till jul.")
    tuva.write("2025-12-01 10:00", DISA, "execute_decision", entry_id="verkställigheten återupptas",
               decision_id="beslut om förlängning",
               step_on="2025-12-01", execution_step="resumed")
    tuva.write("2026-02-26 16:30", DISA, "follow_up_decision", entry_id="sista uppföljningen av beslutet",
               decision_id="beslut om förlängning", followed_up_on="2026-02-26", conclusion="to_end",
               follow_up_finding="Insatsen är genomförd; inget nytt beslut behövs.", follow_up_view="Tuva och Jenny är nöjda.")
