"""The words of the stream `journal_review`."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "journal_review.started": "Journalgranskning påbörjad",
    "journal_review.rule_findings_taken": "Reglernas iakttagelser",
    "journal_review.finding_recorded": "Granskarens iakttagelse",
    "journal_review.finding_answered": "Iakttagelse besvarad",
    "journal_review.finding_dismissed": "Iakttagelse bedömd som felaktig",
    "journal_review.finding_remedied": "Iakttagelse åtgärdad",
    "journal_review.closed": "Journalgranskning avslutad",
    "journal_review.withdrawn": "Journalgranskning återtagen",
}
FIELD_LABELS: Mapping[str, str] = {
    "journal_review_kind": "Granskningssätt",
    "review_title": "Granskningens rubrik",
    "reviewer_name": "Granskare",
    "case_count": "Journaler i granskningen",
    "reviewed_rules": "Granskade regler",
    "rule_checked": "Kontrollerade av regeln",
    "rule_found": "Iakttagelser av regeln",
    "rule_findings": "Reglernas iakttagelser",
    "found_status": "Granskningsresultat",
    "since": "Sedan",
    "until": "Till",
    "basis": "Vad som saknas",
    "claimed": "Bara enligt källan",
    "journal_question": "Granskningsfråga",
    "evidence_positions": "Händelser som visar det",
    "observation": "Iakttagelsen i ord",
    "explanation": "Svar på iakttagelsen",
    "is_disputed": "Sägs vara felaktig",
    "dismissed_on": "Bedömd som felaktig",
    "remedied_at": "Åtgärdad av händelse",
    "remedied_on": "Åtgärdad",
    "review_summary": "Granskningens sammanfattning",
    "n_findings": "Iakttagelser",
    "totals": "Utfall per regel och fråga",
    "asked": "Regel eller fråga",
    "asked_version": "Regelns version",
    "total_checked": "Granskade",
    "total_findings": "Iakttagelser i allt",
    "total_answered": "Besvarade",
    "total_dismissed": "Felaktiga",
    "total_remedied": "Åtgärdade",
    "not_examined_reason": "Varför journaler inte granskades",
    "left_open_reason": "Varför iakttagelser lämnas obesvarade",
}
TEXT_LABELS: Mapping[str, str] = {}
