"""Spring 2026: the father complains, asks for the record and appeals; a note in the wrong file; his differing opinion."""

from __future__ import annotations

from typing import Any

from tests.support.family_story.cast import ANNA, KARIN, REGISTRATOR, UNIT, Pens
from tests.support.family_story.telling import ref

_COMPLAINT: dict[str, Any] = {
    "case_id": "Tuvas ärende", "received_on": "2026-04-07", "kind": "complaint",
    "received_by": "Karin Påhitt, biträdande enhetschef",
    "giver_role": "förälder", "givers": [{"giver": "parent", "gender": "man"}], "channel": "oral", "unit": UNIT,
    "description": "Marcus Diktman klagar på att han inte fick veta när planen ändrades och att ingen frågade vad han anser.",
}


def tell_complaint(pens: Pens) -> None:
    """March 2025 (the note in the wrong file) and April to August 2026."""
    _tell_misfiled_note(pens)
    _tell_viewpoint(pens)
    _tell_request_for_records(pens)


def _tell_misfiled_note(pens: Pens) -> None:
    texts = {"fact": "Ronja ringde: hyresvärden har skickat en andra störningsrapport.",
             "individual_view": "Ronja vill ha hjälp att svara hyresvärden."}
    facts: dict[str, Any] = {"entry_type": "contact", "channel": "telephone", "occurred": "2025-02-19 11:30", "texts": texts}
    pens.tuva.write("2025-02-19 11:45", ANNA, "record_note", note_id="anteckning i fel akt", **facts)
    pens.tuva.write("2025-02-20 09:10", ANNA, "misfile_note", note_id="anteckning i fel akt", belongs_to_case="Ronjas ärende",
                    reason="Hör till en annan klients akt; skriven i fel öppet ärende.")
    pens.ronja.write("2025-02-20 09:20", ANNA, "record_note", note_id="anteckningen i rätt akt",
                     moved_from="anteckning i fel akt",
                     **facts)


def _tell_viewpoint(pens: Pens) -> None:
    said = pens.viewpoint
    said.write("2026-04-07 11:00", KARIN, "receive", viewpoint_id="pappans klagomål", subject_category="content_of_service",
               **_COMPLAINT)
    said.write("2026-04-08 09:00", KARIN, "correct", subject_category="information", comment=None, adaptation=None,
               feedback_on=None, reason="Klagomålet gäller information, inte insatsens innehåll.", **_COMPLAINT)
    said.write("2026-04-08 09:05", KARIN, "tell_manager", manager_told_on="2026-04-08", manager=KARIN)
    said.write("2026-04-09 08:30", REGISTRATOR, "register_complaint", registered_on="2026-04-09", registry_number="SN 2026-0231")
    said.write("2026-04-20 14:00", KARIN, "make_adaptation",
               adapted_on="2026-04-20",
               adaptation="Den förälder som inte deltar får skriftligt besked när en plan ändras, efter prövning av sekretess.")
    said.write("2026-04-22 10:00", KARIN, "give_feedback", given_on="2026-04-22")
    said.write(
        "2026-04-22 10:20", KARIN, "answer_complaint", complaint_answered_on="2026-04-22", answered_by=KARIN,
        complaint_answer="Du skulle ha fått veta att planen ändrades, så långt sekretessen medger. Vi beklagar det.",
        measures_taken="Skriftligt besked till den förälder som inte deltar, efter prövning av sekretess.",
    )


def _tell_request_for_records(pens: Pens) -> None:
    """He has no custody any more, so he is no party: what he asks for is tried as anybody's request."""
    tuva = pens.tuva
    tuva.write(
        "2026-04-07 11:20", KARIN, "request_disclosure", entry_id="pappans begäran", received_on="2026-04-07", channel="oral",
        disclosure_kind="public_record", requester="other", requester_name="Marcus Diktman",
        requested_scope="Allt som står om honom i journalen.",
    )
    tuva.write(
        "2026-04-09 13:00", KARIN, "review_secrecy", entry_id="sekretessprövningen", request_id="pappans begäran",
        secrecy_reviewed_on="2026-04-09", secrecy_reviewer=KARIN, harm_test="reversed",
        rulings=[{"of_entry_id": ref("anteckning pappans samtal"), "ruling": "kept"}, *(
            {"of_entry_id": ref(entry), "ruling": "masked", "secrecy_ground": "osl_26_1"}
            for entry in ("anteckning 2024-11-14", "varningssignalen", "säkerhetsplanen")
        )],
        assessment="Det står inte klart att uppgifterna kan röjas utan att Tuva eller någon närstående till henne lider men. "
        "Tuva kan utsättas för våld om pappan får läsa vad hon har sagt.",
    )
    tuva.write(
        "2026-04-10 10:00", KARIN, "decide_disclosure", entry_id="beslut om utlämnande", request_id="pappans begäran",
        answered_on="2026-04-10", decision_level="authority", disclosure_outcome="partly",
        decision_reasons="Marcus Diktman får det som han själv har berättat. Övriga uppgifter omfattas av sekretess "
        "enligt 26 kap. 1 § OSL.", answered_by=KARIN, delegation_reference="1.4", told_of_written_decision=True,
        appeal_instructions=True,
        requester_notified_on="2026-04-10",
    )
    tuva.write(
        "2026-04-13 09:30", KARIN, "disclose_extract", entry_id="utlämnandet", decision_id="beslut om utlämnande",
        disclosed_on="2026-04-13", recipient_name="Marcus Diktman", disclosure_basis="tf_2",
        disclosure_form="paper_copy", identity_check="id_shown",
    )
    tuva.write(
        "2026-04-16 15:00", ANNA, "note_differing_opinion", opinion_id="pappans avvikande mening",
        target_ids=("anteckning pappans samtal",), stated_by="pappan", stated_on="2026-04-16",
        statement="Jag sade att jag höjer rösten när det är fara på vägen, inte när Tuva inte lyssnar.",
    )
    tuva.write("2026-04-28 11:00", KARIN, "appeal_disclosure", entry_id="överklagat utlämnande",
               decision_id="beslut om utlämnande",
               appealed_on="2026-04-28", appeal_forwarded_on="2026-04-28")
    tuva.write("2026-08-19 11:00", KARIN, "settle_disclosure_appeal", entry_id="kammarrätten om utlämnandet",
               appeal_id="överklagat utlämnande", settled_on="2026-08-18", appeal_settlement="refused",
               settled_by_court="court_of_appeal", settlement_text="Kammarrätten avslår överklagandet.")
