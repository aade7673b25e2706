"""The board, and four records: three that ended in 2020, and one that is worked with in 2026."""

from __future__ import annotations

from tests.support.oversight_story.cast import ASTRID, BERTIL, CAJSA, DORIS, JOHAN, KARIN, RUT, STAFF, UNIT, Pens

_OLD = ((ASTRID, "2019-0112", "Astrid Sagsten"), (BERTIL, "2019-0140", "Bertil Låtsas"), (CAJSA, "2019-0151", "Cajsa Fiktiv"))


def tell_records(pens: Pens) -> None:
    """From 2019 to 2026."""
    pens.board.write("2019-01-07 08:00", RUT, "establish", board_id="nämnden", name="Socialnämnden i Exempelstad")
    pens.unit("Stödenheten").write("2019-01-07 08:10", RUT, "establish", unit_id="Stödenheten", name="Stödenheten")
    for each in STAFF:
        pens.staff(each.key).write("2019-01-07 08:30", RUT, "register", staff_id=each.key, name=each.name, title=each.title,
                                   unit=UNIT)
    for case, number, client in _OLD:
        _tell_case(pens, case, number, client, "2019-09-02")
        pens.case(case).write("2020-06-12 15:00", KARIN, "close", closed_on="2020-06-12", manner="as_planned",
                              referred_onward=False)
    _tell_case(pens, DORIS, "2026-0004", "Doris Tänkt", "2026-01-12")
    pens.policy.write(
        "2026-01-15 09:00", KARIN, "adopt", adoption_id="kommunkoden", takes_effect_on="2026-01-16", adopted_on="2026-01-15",
        policy_values=[{"bound": "municipality_code", "amount": "180"}], adopted_by="Nämnden",
        reason="Utan kommunkod gallras ingenting.",
    )


def _tell_case(pens: Pens, case: str, number: str, client: str, started: str) -> None:
    record = pens.case(case)
    record.write(f"{started} 09:00", KARIN, "open", case_id=case, number=number, unit=UNIT, gender="woman", birth_year=1988,
                 client_name=client, received_on=started, started_on=started, legal_basis="assistance")
    record.write(f"{started} 09:10", KARIN, "assign", staff=JOHAN, from_date=started)
    record.write(f"{started} 16:00", JOHAN, "record_note", note_id=f"anteckning i {case}", occurred=f"{started} 15:00",
                 entry_type="measure", channel="conversation", participants=["klienten"],
                 texts={"fact": f"{client.split()[0]} kom till mottagningen.", "assessment": "Stödet behövs."})
