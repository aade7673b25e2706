"""June 2026: Doris asks for her record, it is said whom its note is about, and an extract goes out to her by the answer."""

from __future__ import annotations

from uuid import uuid5

from api.evidence import Acting
from api.reading import Reader
from api.record_extract import hand_out_extract
from domain.base import Purpose
from tests.support.family_story.telling import call, named
from tests.support.oversight_story.cast import DORIS, KARIN, Pens
from tests.support.oversight_story.telling import OversightTelling

EXTRACT = named("utdraget till Doris")


def tell_extract(pens: Pens, telling: OversightTelling) -> None:
    """8 to 10 June 2026."""
    doris, note = pens.case(DORIS), f"anteckning i {DORIS}"
    doris.write("2026-06-08 10:00", KARIN, "label_content", entry_id="märkningen", of_entry_id=note, concerns_person_ids=(DORIS,))
    doris.write("2026-06-08 10:05", KARIN, "request_disclosure", entry_id="Doris begäran", received_on="2026-06-08",
                channel="oral", disclosure_kind="party_access", requester="individual", requester_name="Doris Tänkt",
                requester_person_id=DORIS, requested_scope="Det som är skrivet om mig.")
    doris.write("2026-06-09 09:00", KARIN, "review_secrecy", entry_id="prövningen", request_id="Doris begäran",
                secrecy_reviewed_on="2026-06-09", secrecy_reviewer=KARIN, harm_test="party",
                rulings=[{"of_entry_id": str(named(each)), "ruling": "kept"} for each in (note, DORIS)])
    doris.write("2026-06-09 09:10", KARIN, "decide_disclosure", entry_id="svaret till Doris", request_id="Doris begäran",
                answered_on="2026-06-09", decision_level="staff", disclosure_outcome="whole", answered_by=KARIN)
    telling.act("2026-06-10 13:00", "lämna ut utdrag", lambda: _hand_out(telling))


def _hand_out(telling: OversightTelling) -> None:
    board = telling.runtime.board(telling.slug)
    acting = Acting(KARIN.id, uuid5(EXTRACT, "lämna ut"), EXTRACT)
    hand_out_extract(Reader(board, "lokal:prov", Purpose.CASE_WORK, "prov"), named(DORIS), named(DORIS), acting)
    call(EXTRACT, "utdraget till Doris")
