"""The organisation round the family: board, units, staff, offerings, bounds, what came in from before, and who was away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.board.board import Board
from projections.delegated_decisions import delegated_decisions, still_to_tell
from tests.support.family_story.cast import (
    BOARD,
    KARIN,
    RECEPTION,
    REGISTRATOR,
    STAFF,
    TREATMENT,
    UNIT,
    Pens,
)
from tests.support.family_story.telling import Telling, named


def tell_office(pens: Pens) -> None:
    """From the first day of the board's records."""
    pens.board.write(
        "2024-01-08 08:00", REGISTRATOR, "establish", board_id="nämnden", name="Socialnämnden i Exempelstad",
        slug="exempelstad",
    )
    parts: dict[str, UUID | None] = {"Resursenheten": None, "Familjebehandlingen": UNIT, "Mottagningen": None}
    for name, part_of in parts.items():
        pens.units[name].write(
            "2024-01-08 08:10", REGISTRATOR, "establish", unit_id=name, name=name, **({"part_of": part_of} if part_of else {})
        )
    for each in STAFF:
        pens.staff[each.key].write(
            "2024-01-08 08:30", REGISTRATOR, "register", staff_id=each.key, name=each.name, title=each.title,
            unit=RECEPTION if each.title in ("socialsekreterare", "registrator") else TREATMENT,
        )
    pens.units["Resursenheten"].write(
        "2024-01-10 13:00", REGISTRATOR, "complete_import", year=2023,
        counts=(("Uppsökande", 212), ("Synpunkter", 14)), corrected=(("Synpunkter", 1),), claimed_system="Underlag 2023",
    )
    _tell_offerings(pens)
    _tell_policies(pens)
    _tell_staff(pens)


def tell_reports_to_the_board(pens: Pens) -> None:
    """Decisions made on delegation are reported; the first report had the wrong paragraph."""
    _report(pens, "2024-12-12 09:00", "anmälan 2024, fel paragraf", "§ 118", ("2024-09-01", "2024-11-30", "2024-12-11"))
    pens.board.write(
        "2024-12-12 09:20", REGISTRATOR, "withdraw_delegated_report", report_id="anmälan 2024, fel paragraf",
        reason="Fel protokollsparagraf: anmälan behandlades i § 119.",
    )
    _report(pens, "2024-12-12 09:30", "anmälan 2024", "§ 119", ("2024-09-01", "2024-11-30", "2024-12-11"))
    _report(pens, "2026-05-21 10:00", "anmälan 2026", "§ 47", ("2024-12-01", "2026-04-30", "2026-05-20"))


def _tell_offerings(pens: Pens) -> None:
    treatment, advice, support = (pens.offerings[name] for name in ("familjebehandling", "rådgivning", "föräldrastöd"))
    treatment.write(
        "2024-01-09 10:00", KARIN, "establish", offering_id="familjebehandling", unit=UNIT, offering_name="Familjebehandling",
        service_kind="family_treatment", regime="full_case", regime_from="2024-01-01",
    )
    advice.write(
        "2024-01-09 10:05", KARIN, "establish", offering_id="rådgivning", unit=UNIT, offering_name="Föräldrarådgivning",
        service_kind="advice", regime="advice_no_personal_data", regime_from="2024-01-01", max_talks=3,
    )
    advice.write(
        "2024-08-19 09:00", KARIN, "change_terms", offering_name="Föräldrarådgivning", max_talks=5, terms_from="2024-09-01",
        reason="Nämnden utökar rådgivningen från tre till fem samtal.",
    )
    support.write(
        "2025-06-24 09:00", KARIN, "establish", offering_id="föräldrastöd", unit=UNIT, offering_name="Föräldrastöd i grupp",
        service_kind="group_work", regime="insats_no_assessment", regime_from="2025-07-01", board_decision_reference="§ 61",
        board_decided_on="2025-06-17",
    )
    support.write(
        "2025-09-22 09:00", KARIN, "change_regime", regime="insats_anonymised_by_decision", regime_from="2025-10-01",
        board_decision_reference="§ 88, dnr 2025-0412", board_decided_on="2025-09-16",
        reason="Nämnden undantar uppgifter som kan röja identitet, så att fler vågar komma.",
    )
    support.write(
        "2026-06-15 09:00", KARIN, "withdraw", withdrawn_from="2026-09-01",
        reason="Grupperna flyttar till familjecentralen.",
    )


def _tell_policies(pens: Pens) -> None:
    pens.policies["riktvärden 2024"].write(
        "2024-01-15 11:00", KARIN, "adopt", adoption_id="riktvärden 2024",
        policy_values=[{"bound": "note_delay_days", "amount": "5"}], takes_effect_on="2024-02-01", adopted_on="2024-01-15",
        adopted_by="Enhetschefen", reason="Anteckningar ska skrivas samma arbetsvecka.",
    )
    later = pens.policies["riktvärden 2025"]
    later.write(
        "2025-01-20 11:00", KARIN, "adopt", adoption_id="riktvärden 2025",
        policy_values=[{"bound": "note_delay_days", "amount": "1"}], takes_effect_on="2025-04-01", adopted_on="2025-01-20",
        adopted_by="Enhetschefen", reason="Anteckningar skrivs senast nästa dag.",
    )
    later.write(
        "2025-03-03 11:00", KARIN, "withdraw",
        reason="Efter samverkan med facken: en dag går inte att hålla vid hembesök på kvällar.",
    )


def _tell_staff(pens: Pens) -> None:
    bo, cecilia, anna = pens.staff["Bo"], pens.staff["Cecilia"], pens.staff["Anna"]
    bo.write("2024-09-23 08:15", KARIN, "record_absence", absence_id="Bos föräldraledighet", from_date="2024-10-07",
             to_date="2025-06-30")
    anna.write("2025-05-26 08:15", KARIN, "record_absence", absence_id="Annas semester", from_date="2025-06-30",
               to_date="2025-08-10")
    cecilia.write("2025-05-26 08:20", KARIN, "record_absence", absence_id="Cecilias semester", from_date="2025-07-07",
                  to_date="2025-08-03")
    cecilia.write("2025-05-28 08:10", KARIN, "withdraw_absence", absence_id="Cecilias semester")
    cecilia.write("2025-06-02 08:30", KARIN, "change_title", title="familjebehandlare", effective_from="2025-06-01")
    cecilia.write("2025-07-11 07:50", KARIN, "record_absence", absence_id="Cecilias sjukfrånvaro", from_date="2025-07-11",
                  to_date=None)
    cecilia.write("2025-08-19 07:50", KARIN, "change_absence", absence_id="Cecilias sjukfrånvaro", from_date="2025-07-11",
                  to_date="2025-08-18")
    anna.write("2025-08-04 09:00", KARIN, "change_absence", absence_id="Annas semester", from_date="2025-06-30",
               to_date="2025-08-13")


def _report(pens: Pens, written: str, report_id: str, paragraph: str, days: tuple[str, str, str]) -> None:
    first_day, last_day, meeting_on = days

    def counted(telling: Telling) -> Mapping[str, Any]:
        size = telling.board.ledger.size()
        recorded = telling.board.ledger.read(0, size)
        board = Board.fold(each.event for each in telling.board.ledger.stream(BOARD))
        due = still_to_tell(delegated_decisions(recorded), list(board.reports.values()), date.fromisoformat(last_day), size)
        return {"through_size": size, "decision_count": len(due)}

    pens.board.write(
        written, REGISTRATOR, "report_delegated_decisions", worked_out=counted, report_id=named(report_id), first_day=first_day,
        last_day=last_day, meeting_on=meeting_on, minutes_paragraph=paragraph,
    )
