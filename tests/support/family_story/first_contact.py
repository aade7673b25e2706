"""The first month: the school's concern, the request, the wait, the first visits, the decision."""

from __future__ import annotations

from tests.support.family_story.cast import ANNA, BO, DISA, KARIN, UNIT, Pens

SCALE = {
    "scale_name": "Behovsgrad familj", "scale_version": "1", "agreed_with": "Barn- och ungdomsenheten",
    "agreed_on": "2024-01-15", "need_categories": ["litet", "medel", "stort"],
}


def tell_first_contact(pens: Pens) -> None:
    """2 to 26 September 2024."""
    _tell_request(pens)
    _tell_queue(pens)
    _tell_decision(pens)
    _tell_persons(pens)
    _tell_information_visit(pens)


def _tell_request(pens: Pens) -> None:
    tuva = pens.tuva
    pens.manager.write(
        "2024-09-02 10:15", KARIN, "open", case_id="Tuvas ärende", number="2024-0311", unit=UNIT, gender="girl", birth_year=2010,
        client_name="Tuva Sagberg", received_on="2024-09-02", started_on="2024-09-02", legal_basis="assistance",
        reason_codes=["konflikt i familjen", "skolfrånvaro"], offering="familjebehandling",
    )
    tuva.write(
        "2024-09-02 10:25", KARIN, "receive_intake", entry_id="begäran", route="referral", request_source="commissioner",
        subject="client", needs_tested=True, requested_on="2024-09-02", channel="letter",
        received_from_name="socialsekreterare Disa Fiktiv", reason_codes=["konflikt i familjen", "skolfrånvaro"],
        own_words="Tuva vill att det ska bli lugnt när hon byter mellan mamma och pappa.",
        told_by_others="Skolan berättar om frånvaro sedan i mars och att Tuva ofta är ledsen på måndagar.",
    )
    tuva.write(
        "2024-09-02 10:40", KARIN, "receive_assignment", entry_id="uppdraget", intake_id="begäran", received_on="2024-09-02",
        commissioner_name="socialsekreterare Disa Fiktiv",
        assignment_text="Familjebehandling en gång i veckan med Tuva, hennes bror och föräldrarna var för sig och tillsammans.",
        assignment_aims=["Tuva är i skolan.", "Föräldrarna kan samarbeta om bytena."], commissioner_reference="BoU 2024-0877",
        from_date="2024-09-16", to_date="2025-03-14", report_back_on="2025-02-28",
    )
    tuva.write("2024-09-03 08:30", KARIN, "allocate_case", entry_id="fördelningen", intake_id="begäran",
               allocated_on="2024-09-03",
               team_name="Familjeteamet", allocated_unit_id="Familjebehandlingen")
    pens.manager.write("2024-09-03 08:35", KARIN, "assign", staff=BO, from_date="2024-09-03")
    tuva.write("2024-09-03 08:40", KARIN, "add_team_member", entry_id="Bo samordnar", worker=BO, team_role="coordinating_worker",
               from_date="2024-09-03")
    tuva.write(
        "2024-09-03 14:20", BO, "record_first_contact", entry_id="första kontakten", intake_id="begäran",
        occurred="2024-09-03 14:00", channel="telephone", contact_with="guardian", right_to_apply_told=True,
    )
    tuva.write(
        "2024-09-03 14:45", BO, "record_note", note_id="anteckning första samtalet", occurred="2024-09-03 14:00",
        entry_type="contact", channel="telephone", information_source="mamman", participants=["mamman"], texts={
            "fact": "Ringde upp Jenny Sagberg. Hon berättar att Tuva bor varannan vecka hos henne och hos pappan Marcus. "
            "Tuva har varit borta från skolan två till tre dagar i veckan sedan mars.",
            "assessment": "Familjen behöver en första träff inom kort. Inget akut framkommer.",
            "individual_view": "Jenny är trött och vill ha hjälp så att bytena inte blir bråk.",
        },
    )


def _tell_queue(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write(
        "2024-09-04 09:10", BO, "place_in_queue", entry_id="kön", intake_id="begäran", queued_on="2024-09-04",
        wait_reason="Inga lediga tider före vecka 38.", informed_of_wait=True, expected_on="2024-09-19",
    )
    tuva.write(
        "2024-09-11 13:20", BO, "record_queue_call", entry_id="kösamtalet", queue_id="kön", occurred="2024-09-11 13:00",
        reached=True, acute_need="no", call_finding="Tuva var i skolan tre dagar av fem. Jenny orkar vänta till nästa vecka.",
    )
    tuva.write("2024-09-12 10:00", BO, "offer_time", entry_id="erbjuden tid", intake_id="begäran", offered_on="2024-09-12",
               offered_for="2024-09-19 15:30", kind="information_meeting")
    tuva.write("2024-09-12 10:05", BO, "leave_queue", entry_id="ur kön", queue_id="kön", queue_left_on="2024-09-12",
               outcome="offered")
    tuva.write("2024-09-13 11:30", BO, "answer_offered_time", entry_id="svar på tiden", offer_id="erbjuden tid",
               answered_on="2024-09-13", answer="accepted")


def _tell_decision(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write(
        "2024-09-16 15:00", DISA, "make_decision", entry_id="beslutet", decided_on="2024-09-16", outcome="partly_granted",
        favourable=True, decision_text="Tuva beviljas familjebehandling från den 16 september 2024 till den 14 mars 2024. "
        "Ansökan om kontaktfamilj avslås.",
        decision_grounds="Familjen behöver stöd i konflikten mellan föräldrarna. Behovet av avlastning tillgodoses genom att "
        "Tuva bor varannan vecka hos vardera föräldern.",
        legal_ground="4 kap. 1 § SoL (2001:453)", decider=DISA, delegation_reference="4.1.2", from_date="2024-09-16",
        to_date="2025-03-14", follow_up_on="2025-02-28", appealable=True, intake_id="begäran",
        communicated={"material_sent_on": "2024-09-09", "material_manner": "letter"},
        party_reply="Jenny vill ha både behandling och kontaktfamilj.",
    )
    tuva.write(
        "2024-09-17 09:00", DISA, "communicate_decision", entry_id="underrättelsen", decision_id="beslutet",
        notified_on="2024-09-17", notice_manner="letter", decision_party="guardian", appeal_instructions=True,
        reached_on="2024-09-17",
    )
    tuva.write("2024-09-19 17:20", BO, "execute_decision", entry_id="verkställigheten", decision_id="beslutet",
               step_on="2024-09-19",
               execution_step="started")
    tuva.write(
        "2024-09-24 10:30", DISA, "correct_clerical_error", entry_id="skrivfelet", decision_id="beslutet",
        error_corrected_on="2024-09-24", text_before="den 14 mars 2024", text_after="den 14 mars 2025", party_heard=False,
    )


def _tell_persons(pens: Pens) -> None:
    tuva = pens.tuva
    pens.manager.write(
        "2024-09-18 09:00", KARIN, "correct_facts", unit=UNIT, gender="girl", birth_year=2011, client_name="Tuva Sagberg",
        received_on="2024-09-02", started_on="2024-09-02", legal_basis="assistance",
        reason_codes=["konflikt i familjen", "skolfrånvaro"], offering="familjebehandling",
        reason="Födelseåret var ett år för tidigt i remissen.",
    )
    tuva.write("2024-09-19 16:50", BO, "identify_client", entry_id="identiteten", identified_on="2024-09-19",
               identity_number_kind="unknown", birth_date="2011-05-12", identity_grounds="commissioner")
    for key, person in (("mamman", "Jenny Sagberg"), ("pappan", "Marcus Diktman")):
        tuva.write(
            "2024-09-19 16:52", BO, "record_representative", entry_id=f"vårdnadshavaren {key}", representative_kind="guardian",
            representative_name=person, representative_contact="070-174 06 05" if key == "mamman" else "070-174 06 06",
            custody="joint", may_consent=True, from_date="2024-09-02",
        )
    tuva.write(
        "2024-09-19 16:55", BO, "record_contact_details", entry_id="kontaktuppgifter", from_date="2024-09-19",
        home_address="Påhittsgatan 1 (mamman) och Låtsasvägen 2 (pappan), Exempelstad", telephone="070-174 06 07",
        school="Sagoskolan, årskurs 7",
    )
    tuva.write(
        "2024-09-19 16:57", BO, "record_children", entry_id="barnen", person_asked_on="2024-09-19", children_in_home="yes",
        children_at_home=[{"child_birth_year": 2016, "residence": "alternates"}], child_need="need",
        child_need_text="Noel behöver någon vuxen som frågar hur han har det.",
    )
    tuva.write("2024-09-19 16:58", BO, "record_interpreter_need", entry_id="tolkbehovet, fel", person_asked_on="2024-09-19",
               interpreter="spoken", interpreter_language="finska")
    tuva.write("2024-09-20 08:40", BO, "record_interpreter_need", entry_id="tolkbehovet", person_asked_on="2024-09-19",
               interpreter="none")
    tuva.write("2024-09-20 08:41", BO, "strike_entry", entry_id="tolkbehovet, fel", reason="Gällde farmor, inte Tuva.",
               replaced_by="tolkbehovet")
    tuva.write(
        "2024-09-19 16:59", BO, "record_wishes", entry_id="önskemålen", person_asked_on="2024-09-19",
        preferred_place="hemma hos den förälder som hon bor hos", preferred_times="efter skolan, inte onsdagar (innebandy)",
        reminder_channels=["text_message"], other_wishes="Vill helst inte bli hämtad på lektionstid.",
    )
    tuva.write("2024-09-20 09:00", BO, "record_circumstances", information_meeting=True, children_in_home="unknown")
    tuva.write("2024-10-18 09:10", ANNA, "correct_circumstances", information_meeting=True, continued_after_motivation=True,
               children_in_home="yes", housing=None, reason="Familjen har tackat ja till behandlingen, och brodern bor i hemmet.")


def _tell_information_visit(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write("2024-09-19 16:40", BO, "record_session", session_id="informationsmötet", outcome="held",
               occurred="2024-09-19 15:30",
               kind="information_meeting", participants=["Tuva", "mamman"])
    tuva.write(
        "2024-09-19 16:45", BO, "inform_of_complaints", entry_id="information om klagomål", informed_on="2024-09-19",
        informed=["child", "guardian"], information_form="oral_and_written", session_id="informationsmötet", informed_by=BO,
    )
    tuva.write(
        "2024-09-19 16:46", BO, "inform_of_right_to_apply", entry_id="information om att ansöka", informed_on="2024-09-19",
        informed=["child", "guardian"], information_form="oral", session_id="informationsmötet", informed_by=BO,
    )
    tuva.write("2024-09-19 17:10", BO, "enter_phase", entry_id="uppstartsfasen", phase="start_up", entered_on="2024-09-19")
    tuva.write(
        "2024-09-20 09:20", BO, "record_note", note_id="anteckning informationsmötet", occurred="2024-09-19 15:30",
        entry_type="event", channel="meeting", session_id="informationsmötet", participants=["Tuva", "mamman"],
        individual_informed=True, texts={
            "fact": "Vi berättade hur familjebehandlingen går till, vad som skrivs i journalen och hur man klagar. "
            "Tuva kom direkt från skolan.",
            "assessment": "Tuva förstår vad insatsen innebär och kan själv säga vad hon vill ha hjälp med.",
            "individual_view": "Jenny vill komma i gång snabbt.",
            "child_view": "Tuva vill att någon pratar med pappa om hur det är på måndagar.",
        },
    )
    tuva.write("2024-09-20 09:25", BO, "sign_note", entry_id="signatur informationsmötet", note_id="anteckning informationsmötet")
    tuva.write("2024-09-23 10:00", BO, "categorise_need", entry_id="behovskategorin", categorised_on="2024-09-23", scale=SCALE,
               need_category="medel", need_grounds="Långvarig konflikt och frånvaro, men båda föräldrarna vill ta emot hjälp.")
    tuva.write(
        "2024-09-26 17:00", BO, "record_consent", entry_id="samtycket", consent_on="2024-09-26", consent_to="insats",
        consent_given=True, consent_from="guardians",
        representative_ids=("vårdnadshavaren mamman", "vårdnadshavaren pappan"), consent_form="written",
        consent_scope="Familjebehandling en gång i veckan.",
    )
    tuva.write(
        "2024-09-26 17:05", BO, "record_consent", entry_id="samtycke till skolkontakt", consent_on="2024-09-26",
        consent_to="school_contact", consent_given=True, consent_from="guardians",
        representative_ids=("vårdnadshavaren mamman", "vårdnadshavaren pappan"), consent_form="oral",
    )
    tuva.write("2024-12-09 16:10", ANNA, "withdraw_consent", entry_id="pappan tar tillbaka",
               consent_id="samtycke till skolkontakt",
               withdrawn_on="2024-12-09", withdrawal_from="guardians",
               withdrawal_reason="Marcus vill sköta kontakten med skolan själv.")
    tuva.write(
        "2024-09-26 17:15", BO, "record_contact", entry_id="samtalet med pappan", occurred="2024-09-26 16:00", way="visit",
        contact_result="reached", parties=["father"], initiated_by="unit", place="unit", duration_minutes=50,
        themes=["parenthood", "childs_best"], child_heard="not_heard", child_not_heard_reason="Enskilt samtal med pappan.",
    )
    tuva.write(
        "2024-09-27 08:30", BO, "record_note", note_id="anteckning pappans samtal", occurred="2024-09-26 16:00",
        entry_type="contact", channel="conversation", participants=["pappan"], texts={
            "fact": "Marcus Diktman kom ensam. Han berättar att han höjer rösten när Tuva inte lyssnar.",
            "individual_view": "Marcus tycker att skolan överdriver men vill vara med.",
        },
    )
    tuva.write("2024-09-27 08:32", BO, "state_contact_note", entry_id="anteckningen om pappans samtal",
               about_id="samtalet med pappan",
               note_id="anteckning pappans samtal")
    tuva.write("2024-10-01 08:45", KARIN, "leave_team", entry_id="Bo lämnar", membership_id="Bo samordnar", left_on="2024-10-01")
