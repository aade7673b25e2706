"""What goes to IVO and comes from there about the summer; what is kept is kept byte for byte."""

from __future__ import annotations

from base64 import b64encode

from tests.support.lex_sarah_story.cast import GUNNAR, INGRID, RUT, SUMMER, Pens

NOTIFICATION = "Anmälan enligt 27 kap. 6 § SoL. Utredningen kommer senare."
INVESTIGATION = "Utredning, version 2, med beslut."


def document(kind: str, title: str, content: str) -> dict[str, str]:
    """A small document to keep."""
    return {
        "document_kind": kind, "document_title": title, "media_type": "text/plain",
        "content": b64encode(content.encode()).decode(),
    }


def tell_ivo(pens: Pens) -> None:
    """23 July to 20 November 2025."""
    report = pens.report(SUMMER)
    report.write("2025-07-23 16:00", GUNNAR, "decide_ivo_notification", entry_id="beslut om anmälan", notify_ivo=True,
                 notifier="board", ivo_motivation="Risken är allvarlig. Anmälan väntar inte på utredningen.",
                 delegation="9.4 Lex Sarah")
    report.write("2025-07-24 10:00", INGRID, "send_ivo_notification", entry_id="anmälan till IVO", sent_at="2025-07-24 09:40",
                 notified_by="board", ivo_channel="e_service", documents=[
                     document("notification", "Anmälan", NOTIFICATION),
                     document("attachment", "Rutin för semester", "Rutinen från 2023."),
                 ])
    report.write("2025-07-28 11:00", RUT, "take_ivo_letter", entry_id="IVO bekräftar", letter_received_on="2025-07-28",
                 letter="IVO har tagit emot anmälan.", documents=[document("from_ivo", "Bekräftelse", "Mottagen.")])
    report.write("2025-07-28 11:05", RUT, "state_ivo_case_number", entry_id="IVO:s nummer", ivo_case_number="8.7.2-01234/2025")
    report.write("2025-08-12 09:00", INGRID, "take_ivo_request", request_id="IVO:s begäran", requested_on="2025-08-11",
                 answer_due_on="2025-09-01", ivo_request="Hur ersättare utses i dag, och vem som ansvarar för det.")
    report.write("2025-08-27 09:00", INGRID, "move_ivo_deadline", entry_id="anståndet", request_id="IVO:s begäran",
                 answer_due_on="2025-09-15", told_on="2025-08-26", ivo_answer="Anstånd beviljas till den 15 september.")
    report.write("2025-09-10 10:00", INGRID, "send_ivo_supplement", entry_id="svaret till IVO", sent_at="2025-09-10",
                 ivo_channel="e_service", answered_requests=("IVO:s begäran",),
                 documents=[document("supplement", "Svar på begäran", "Så utses ersättare från september.")])
    report.write("2025-09-22 10:00", INGRID, "send_ivo_supplement", entry_id="utredningen till IVO", sent_at="2025-09-22",
                 ivo_channel="e_service", documents=[document("investigation", "Utredning", INVESTIGATION)])
    report.write("2025-11-20 10:00", RUT, "take_ivo_decision", entry_id="IVO beslutar", ivo_decided_on="2025-11-18",
                 decision_received_on="2025-11-20", ivo_outcome="no_remark", ivo_reference="8.7.2-01234/2025-6",
                 ivo_decision="IVO avslutar ärendet. Nämnden har utrett det som hände och vidtagit åtgärder.",
                 documents=[document("from_ivo", "Beslut", "Ärendet avslutas.")])
