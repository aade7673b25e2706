"""The second year: the plan followed up, a break, the return, the closing, and the follow-ups after it."""

from __future__ import annotations

from tests.support.family_story.cast import ANNA, CECILIA, KARIN, Pens
from tests.support.family_story.first_autumn import review, visit
from tests.support.family_story.telling import ref


def tell_second_year(pens: Pens) -> None:
    """28 August 2025 to September 2026."""
    review(pens, "2025-08-28", "Sommaren brast: vikarien blev sjuk och ingen tog över. Rutinen ändras.",
           missing={"notes_up_to_date": ("Besöket den 3 juli får sin anteckning.", "2025-09-04"),
                    "safety_assessed": ("Gå igenom säkerhetsplanen igen.", "2025-09-11")})
    _tell_follow_up_of_plan(pens)
    _tell_break(pens)
    _tell_return(pens)
    _tell_closing(pens)
    _tell_after(pens)
    _tell_internal_control(pens)


def _tell_follow_up_of_plan(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write("2025-09-11 16:30", ANNA, "review_safety_plan", entry_id="säkerhetsplanen i september",
               safety_plan_id="säkerhetsplanen", safety_plan_reviewed_on="2025-09-11", safety_plan_standing="holds",
               assessment="Planen användes i juli och fungerade.", safety_plan_review_on="2026-02-26")
    visit(tuva, "2025-09-18", "Tuva", {
        "fact": "Steg 2 i Trappan. Tuva ritade huset och vem som bor i det.",
        "assessment": "Programmet har stått stilla över sommaren.", "child_view": "Tuva vill bli klar före jul.",
    }, participants=["Tuva"])
    tuva.write("2025-09-18 17:20", ANNA, "take_programme_step", entry_id="Trappan steg 2", method_id="metod Trappan",
               step_number=2,
               step_taken_on="2025-09-18", session_id="besöket 2025-09-18")
    tuva.write(
        "2025-09-25 17:00", ANNA, "follow_up_plan", entry_id="planuppföljning i september", plan_id="planen",
        plan_followed_up_on="2025-09-25",
        goal_results=[
            {"goal_id": ref("delmål måndagar"), "judged_by": "client", "goal_movement": "reached"},
            {"goal_id": ref("mål skola"), "judged_by": "worker", "goal_movement": "forward"},
            {"goal_id": ref("mål trygghet"), "judged_by": "client", "goal_movement": "still", "standstill_cause": "method"},
        ],
        plan_followed_up_with=["individual", "provider", "mother"], next_plan_follow_up_on="2026-02-26",
        assessment="Skolmålet närmar sig. Tryggheten står stilla sedan händelsen i juli.",
        individual_view="Jenny vill ha paus i samtalen till jul.", child_view="Tuva tycker att hon är klar med måndagarna.",
    )
    tuva.write("2025-09-25 17:10", ANNA, "end_goal", entry_id="delmålet nått", goal_id="delmål måndagar",
               goal_ended_on="2025-09-25", goal_ending="reached")


def _tell_break(pens: Pens) -> None:
    tuva = pens.tuva
    pens.manager.write("2025-10-17 15:00", KARIN, "close", closed_on="2025-10-17", manner="as_planned", referred_onward=False)
    pens.manager.write("2025-10-20 08:30", KARIN, "correct_closing", closed_on="2025-10-17", manner="interrupted",
                       referred_onward=False, reason="Familjen avbröt på egen begäran; insatsen var inte genomförd.")
    tuva.write(
        "2025-10-20 09:00", ANNA, "document_closing", entry_id="avbrottet", closing_documented_on="2025-10-20",
        ending_kind="unplanned", interruption_cause="guardian_wish", home_at_closing="with_parents",
        done_summary="Ett år av familjebehandling: samtal varje vecka, krissamtal till och med steg 2, SIP med BUP.",
        goal_attainment="partly", goal_outcomes=[{"goal_id": ref("delmål måndagar"), "goal_attainment": "reached"}],
        assessment="Det finns ett fortsatt behov av krissamtal.", individual_view="Jenny behöver en paus.",
        child_view="Tuva vill komma tillbaka.", remaining_need="yes", remaining_need_details="Krissamtalens sista steg.",
        reported_to_commissioner_on="2025-10-20", reporting_manner="telephone",
    )


def _tell_return(pens: Pens) -> None:
    tuva = pens.tuva
    pens.manager.write("2025-12-01 09:00", KARIN, "reopen", reopened_on="2025-12-01",
                       reason="Jenny och Tuva hör av sig: de vill göra klart krissamtalen.")
    tuva.write("2025-12-01 09:20", ANNA, "record_return", entry_id="tillbaka", returned_on="2025-12-01", same_problem="yes",
               return_details="Tuva har drömt om pappan igen.")
    visit(tuva, "2025-12-11", "Tuva", {
        "fact": "Steg 3 i Trappan. Tuva skrev ett brev som hon inte ska skicka.",
        "assessment": "Programmet är genomgånget.", "child_view": "Tuva säger att det känns färdigt.",
    }, participants=["Tuva"])
    tuva.write("2025-12-11 17:20", ANNA, "take_programme_step", entry_id="Trappan steg 3", method_id="metod Trappan",
               step_number=3,
               step_taken_on="2025-12-11", session_id="besöket 2025-12-11")
    tuva.write("2025-12-11 17:25", ANNA, "end_method", entry_id="Trappan avslutas", method_id="metod Trappan",
               method_ended_on="2025-12-11", reason="Programmet är genomgånget.")
    review(pens, "2026-01-15", "Avslut förbereds till månadsskiftet februari och mars.")
    tuva.write("2026-01-22 16:50", ANNA, "enter_phase", entry_id="uppföljningsfasen", phase="follow_up", entered_on="2026-01-22")


def _tell_closing(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write("2026-02-05 16:30", ANNA, "book_session", entry_id="bokningen av avslutsmötet", session_id="avslutsmötet",
               booked_for="2026-02-19 15:00", kind="closing_meeting", worker=ANNA, invited=["client", "mother", "commissioner"],
               place="unit")
    tuva.write("2026-02-17 09:10", ANNA, "rebook_session", entry_id="avslutsmötet flyttas",
               booking_id="bokningen av avslutsmötet", booked_for="2026-02-26 15:00")
    tuva.write("2026-02-26 16:40", ANNA, "record_booked_session", booking_id="bokningen av avslutsmötet", outcome="held",
               participants=["Tuva", "mamman", "socialsekreterare"])
    tuva.write(
        "2026-02-26 16:45", ANNA, "record_three_party_meeting", entry_id="avslut med tre parter", meeting_kind="closing",
        occurred="2026-02-26 15:00", session_id="avslutsmötet",
        meeting_parties=[
            {"meeting_party": "individual", "presence": "took_part"}, {"meeting_party": "commissioner", "presence": "took_part"},
            {"meeting_party": "provider", "presence": "took_part"}, {"meeting_party": "mother", "presence": "took_part"},
            {"meeting_party": "father", "presence": "not_invited", "missing_party_reason": "violence"},
        ],
        agreed_at_meeting="Insatsen avslutas den 5 mars. Tuva kan ringa Anna till sommaren.",
        individual_view="Tuva är stolt.", closing_stand={"closing_agreement": "by_agreement"},
    )
    tuva.write(
        "2026-02-26 17:00", ANNA, "record_note", note_id="anteckning avslutsmötet", occurred="2026-02-26 15:00",
        entry_type="event",
        channel="meeting", session_id="avslutsmötet", participants=["Tuva", "mamman", "socialsekreterare"], texts={
            "fact": "Avslutsmöte med alla tre parter. Målen gicks igenom ett för ett.",
            "assessment": "Målen är nådda utom tryggheten, som är delvis nådd.", "child_view": "Tuva läste upp sitt brev.",
        },
    )
    tuva.write(
        "2026-02-26 17:03", ANNA, "follow_up_plan", entry_id="planuppföljning vid avslutet", plan_id="planen",
        plan_followed_up_on="2026-02-26", meeting_id="avslut med tre parter",
        goal_results=[
            {"goal_id": ref("mål skola"), "judged_by": "commissioner", "goal_movement": "reached"},
            {"goal_id": ref("mål trygghet"), "judged_by": "client", "goal_movement": "forward"},
        ],
        plan_followed_up_with=["individual", "commissioner", "provider", "mother"],
        assessment="Skolmålet är nått. Tuva vet vad hon ska göra om pappan kommer.",
        child_view="Tuva är inte rädd längre på vägen hem.",
    )
    tuva.write("2026-02-26 17:05", ANNA, "sign_note", entry_id="signatur avslutsmötet", note_id="anteckning avslutsmötet")
    for goal, ending in (("mål skola", "reached"), ("standardmål skola", "reached")):
        tuva.write("2026-02-26 17:10", ANNA, "end_goal", entry_id=f"{goal} avslutas", goal_id=goal, goal_ended_on="2026-02-26",
                   goal_ending=ending)
    tuva.write("2026-02-26 17:20", ANNA, "record_rating", rating_id="CORS vid avslut", rated_on="2026-02-26", instrument="CORS",
               phase="closing", respondent="child", subject="child", subscales=("8.1", "8.4", "7.9", "8.2"), total="32.6")
    tuva.write("2026-02-26 17:15", ANNA, "review_safety_plan", entry_id="säkerhetsplanen avslutas",
               safety_plan_id="säkerhetsplanen",
               safety_plan_reviewed_on="2026-02-26", safety_plan_standing="not_needed",
               assessment="Tuva och mamman har planen kvar hemma; enheten följer den inte längre.")
    for member in ("Anna", "Elin"):
        tuva.write("2026-03-05 15:00", ANNA, "leave_team", entry_id=f"{member} lämnar", membership_id=f"{member} i teamet",
                   left_on="2026-03-05")
    pens.manager.write("2026-03-05 15:30", KARIN, "close", closed_on="2026-03-05", manner="as_planned", referred_onward=True)
    tuva.write(
        "2026-03-06 09:30", ANNA, "document_closing", entry_id="avslutet", closing_documented_on="2026-03-06",
        ending_kind="planned", home_at_closing="with_parents",
        done_summary="Krissamtal enligt Trappan, stöd i skolan, säkerhetsplan och SIP. Tre parter vid start och avslut.",
        situation_at_closing="Tuva bor hos mamman, går i skolan varje dag och träffar inte sin pappa.",
        goal_attainment="reached",
        goal_outcomes=[{"goal_id": ref("mål skola"), "goal_attainment": "reached"},
                       {"goal_id": ref("mål trygghet"), "goal_attainment": "partly"}],
        assessment="Behandlingen är genomförd.", individual_view="Jenny är tacksam att det fanns en plan.",
        child_view="Tuva säger att hon vet vad hon ska göra nu.", remaining_need="no",
        reported_to_commissioner_on="2026-03-06", reporting_manner="written", referrals=["youth_clinic"],
        referral_details="Tuva fick numret till ungdomsmottagningen.", final_rating_ids=("CORS vid avslut",),
    )


def _tell_after(pens: Pens) -> None:
    tuva = pens.tuva
    tuva.write(
        "2026-06-22 10:00", ANNA, "give_up_follow_up", entry_id="uppföljning efter tre månader", follow_up_point="months_3",
        given_up_on="2026-06-22", no_follow_up_cause="not_reached", contact_attempts=3,
        no_follow_up_details="Ringde 8, 15 och 22 juni; numret var inte längre i bruk.",
    )
    tuva.write("2026-09-08 16:20", ANNA, "record_attendance", attendance_id="närvaron efter sex månader",
               measured_on="2026-09-04",
               phase="follow_up", percent="97")
    tuva.write(
        "2026-09-08 16:30", ANNA, "follow_up_closing", entry_id="uppföljning efter sex månader", follow_up_point="months_6",
        closing_followed_up_on="2026-09-08", follow_up_manner="telephone", answered_by=["child", "guardian"],
        follow_up_outcome="better", result_lasts="yes", known_to_services="no",
        fact="Tuva har börjat årskurs 9 och är i skolan varje dag.", assessment="Resultatet står sig.",
        individual_view="Jenny har inte behövt ringa någon.", child_view="Tuva säger att måndagar är vanliga dagar nu.",
        attendance_ids=("närvaron efter sex månader",),
    )


def _tell_internal_control(pens: Pens) -> None:
    """In October 2026 internal control finds what was never signed and never written."""
    tuva = pens.tuva
    for note in ("anteckning hos pappan", "anteckning 2025-06-12", "anteckning 2025-06-26"):
        tuva.write("2026-10-12 09:00", ANNA, "sign_note", entry_id=f"signatur i efterhand av {note}", note_id=note)
    tuva.write("2026-10-12 09:10", ANNA, "state_contact_note", entry_id="om uteblivet 2024-12-12",
               about_id="uteblivet 2024-12-12",
               no_note_reason="Uteblivet utan återbud; mamman ringde dagen efter om ny tid.")
    tuva.write(
        "2026-10-12 10:30", CECILIA, "record_note", note_id="anteckning 2025-07-03", occurred="2025-07-03 15:30",
        entry_type="measure",
        channel="home_visit", session_id="besöket 2025-07-03", participants=["Tuva", "mamman"], texts={
            "fact": "Hembesök. Tuva och mamman visade säkerhetsplanen. Ur egna minnesanteckningar från samma dag.",
        }, late_reason="Saknades vid internkontrollen.",
    )
    tuva.write("2026-10-12 10:35", CECILIA, "sign_note", entry_id="signatur 2025-07-03", note_id="anteckning 2025-07-03")
