"""Concerns at the reception: the school's for Tuva, before everything else, and a neighbour's for an old woman."""

from __future__ import annotations

from typing import Any

from tests.support.family_story.cast import DISA, FAMILY_CASE, RECEPTION, Pens

_SCHOOL: dict[str, Any] = {
    "unit": RECEPTION, "received_at": "2024-08-21 10:10", "occurred": "2024-08-20", "concern_about": "child",
    "person_name": "Tuva Sagberg", "person_contact": "Sagoskolan, klass 7 B", "gender": "girl", "known_case_id": None,
    "concern_kinds": ["school_absence", "other"], "reporter_role": "school", "concern_reporter_name": "rektor Sigrid Sago",
    "concern_reporter_contact": "skolans växel", "concern_channel": "telephone", "receiver": DISA,
    "concern_text": "Tuva är borta två till tre dagar i veckan sedan mars och gråter ofta på måndagar.",
}


def tell_concerns(pens: Pens) -> None:
    """August 2024 to April 2025, and November 2025."""
    _tell_school(pens)
    _tell_inquiry(pens)
    _tell_neighbour(pens)


def _tell_school(pens: Pens) -> None:
    tuva = pens.concern_for_tuva
    tuva.write("2024-08-21 10:30", DISA, "receive", concern_id="oron för Tuva", birth_year=2010, **_SCHOOL)
    tuva.write("2024-08-21 11:40", DISA, "correct", birth_year=2011, reason="Födelseåret kontrollerat mot folkbokföringen.",
               **_SCHOOL)
    tuva.write("2024-08-21 13:30", DISA, "assess_protection", entry_id="skyddsbedömning i augusti",
               assessed_at="2024-08-21 13:00",
               protection_need="not_needed", assessment="Inget i anmälan talar för fara i dag.",
               child_view="Tuva säger i telefon att hon har det bra hos mamma.", assessor=DISA)


def _tell_inquiry(pens: Pens) -> None:
    tuva = pens.concern_for_tuva
    tuva.write("2024-08-30 14:00", DISA, "decide_inquiry", entry_id="utredning inleds", decided_on="2024-08-30",
               inquiry_decision="open", grounds="Frånvaron är stor och orsaken okänd.",
               child_view="Tuva vill att någon frågar pappa.",
               decider=DISA, delegation="3.2")
    tuva.write("2024-08-30 15:00", DISA, "inform_concerned", entry_id="föräldrarna underrättas", parties_informed_on="2024-08-30",
               informed_parties=["child", "both_guardians"])
    tuva.write("2024-12-16 10:00", DISA, "extend_inquiry", entry_id="utredningen förlängs", decided_on="2024-12-16",
               extended_to="2025-03-31",
               special_reasons="Uppgifter om våld har kommit fram i november och barnen ska höras igen.",
               decider=DISA, delegation="3.4")
    tuva.write("2025-03-28 10:00", DISA, "close", entry_id="oron avslutas", concern_closed_on="2025-03-28",
               concern_outcome="case",
               led_to_case_id=FAMILY_CASE, summary="Utredningen är klar. Familjebehandlingen fortsätter.")


def _tell_neighbour(pens: Pens) -> None:
    adult = pens.concern_for_adult
    adult.write(
        "2025-11-03 09:20", DISA, "receive", concern_id="oron för farmor", unit=RECEPTION, received_at="2025-11-03 09:00",
        concern_about="adult", person_name="Aino Diktman", birth_year=1946, gender="woman", concern_kinds=["self_neglect"],
        reporter_role="anonymous", concern_channel="telephone", receiver=DISA,
        concern_text="En granne har inte sett Aino på en vecka, och posten ligger kvar.",
    )
    for entry, day, result, more in (
        ("försök på fel adress", "2025-11-03", "not_reached", {"try_again_on": "2025-11-04"}),
        ("hembesöket hos Aino", "2025-11-04", "accepted",
        {"individual_view": "Aino hade varit på sjukhus och vill ha hemtjänst."}),
    ):
        adult.write(
            f"{day} 15:30", DISA, "make_outreach", entry_id=entry, sought_at=f"{day} 14:00", outreach_way="home_visit",
            outreach_result=result, acute_need="unknown" if result == "not_reached" else "no",
            account="Ingen öppnade." if result == "not_reached" else "Aino öppnade och bjöd in. Hon talar helst finska.",
            seeker=DISA,
            **more,
        )
    adult.write("2025-11-05 08:30", DISA, "strike_entry", entry_id="försök på fel adress",
                reason="Besöket gjordes på fel adress.")
    adult.write("2025-11-05 09:00", DISA, "close", entry_id="oron för farmor avslutas", concern_closed_on="2025-11-05",
                concern_outcome="application", summary="Aino har ansökt om hemtjänst.")
