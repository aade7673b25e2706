"""What may be written in the stream `journal_review` when more has been written in the journals: remedies, and the closing."""

from __future__ import annotations

from api.writes.write import Write
from domain.journal_review.review import JournalReview

_REVIEW = "/journal-reviews/{review_id}"

WRITES: tuple[Write, ...] = (
    Write(
        f"{_REVIEW}/findings/{{finding_id}}/remedy", JournalReview.remedy_finding,
        "Ange vilken senare händelse som åtgärdade det", {}, new_ids=(),
    ),
    Write(
        f"{_REVIEW}/closing", JournalReview.close, "Avsluta granskningen med antal per regel",
        {
            "review_summary": "Bedömningen skrivs för sig från och med nu. Tystnaden i mars är känd.",
            "left_open_reason": "Behandlaren har slutat; tystnaden är uppföljd i ärendet.",
        },
        new_ids=(), by_manager=True,
    ),
)
