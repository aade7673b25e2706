"""October 2024 to June 2025 in the treatment room: new responsible worker, plan, goals, methods, ratings, school."""

from __future__ import annotations

from typing import Any

from tests.support.family_story.cast import ANNA, BO, ELIN, KARIN, Pens
from tests.support.family_story.telling import Pen, ref

ALL_WELL = (
    "notes_up_to_date", "assignment_in_force", "plan_in_force", "plan_followed_up", "individual_took_part", "child_heard",
    "children_asked_about", "safety_assessed", "consent_in_place", "ratings_done", "ratings_answered", "viewpoints_answered",
)


def tell_first_year(pens: Pens) -> None:
    """1 October 2024 to 19 June 2025."""
    _tell_new_worker(pens)
    _tell_start(pens)
    _tell_plan(pens)
    _tell_measures(pens)
    _tell_winter_visits(pens)
    _tell_spring(pens)


def visit(pen: Pen, day: str, about: str, texts: dict[str, str], *, signed: bool = True, **more: Any) -> None:
    """A home visit on a Thursday by Anna, with its note the same day."""
    session = f"besöket {day}"
    participants = more.pop("participants", ["Tuva", "mamman"])
    pen.write(f"{day} 16:35", ANNA, "record_session", session_id=session, outcome="held", occurred=f"{day} 15:30",
              kind="home_visit", participants=participants)
    pen.write(
        f"{day} 17:00", ANNA, "record_note", note_id=f"anteckning {day}", occurred=f"{day} 15:30", entry_type="measure",
        channel="home_visit", session_id=session, participants=participants, individual_informed=True, texts=texts,
        information_source=about, **more,
    )
    if signed:
        pen.write(f"{day} 17:05", ANNA, "sign_note", entry_id=f"signatur {day}", note_id=f"anteckning {day}")


def review(pens: Pens, day: str, assessment: str, presented_by: Any = ANNA, missing: dict[str, tuple[str, str]] | None = None,
           **more: Any) -> None:
    """Karin goes through the case; `missing`: question → what is to be done, and by when."""
    wanting = missing or {}
    pens.manager.write(
        f"{day} 09:30", KARIN, "review_case", entry_id=f"genomgång {day}", reviewed_on=day, led_by=KARIN,
        presented_by=presented_by, assessment=assessment,
        standing_answers=[{"question": each, "answer": "no" if each in wanting else "yes"} for each in ALL_WELL],
        agreed_measures=[
            {"question": each, "measure": what, "measure_due_on": by} for each, (what, by) in wanting.items()
        ], **more,
    )


def _tell_new_worker(pens: Pens) -> None:
    pens.tuva.write(
        "2024-10-01 08:30", BO, "hand_over", hand_over_id="överlämningen", from_staff_id="Bo", to_staff=ANNA,
        on_date="2024-10-01", message="Tuva och Jenny är informerade och har träffat Anna. Pappan ringer helst efter 16.",
    )
    for note in ("anteckning första samtalet", "anteckning pappans samtal"):
        pens.manager.write("2024-10-14 09:00", KARIN, "sign_note", entry_id=f"signatur av {note}", note_id=note,
                           in_place_reason="Bo är föräldraledig till och med juni 2025.")
    pens.tuva.write("2024-10-02 08:05", ANNA, "accept_hand_over", hand_over_id="överlämningen", accepted_by="Anna",
                    accepted_on="2024-10-02")
    for who, role in ((ANNA, "coordinating_worker"), (ELIN, "co_worker")):
        pens.tuva.write("2024-10-01 08:50", KARIN, "add_team_member", entry_id=f"{who.key} i teamet", worker=who, team_role=role,
                        from_date="2024-10-01")


def _tell_start(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write("2024-10-03 16:40", ANNA, "record_session", session_id="uppstartsmötet", outcome="held",
               occurred="2024-10-03 15:00", kind="start_meeting", participants=["Tuva", "mamman", "socialsekreterare"])
    tuva.write(
        "2024-10-03 16:45", ANNA, "record_three_party_meeting", entry_id="uppstart med tre parter", meeting_kind="start",
        occurred="2024-10-03 15:00", session_id="uppstartsmötet",
        meeting_parties=[
            {"meeting_party": "individual", "presence": "took_part"}, {"meeting_party": "commissioner", "presence": "took_part"},
            {"meeting_party": "provider", "presence": "took_part"}, {"meeting_party": "mother", "presence": "took_part"},
            {"meeting_party": "father", "presence": "stayed_away", "missing_party_reason": "declined"},
        ],
        missing_party_details="Marcus ringde samma morgon och sade att han inte hade tid.",
        agreed_at_meeting="Träff varje torsdag, varannan gång hos mamman och varannan hos pappan. Återrapport i februari.",
        individual_view="Tuva vill att möten hålls efter skolan.",
    )
    tuva.write("2024-10-03 16:50", ANNA, "state_contact_note", entry_id="uppstartsmötets anteckning", about_id="uppstartsmötet",
               no_note_reason="Mötet är dokumenterat som trepartsmöte.")
    tuva.write("2024-10-03 16:55", ANNA, "enter_phase", entry_id="motivationsfasen", phase="motivation", entered_on="2024-10-03",
               reason="Pappan är tveksam.")
    tuva.write(
        "2024-10-10 16:50", ANNA, "record_screening", entry_id="våldsfrågan, första gången", asked_on="2024-10-10",
        topic="violence_exposed", person_asked="client", screening_outcome="not_asked", reason_not_asked="other",
        explanation="Besöket var hos pappan, som var i rummet hela tiden.", screening_form="Våga fråga",
        ask_again_on="2024-11-14",
    )
    tuva.write("2024-10-10 16:40", ANNA, "record_session", session_id="besöket hos pappan", outcome="held",
               occurred="2024-10-10 15:30", kind="home_visit", participants=["Tuva", "brodern", "pappan"])
    tuva.write(
        "2024-10-11 08:20", ANNA, "record_note", note_id="anteckning hos pappan", occurred="2024-10-10 15:30",
        entry_type="measure", channel="home_visit", session_id="besöket hos pappan", participants=["Tuva", "brodern", "pappan"],
        texts={
            "fact": "Tuva satt tyst vid köksbordet. Noel, åtta år, hämtade vatten åt alla utan att bli ombedd. Marcus svarade på "
            "de frågor som ställdes till Tuva.",
            "assessment": "Tuva behöver få prata enskilt. Frågan om våld ställs vid nästa besök utan pappan.",
        },
    )


def _tell_plan(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write(
        "2024-10-17 16:40", ANNA, "establish_plan", plan_id="planen", established_on="2024-10-17", individual_took_part=True,
        contact_interval_days=7, goals=("Tuva är i skolan alla dagar.",), follow_up_on="2025-04-17",
    )
    tuva.write(
        "2024-10-21 08:30", ANNA, "correct_plan", plan_id="planen", established_on="2024-10-17", individual_took_part=True,
        contact_interval_days=7, goals=("Tuva är i skolan alla dagar.", "Bytena mellan föräldrarna är lugna."),
        follow_up_on="2025-04-10", reason="Ett mål som vi kom överens om hade fallit bort, och dagen för uppföljning ändrades.",
    )
    goal = {"plan_id": "planen", "set_on": "2024-10-17"}
    tuva.write("2024-10-17 16:42", ANNA, "set_goal", entry_id="standardmål skola", goal_level="standard", goal_holder="client",
               standard_goal_code="SKOLA", **goal)
    tuva.write(
        "2024-10-17 16:44", ANNA, "set_goal", entry_id="mål skola", goal_level="individual", goal_holder="client",
        parent_goal_id="standardmål skola", goal_text="Tuva är i skolan alla dagar.", own_words="Jag vill orka gå till skolan.",
        how_worked_on="Morgonrutin och veckosamtal med mentorn.", provider_responsibility="Anna ringer mentorn varje fredag.",
        individual_responsibility="Tuva säger till när det känns för svårt.", reach_by="2025-06-13", **goal,
    )
    tuva.write(
        "2024-10-17 16:46", ANNA, "set_goal", entry_id="delmål måndagar", goal_level="sub_goal", goal_holder="client",
        parent_goal_id="mål skola", own_words="Jag går på måndagar också när jag har varit hos pappa.", **goal,
    )
    tuva.write(
        "2024-10-17 16:48", ANNA, "set_goal", entry_id="mål byten", goal_level="individual", goal_holder="parents",
        goal_text="Bytena mellan föräldrarna är lugna.", how_worked_on="Samtal med föräldrarna tillsammans varannan vecka.",
        **goal,
    )
    tuva.write("2024-10-17 16:50", ANNA, "choose_method", entry_id="metod familjesamtal", plan_id="planen",
               method_code="FAMILJESAMTAL", method_from="2024-10-17", goal_ids=("mål skola", "mål byten"),
               method_details="Samtal med hela familjen.")
    participation = {"plan_id": "planen", "participation_graded_on": "2024-10-17"}
    tuva.write(
        "2024-10-17 16:55", ANNA, "record_plan_participation", entry_id="Tuvas delaktighet", participation_of="client",
        plan_participation="high", goal_participation="high", child_hearing="with_guardian",
        child_view="Tuva valde själv orden i delmålet.", **participation,
    )
    tuva.write(
        "2024-10-17 16:57", ANNA, "record_plan_participation", entry_id="pappans delaktighet", participation_of="father",
        plan_participation="none", plan_participation_reason="Marcus kom inte till mötet om planen.",
        goal_participation="some", **participation,
    )
    visit(tuva, "2024-10-17", "Tuva och mamman", {
        "fact": "Vi gjorde genomförandeplanen vid köksbordet hos Jenny. Marcus kom inte.",
        "assessment": "Tuvas egna ord i delmålet visar vad som är svårt: måndagarna.",
        "individual_view": "Jenny tycker att målen är rimliga.", "child_view": "Tuva sade att planen känns som hennes.",
    }, plan_id="planen")
    review(pens, "2024-10-24", "God start. Pappan behöver bjudas in på ett annat sätt.", missing={
        "safety_assessed": ("Ställ frågan om våld till Tuva utan pappan.", "2024-11-14"),
        "ratings_done": ("Gör CORS vid nästa besök.", "2024-11-07"),
    })


def _tell_measures(pens: Pens) -> None:
    tuva = pens.tuva
    first = {"rated_on": "2024-11-07", "instrument": "CORS", "phase": "start", "respondent": "child", "subject": "child"}
    tuva.write("2024-11-07 17:20", ANNA, "record_rating", rating_id="CORS i november", **first,
               subscales=("4.1", "2.8", "5.0", "4.4"), total="16.3")
    tuva.write("2024-11-08 08:15", ANNA, "correct_rating", rating_id="CORS i november", **first,
               subscales=("4.1", "2.3", "5.0", "4.4"), total="15.8", reason="Andra linjen var fel avläst på formuläret.")
    tuva.write("2024-11-08 10:00", ANNA, "record_attendance", attendance_id="närvaron i oktober", measured_on="2024-10-31",
               phase="start", percent="61")
    tuva.write("2024-11-11 09:40", ANNA, "correct_attendance", attendance_id="närvaron i oktober", measured_on="2024-10-31",
               phase="start", percent="56", reason="Skolan hade räknat höstlovet som närvaro.")
    tuva.write("2025-06-12 17:20", ANNA, "record_rating", rating_id="CORS i juni", rated_on="2025-06-12", instrument="CORS",
               phase="ongoing", respondent="child", subject="child", subscales=("6.6", "7.0", "6.1", "6.9"), total="26.6")
    tuva.write("2025-06-16 09:10", ANNA, "record_attendance", attendance_id="närvaron i juni", measured_on="2025-06-13",
               phase="ongoing", percent="88")


def _tell_winter_visits(pens: Pens) -> None:
    tuva = pens.tuva
    visit(tuva, "2024-11-07", "Tuva och mamman", {
        "fact": "Tuva hade varit i skolan fyra dagar av fem. Hon fyllde i CORS på plattan.",
        "assessment": "Låg skattning om familjen. Följs upp nästa gång.",
        "child_view": "Tuva sade att det är bäst hos mormor.",
    })
    tuva.write("2024-11-07 17:30", ANNA, "enter_phase", entry_id="behandlingsfasen", phase="treatment", entered_on="2024-11-07")
    tuva.write(
        "2024-11-07 17:32", ANNA, "describe_session", entry_id="beskrivning 2024-11-07", session_id="besöket 2024-11-07",
        parties=["child", "mother"], place="home", duration_minutes=60, themes=["school", "family_relations"],
        child_heard="in_talk",
    )
    tuva.write("2024-11-28 16:10", ANNA, "record_session", session_id="uteblivet 2024-11-28", outcome="missed",
               occurred="2024-11-28 15:30", kind="conversation", participants=())
    tuva.write("2024-12-02 08:10", ANNA, "correct_session", session_id="uteblivet 2024-11-28", outcome="cancelled",
               occurred="2024-11-28 15:30", kind="conversation", participants=(), note_written_on=None,
               reason="Återbudet fanns på telefonsvararen klockan åtta samma morgon.")
    tuva.write("2024-12-04 08:10", ANNA, "record_session", session_id="avbokat 2024-12-05", outcome="cancelled",
               occurred="2024-12-05 15:30", kind="home_visit", participants=())
    tuva.write("2024-12-12 16:10", ANNA, "record_session", session_id="uteblivet 2024-12-12", outcome="missed",
               occurred="2024-12-12 15:30", kind="conversation", participants=())
    review(pens, "2024-12-05", "Skyddet av Tuva går före allt annat. Pappan träffas enskilt av Elin.")


def _tell_spring(pens: Pens) -> None:
    tuva = pens.tuva
    visit(tuva, "2025-02-06", "Tuva", {
        "fact": "Första samtalet enligt Trappan, i skolan. Tuva berättade om två kvällar hos pappan.",
        "assessment": "Tuva kan berätta utan att bli rädd. Programmet passar.",
        "child_view": "Tuva vill veta om Noel också får prata med någon.",
    }, participants=["Tuva"])
    tuva.write("2025-02-06 17:10", ANNA, "take_programme_step", entry_id="Trappan steg 1", method_id="metod Trappan",
               step_number=1,
               step_taken_on="2025-02-06", session_id="besöket 2025-02-06")
    tuva.write(
        "2025-02-28 10:00", ANNA, "give_account", request_id="återrapporten", given_on="2025-02-28",
        answer="Tuva är i skolan fyra dagar av fem. Arbetet följer planen sedan metoden byttes i januari. Vi föreslår att "
        "insatsen förlängs.",
    )
    pens.manager.write("2025-02-24 13:10", KARIN, "request_account", request_id="återrapporten", requested_on="2025-02-24",
                       requested_by="Socialsekreterare Disa Fiktiv", question="Behöver insatsen förlängas efter den 14 mars?")
    visit(tuva, "2025-03-20", "Tuva och mamman", {
        "fact": "Tuva har varit i skolan alla måndagar sedan sportlovet.",
        "assessment": "Delmålet om måndagar är på väg att nås.", "child_view": "Tuva säger att det pirrar mindre i magen.",
    })
    tuva.write(
        "2025-03-24 09:00", ANNA, "correct_note", note_id="anteckning 2025-03-20", correction_id="rättelse 2025-03-20", texts={
            "fact": "Tuva har varit i skolan alla måndagar utom en sedan sportlovet.",
            "assessment": "Delmålet om måndagar är på väg att nås.", "child_view": "Tuva säger att det pirrar mindre i magen.",
        }, reason="Skolans lista visar en frånvarodag, den 10 mars.",
    )
    tuva.write("2025-03-24 09:05", ANNA, "sign_note", entry_id="signatur av rättelsen", note_id="anteckning 2025-03-20",
               correction_id="rättelse 2025-03-20")
    _tell_plan_follow_up(pens)
    tuva.write("2025-05-22 16:10", ANNA, "record_session", session_id="telefonsamtalet 2025-05-22", outcome="held",
               occurred="2025-05-22 15:45", kind="telephone", participants=["mamman"])
    tuva.write(
        "2025-05-28 08:20", ANNA, "record_note", note_id="anteckning 2025-05-22", occurred="2025-05-22 15:45",
        entry_type="contact",
        channel="telephone", session_id="telefonsamtalet 2025-05-22", participants=["mamman"], texts={
            "fact": "Jenny berättade att huvudförhandlingen är flyttad till den 4 juni.",
        }, late_reason="Sjuk fredag till tisdag.",
    )
    tuva.write("2025-05-28 08:25", ANNA, "sign_note", entry_id="signatur 2025-05-22", note_id="anteckning 2025-05-22")
    for day, happened in (("2025-05-08", "Vi gick igenom vad som händer i tingsrätten."),
                          ("2025-06-12", "Sista veckan i årskurs 7. Tuva skattade med CORS.")):
        visit(tuva, day, "Tuva och mamman", {"fact": happened, "child_view": "Tuva vill fortsätta över sommaren."},
              signed=day != "2025-06-12")
    review(pens, "2025-06-19", "Sommaren är planerad: Cecilia träffar Tuva varje torsdag medan Anna är ledig.",
           missing={"notes_up_to_date": ("Anna signerar anteckningen från den 12 juni.", "2025-06-27")},
           next_review_on="2025-08-28", longer_interval_reason="Semesterperiod i vecka 27 till 32.")


def _tell_plan_follow_up(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write("2025-04-10 16:40", ANNA, "record_session", session_id="uppföljningsmötet i april", outcome="held",
               occurred="2025-04-10 15:00", kind="follow_up_meeting", participants=["Tuva", "mamman", "socialsekreterare"])
    tuva.write(
        "2025-04-10 17:00", ANNA, "follow_up_plan", entry_id="planuppföljning i april", plan_id="planen",
        plan_followed_up_on="2025-04-10",
        goal_results=[
            {"goal_id": ref("delmål måndagar"), "judged_by": "client", "goal_movement": "reached"},
            {"goal_id": ref("delmål måndagar"), "judged_by": "worker", "goal_movement": "forward"},
            {"goal_id": ref("mål byten"), "judged_by": "worker", "goal_movement": "back", "standstill_cause": "goal"},
        ],
        plan_followed_up_with=["individual", "commissioner", "provider", "mother"], next_plan_follow_up_on="2025-09-25",
        assessment="Skolan går framåt. Målet om lugna byten är inte längre möjligt, eftersom Tuva inte träffar sin pappa.",
        individual_view="Jenny är lättad men trött.", child_view="Tuva tycker att hon klarar måndagarna nu.",
    )
    tuva.write("2025-04-10 17:05", ANNA, "state_contact_note", entry_id="uppföljningsmötets anteckning",
               about_id="uppföljningsmötet i april", no_note_reason="Mötet är dokumenterat som uppföljning av planen.")
    tuva.write("2025-04-10 17:10", ANNA, "revise_plan", entry_id="revideringen", plan_id="planen", plan_revised_on="2025-04-10",
               reason="Våldet har kommit fram och umgänget med pappan är stoppat.",
               plan_changes="Målet om byten tas bort. Tryggheten hemma blir ett eget mål.")
    tuva.write(
        "2025-04-10 17:12", ANNA, "set_goal", entry_id="mål trygghet", plan_id="planen", goal_level="individual",
        goal_holder="family", set_on="2025-04-10", own_words="Vi ska veta vad vi gör om han kommer.",
        how_worked_on="Säkerhetsplanen gås igenom varje månad.",
    )
    tuva.write("2025-04-10 17:14", ANNA, "end_goal", entry_id="målet om byten avslutas", goal_id="mål byten",
               goal_ended_on="2025-04-10", goal_ending="replaced", replaced_by_goal_id="mål trygghet",
               reason="Tuva träffar inte sin pappa.")
    tuva.write("2025-04-11 09:00", ANNA, "waive_three_party_meeting", entry_id="uppföljningsmöte som inte hålls",
               meeting_kind="follow_up", meeting_waived_on="2025-04-11", meeting_waived_by=["commissioner"],
               reason="Socialsekreteraren var med vid planuppföljningen i går och behöver inget eget möte i maj.")
