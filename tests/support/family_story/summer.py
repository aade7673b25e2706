"""The summer of 2025: a stand-in falls ill, the calendar knows of visits without notes, and in August there is a question."""

from __future__ import annotations

from tests.support.family_story.cast import ANNA, CECILIA, ELIN, KARIN, REGISTRATOR, Pens

_VISITS = ("2025-07-03", "2025-07-10", "2025-07-17", "2025-07-24")


def tell_summer(pens: Pens) -> None:
    """26 June to 28 August 2025."""
    manager, tuva = pens.manager, pens.tuva
    manager.write("2025-06-23 10:00", KARIN, "appoint_stand_in", appointment_id="Cecilia vikarierar", absent_staff_id="Anna",
                  stand_in=CECILIA, from_date="2025-06-30", to_date="2025-08-10")
    tuva.write("2025-06-26 16:40", ANNA, "record_session", session_id="besöket 2025-06-26", outcome="held",
               occurred="2025-06-26 15:30", kind="home_visit", participants=["Tuva", "mamman", "Cecilia"])
    tuva.write(
        "2025-06-26 16:55", ANNA, "record_note", note_id="anteckning 2025-06-26", occurred="2025-06-26 15:30",
        entry_type="measure",
        channel="home_visit", session_id="besöket 2025-06-26", participants=["Tuva", "mamman"], texts={
            "fact": "Cecilia var med. Tuva och Jenny fick tiderna för juli på papper.",
            "assessment": "Överlämningen till Cecilia gick bra.", "child_view": "Tuva tycker att Cecilia verkar snäll.",
        },
    )
    manager.write("2025-07-11 08:00", KARIN, "end_stand_in", appointment_id="Cecilia vikarierar", ended_on="2025-07-10")
    _tell_calendar(pens)
    _tell_question(pens)


def _tell_calendar(pens: Pens) -> None:
    """Elin's and Cecilia's calendars are read in when the question has come."""
    for nth, day in enumerate(_VISITS, 1):
        owner = CECILIA if day < "2025-07-11" else ELIN
        pens.imported.write(
            f"2025-08-15 09:0{nth}", REGISTRATOR, "import_calendar_contact", entry_id=f"kalendern {day}",
            calendar_event_id=f"kalendertid {day}", occurred=f"{day} 15:30", ends=f"{day} 16:30",
            calendar_status="cancelled" if nth == 4 else "confirmed", calendar_owner=owner,
            source={"system": "Kalender", "sheet": "VEVENT", "row": nth, "year": 2025},
        )
    tuva = pens.tuva
    for day in _VISITS[:2]:
        tuva.write(f"{day} 16:45", CECILIA, "record_session", session_id=f"besöket {day}", outcome="held",
                   occurred=f"{day} 15:30",
                   kind="home_visit", participants=["Tuva", "mamman"])
        tuva.write("2025-08-18 10:00", ANNA, "match_calendar_contact", entry_id=f"matchning {day}",
                   calendar_entry_id=f"kalendern {day}", calendar_match="session", matched_id=f"besöket {day}")
    tuva.write(
        "2025-08-18 10:10", ELIN, "record_contact", entry_id="promenaden i juli", occurred="2025-07-17 15:30", way="visit",
        contact_result="reached", parties=["child"], initiated_by="unit", place="outdoors", duration_minutes=45,
        themes=["leisure", "family_relations"], child_heard="in_talk",
    )
    tuva.write("2025-08-18 10:15", ELIN, "match_calendar_contact", entry_id="matchning 2025-07-17",
               calendar_entry_id="kalendern 2025-07-17", calendar_match="contact", matched_id="promenaden i juli")
    tuva.write("2025-08-18 10:20", ELIN, "match_calendar_contact", entry_id="matchning 2025-07-24",
               calendar_entry_id="kalendern 2025-07-24", calendar_match="not_held")


def _tell_question(pens: Pens) -> None:
    tuva = pens.tuva
    pens.manager.write("2025-08-14 09:15", KARIN, "request_account", request_id="sommarfrågan", requested_on="2025-08-14",
                       requested_by="Socialsekreterare Disa Fiktiv",
                       question="Vad har gjorts i ärendet under juli? Jenny säger att ingen kom de två sista veckorna.")
    tuva.write(
        "2025-08-19 14:30", CECILIA, "record_note", note_id="sen anteckning om 10 juli", occurred="2025-07-10 15:30",
        entry_type="measure", channel="home_visit", session_id="besöket 2025-07-10", participants=["Tuva", "mamman"], texts={
            "fact": "Hembesök. Tuva hade sett pappans bil utanför huset och gått in till grannen, enligt säkerhetsplanen.",
            "assessment": "Tuva gjorde rätt. Uppgiften borde ha lämnats till socialsekreteraren samma dag.",
            "child_view": "Tuva blev rädd men visste vad hon skulle göra.",
        }, late_reason="Blev sjuk dagen efter besöket och skrev när hon var tillbaka.",
    )
    tuva.write("2025-08-19 14:35", CECILIA, "sign_note", entry_id="signatur 10 juli", note_id="sen anteckning om 10 juli")
    tuva.write(
        "2025-08-19 15:30", CECILIA, "record_warning_signal", entry_id="bilen utanför", occurred="2025-07-10 15:30",
        warning_signal="other", person_in_danger="client", seen="Pappans bil stod utanför huset den 9 juli enligt Tuva.",
        danger_level="low", assessment="Har inte hänt igen enligt Tuva och mamman.", safety_measures=["commissioner"],
    )
    tuva.write("2025-08-20 09:00", ELIN, "state_contact_note", entry_id="ingen anteckning om promenaden",
               about_id="promenaden i juli", no_note_reason="Promenad utan behandlingsinnehåll.")
    tuva.write(
        "2025-08-21 15:00", ANNA, "give_account", request_id="sommarfrågan", given_on="2025-08-21",
        answer="Två hembesök och en promenad hölls till och med den 17 juli. Besöket den 24 juli ställdes in, och därefter stod "
        "ärendet utan ersättare till den 13 augusti. Anteckningen om den 10 juli skrevs först den 19 augusti.",
    )
    manager = pens.manager
    manager.write("2025-08-25 09:00", KARIN, "waive_three_party_meeting", entry_id="inget extra möte", meeting_kind="follow_up",
                  meeting_waived_on="2025-08-25", meeting_waived_by=["commissioner", "provider"],
                  reason="Redogörelsen räcker; planen följs upp den 25 september.")
