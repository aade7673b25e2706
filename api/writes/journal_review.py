"""What may be written in the stream `journal_review`: a review of journals, its findings and their answers."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.journal_review.review import JournalReview

_REVIEWS = "/journal-reviews"
_FINDINGS = f"{_REVIEWS}/{{review_id}}/findings"
_CASE = example_id("/cases", "case_id")
_STARTED = {
    "journal_review_kind": "sample", "unit": example_id("/units", "unit_id"), "review_title": "Journalgranskning i mars",
    "reviewer_id": example_id("/staff", "staff_id"), "case_ids": [_CASE], "review_rules": ["R-04"],
}
_FINDING = {
    "case_id": _CASE, "journal_question": "fact_and_assessment_apart", "severity": "C",
    "observation": "Bedömningen står bland det som hände.",
}

WRITES: tuple[Write, ...] = (
    Write(
        _REVIEWS, JournalReview.start, "Påbörja en granskning av journaler: reglerna bedömer dem på en gång", _STARTED,
        new_ids=("review_id",), begins=True, by_manager=True,
        more={
            "fel-enhet": {
                **{key: value for key, value in _STARTED.items() if key != "case_ids"}, "journal_review_kind": "full",
                "review_title": "Totalgranskning i mars",
            },
        },
    ),
    Write(
        _FINDINGS, JournalReview.record_finding, "Anteckna det som ingen regel kan bedöma", _FINDING, new_ids=("finding_id",),
        more={"osaklig": {**_FINDING, "journal_question": "respectful", "observation": "Ordet ”besvärlig” används om mamman."}},
        by_manager=True,
    ),
    Write(
        f"{_FINDINGS}/{{finding_id}}/answers", JournalReview.answer_finding, "Besvara en iakttagelse",
        {"explanation": "Anteckningen skrevs i en gammal mall. Bedömningen skrivs för sig från och med nu."}, new_ids=(),
    ),
    Write(
        f"{_REVIEWS}/{{review_id}}/dismissals", JournalReview.dismiss_finding, "Bedöm att en iakttagelse är felaktig",
        {
            "finding_id": example_id(f"{_FINDINGS}/osaklig", "finding_id"),
            "dismissed_because": "Ordet är mammans eget och står som citat.",
        },
        new_ids=(), by_manager=True,
    ),
    Write(
        f"{_REVIEWS}/{{review_id}}/withdrawal", JournalReview.withdraw, "Återta en granskning",
        {"reason": "Fel enhet."}, new_ids=(), of="fel-enhet", by_manager=True,
    ),
)
