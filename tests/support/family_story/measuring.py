"""What was rated, what was not, what the ratings warned of, and what that led to; and two viewpoints from the family."""

from __future__ import annotations

from typing import Any

from tests.support.family_story.cast import ANNA, KARIN, UNIT, Pens

_CHILD: dict[str, Any] = {"respondent": "child", "subject": "child"}
_REFUSED: dict[str, Any] = {
    "case_id": "Tuvas ärende", "received_on": "2024-10-03", "kind": "complaint", "received_by": None,
    "received_by_id": "Anna", "received_by_name": "Anna Exempel", "received_by_title": "familjebehandlare",
    "giver_role": "mamman", "givers": [{"giver": "parent", "gender": "woman"}], "channel": "oral", "unit": UNIT,
    "subject_category": "content_of_service",
    "description": "Jenny tycker att det är fel att familjen inte fick någon kontaktfamilj.",
}


def tell_measuring(pens: Pens) -> None:
    """October 2024 to June 2025."""
    _tell_what_was_appealed(pens)
    _tell_alliance(pens)
    _tell_expected_course(pens)


def _tell_what_was_appealed(pens: Pens) -> None:
    """What a decision says is no complaint: it was first taken for one that could not be helped."""
    said = pens.mothers_viewpoint
    said.write("2024-10-03 17:20", ANNA, "receive", viewpoint_id="mammans synpunkt", **_REFUSED)
    said.write("2024-10-03 17:30", ANNA, "rule_out_adaptation", ruled_out_on="2024-10-03", ruled_out_by=ANNA,
               ruled_out_reason="Kontaktfamilj ingår inte i uppdraget.")
    said.write("2024-10-04 08:20", KARIN, "withdraw_step", step="ruling_out",
               reason="Det gäller vad beslutet innehåller och ska överklagas.")
    said.write("2024-10-04 08:25", KARIN, "refer_to_appeal", told_to_appeal_on="2024-10-04", decision_id="beslutet")


def _tell_alliance(pens: Pens) -> None:
    """Not asked on the day of the violence; low in February, answered with an adaptation, and better in March."""
    tuva, said = pens.tuva, pens.tuvas_viewpoint
    tuva.write("2024-11-14 17:58", ANNA, "record_rating_not_made", entry_id="ingen CSRS i november", not_made_on="2024-11-14",
               instrument="CSRS", phase="ongoing", respondent="child", session_id="besöket 2024-11-14", offered=False,
               not_made_reason="unsuitable")
    tuva.write("2025-02-06 17:15", ANNA, "name_close_person", entry_id="mormor", close_person_name="Gun Sagberg",
               close_relation="other")
    tuva.write("2025-02-06 17:20", ANNA, "record_rating", rating_id="CSRS i februari", rated_on="2025-02-06",
               instrument="CSRS", phase="ongoing", session_id="besöket 2025-02-06", mode="paper", language="sv", assisted=False,
               subscales=("8.1", None, "9.0", "7.4"), missing_items=[{"item_number": 2, "missing_reason": "refused"}], **_CHILD)
    tuva.write("2025-02-07 08:10", ANNA, "correct_rating", rating_id="CSRS i februari", rated_on="2025-02-06",
               instrument="CSRS", phase="ongoing", session_id="besöket 2025-02-06", mode="paper", language="sv", assisted=False,
               subscales=("8.1", "5.2", "9.0", "7.4"), total="29.7", reason="Tuva fyllde i den andra linjen efteråt.", **_CHILD)
    said.write("2025-02-06 17:25", ANNA, "receive", viewpoint_id="Tuvas synpunkt", case_id="Tuvas ärende",
               received_on="2025-02-06", kind="viewpoint", received_by_id="Anna", received_by_name="Anna Exempel",
               received_by_title="familjebehandlare", giver_role="ungdomen", givers=[{"giver": "child", "gender": "girl"}],
               channel="oral", unit=UNIT, subject_category="content_of_service",
               description="Tuva vill slippa rummet bredvid expeditionen: alla ser när hon går in.")
    said.write("2025-02-10 09:00", ANNA, "make_adaptation", adapted_on="2025-02-10", adapted_by=ANNA,
               adaptation="Samtalen hålls på mottagningen i stället för i skolan.")
    said.write("2025-02-13 15:40", ANNA, "give_feedback", given_on="2025-02-13", feedback_how="telephone")
    tuva.write("2025-02-10 09:05", ANNA, "answer_alert", entry_id="svar på låg allians", alert_kind="alliance_low",
               rating_id="CSRS i februari", answered_on="2025-02-10", alert_answer="adaptation", viewpoint_id="Tuvas synpunkt")
    tuva.write("2025-03-20 17:20", ANNA, "record_rating", rating_id="CSRS i mars", rated_on="2025-03-20", instrument="CSRS",
               phase="ongoing", session_id="besöket 2025-03-20", mode="tablet", language="sv", assisted=False,
               subscales=("9.6", "9.1", "9.8", "9.5"), **_CHILD)


def _tell_expected_course(pens: Pens) -> None:
    pens.imported.write(
        "2025-06-12 17:40", ANNA, "import_trajectory", entry_id="förväntat förlopp", imported_on="2025-06-12", instrument="CORS",
        vendor="Påhittad mätning AB", vendor_version="3.1", **_CHILD,
        trajectory_points=[
            {"at_session": 1, "expected_total": "16.0"},
            {"at_session": 10, "expected_total": "24.5", "expected_lower": "19.0", "expected_upper": "30.0"},
        ],
    )
