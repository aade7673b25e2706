"""An erasure by law: gone through, held, archived, proposed, approved by another, carried out, and complete a month later."""

from __future__ import annotations

from api.erasing import ErasureRun
from tests.support.family_story.telling import named
from tests.support.oversight_story.cast import ARVID, ASTRID, BEATA, BERTIL, CAJSA, JOHAN, Pens
from tests.support.oversight_story.telling import OversightTelling

ERASURE, TOO_EARLY = "gallringen i mars", "gallringen, för tidigt"


def tell_erasing(pens: Pens, telling: OversightTelling) -> None:
    """January to April 2026."""
    _tell_going_through(pens)
    too_early, erasure = pens.erasure(TOO_EARLY), pens.erasure(ERASURE)
    too_early.write("2026-02-17 10:00", ARVID, "propose", erasure_id=TOO_EARLY, record_ids=(ASTRID,))
    too_early.write("2026-02-17 11:00", ARVID, "withdraw", reason="Arkivet kvitterar den andra akten i veckan; de tas ihop.")
    erasure.write("2026-03-09 10:00", ARVID, "propose", erasure_id=ERASURE)
    erasure.write("2026-03-16 10:00", BEATA, "approve",
                  approval_note="Listan är jämförd med akterna och arkivets kvittens. Inget hinder är satt i dag.")
    pens.retention(BERTIL).write("2026-03-18 08:30", ARVID, "set_hold", record_id=BERTIL, hold_id="hindret för begäran",
                                 hold_kind="disclosure", hold_basis="Dnr SN 2026/88", review_hold_on="2026-06-30")
    telling.act("2026-03-18 10:00", "verkställ gallringen", lambda: _run(telling).carry_out())
    telling.act("2026-04-20 10:00", "slutför gallringen", lambda: _run(telling).complete())


def _tell_going_through(pens: Pens) -> None:
    for nth, (case, contents) in enumerate(((ASTRID, []), (BERTIL, []), (CAJSA, ["placement"]))):
        pens.retention(case).write(f"2026-01-20 10:{nth}0", ARVID, "examine", record_id=case, record_contents=contents,
                                   sampled_birthday="no", other_data="no")
    supervised = pens.retention(BERTIL)
    supervised.write("2026-01-21 09:00", ARVID, "set_hold", record_id=BERTIL, hold_id="hindret för tillsyn",
                     hold_kind="supervision", hold_basis="IVO 8.5-00077/2026", review_hold_on="2026-07-01")
    supervised.write("2026-03-05 09:00", ARVID, "lift_hold", hold_id="hindret för tillsyn", reason="IVO har avslutat tillsynen.")
    pens.retention(CAJSA).write("2026-02-20 14:00", ARVID, "confirm_archived", record_id=CAJSA, archive="Stadsarkivet",
                                archive_receipt="SA 2026/31", archived_on="2026-02-20")
    # What is recorded in between makes it the day on which the last backup of the keys is gone.
    pens.case("Doris akt").write("2026-04-20 09:00", JOHAN, "record_note", note_id="anteckning i april",
                                 occurred="2026-04-20 08:30", entry_type="contact", channel="telephone",
                                 texts={"fact": "Doris ringde och tackade för hjälpen."})


def _run(telling: OversightTelling) -> ErasureRun:
    return ErasureRun(telling.runtime.board(telling.slug), named(ERASURE), ARVID.id)
