"""The summer of 2025 as the records tell it: Maja is away, nobody is appointed in her place, and nothing is written."""

from __future__ import annotations

from tests.support.lex_sarah_story.cast import ELIAS, KARIN, MAJA, MAX, OFFICE, RUT, STAFF, STINA, TILDA, UNIT, Pens

_WEEKLY = ("2025-06-12", "2025-06-19", "2025-06-26")
_AT_THE_OFFICE = (STINA, RUT)


def tell_office(pens: Pens) -> None:
    """The board, its units and its staff, in January 2025."""
    pens.board.write("2025-01-07 08:00", RUT, "establish", board_id="nämnden", name="Socialnämnden i Exempelstad")
    for name in ("Ungdomsenheten", "Kvalitetsenheten"):
        pens.unit(name).write("2025-01-07 08:10", RUT, "establish", unit_id=name, name=name)
    for each in STAFF:
        at_office = each in _AT_THE_OFFICE or "utredare" in each.title.casefold()
        pens.staff(each.key).write("2025-01-07 08:30", RUT, "register", staff_id=each.key, name=each.name, title=each.title,
                                   unit=OFFICE if at_office else UNIT)
    _tell_information(pens)


def _tell_information(pens: Pens) -> None:
    """All of the staff hear of their duties each year; one was on sick leave that day, and one hears it later."""
    informed, late = tuple(each.key for each in STAFF if each is not ELIAS), (ELIAS.key,)
    pens.information.write(
        "2025-01-27 11:00", KARIN, "give", information_id="informationen 2025", explained_on="2025-01-27",
        explained_duties=["contribute", "report"], explained_how="meeting", explained_by=KARIN, informed_staff_ids=informed,
        explained_text="Vem som rapporterar, till vem, och att det går på tre minuter.",
    )
    pens.information.write("2025-01-28 08:00", KARIN, "strike_receipt", uninformed_staff_id=MAJA.key, reason="Sjuk den dagen.")
    pens.information.write("2025-02-03 09:00", KARIN, "receive", explained_on="2025-02-03", informed_staff_ids=(MAJA.key, *late))


def tell_summer(pens: Pens) -> None:
    """February to September 2025, in the records of Tilda and Max."""
    pens.staff(MAJA.key).write("2025-06-02 08:10", KARIN, "record_absence", absence_id="Majas semester", from_date="2025-06-30",
                               to_date="2025-08-10")
    _tell_tilda(pens)
    _tell_max(pens)


def _tell_tilda(pens: Pens) -> None:
    tilda = pens.case(TILDA)
    tilda.write("2025-02-10 09:00", KARIN, "open", case_id=TILDA, number="2025-0031", unit=UNIT, gender="girl", birth_year=2009,
                client_name="Tilda Sagström", received_on="2025-02-06", started_on="2025-02-10", legal_basis="assistance")
    tilda.write("2025-02-10 09:10", KARIN, "assign", staff=MAJA, from_date="2025-02-10")
    tilda.write("2025-02-17 16:00", MAJA, "establish_plan", plan_id="Tildas plan", established_on="2025-02-17",
                individual_took_part=True, contact_interval_days=7, goals=("Gå till skolan varje dag.",), follow_up_on=None)
    for day in _WEEKLY:
        tilda.write(f"{day} 16:10", MAJA, "record_session", session_id=f"besöket {day}", outcome="held", occurred=f"{day} 15:00",
                    kind="conversation", participants=["ungdomen"])
        tilda.write(f"{day} 16:20", MAJA, "record_note", note_id=f"anteckning {day}", occurred=f"{day} 15:00",
                    entry_type="measure", channel="conversation", session_id=f"besöket {day}", participants=["ungdomen"],
                    texts={"fact": "Tilda berättade om veckan i skolan.", "assessment": "Närvaron ökar."})
    tilda.write("2025-07-16 10:20", KARIN, "request_account", request_id="frågan i juli", requested_on="2025-07-16",
                requested_by="Socialsekreterare Tove Exempel",
                question="Vad har gjorts sedan midsommar? Tildas mamma säger att ingen har hört av sig.")
    tilda.write("2025-07-17 13:00", KARIN, "appoint_stand_in", appointment_id="Elias vikarierar", absent_staff_id=MAJA.id,
                stand_in=ELIAS, from_date="2025-07-17", to_date="2025-08-10")
    tilda.write(
        "2025-07-18 15:30", ELIAS, "record_note", note_id="sen anteckning om 9 juli", occurred="2025-07-09 15:00",
        entry_type="measure", channel="conversation", participants=["ungdomen"], texts={
            "fact": "Tilda och jag sågs en halvtimme på fritidsgården. Ingen tid bestämdes.",
            "assessment": "Tilda verkade nedstämd.", "individual_view": "Tilda undrade om Maja har slutat.",
        }, late_reason="Jag tog Majas bokade tid utan att vara utsedd till ersättare, och skrev när det efterfrågades.",
    )
    tilda.write("2025-07-31 09:00", ELIAS, "note_deviation", entry_id="avvikelsen i Tildas akt", deviation_on="2025-06-30",
                deviation_report_id="rapporten om sommaren",
                done_for_individual="Tilda fick en ersättare den 17 juli och tider varje vecka till och med augusti.")
    tilda.write("2025-08-29 14:00", KARIN, "give_account", request_id="frågan i juli", given_on="2025-08-29",
                answer="Ett möte hölls i juli och antecknades i efterhand. I övrigt stod ärendet utan ansvarig till den 17 juli.")


def _tell_max(pens: Pens) -> None:
    case = pens.case(MAX)
    case.write("2025-04-07 09:00", KARIN, "open", case_id=MAX, number="2025-0077", unit=UNIT, gender="boy", birth_year=2008,
               client_name="Max Påhittad", received_on="2025-04-03", started_on="2025-04-07", legal_basis="assistance")
    case.write("2025-04-07 09:10", KARIN, "assign", staff=MAJA, from_date="2025-04-07")
    case.write("2025-07-18 11:00", KARIN, "close", closed_on="2025-07-18", manner="interrupted", referred_onward=False)
