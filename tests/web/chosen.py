"""The pages that are looked at more closely than all: each template that is a page once, and the components that differ most."""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.web.rendering import TEMPLATES

CHOSEN = {
    "accessibility.html": "accessibility-chef",
    "case/alert.html": "cases-case_id-alerts-kind-raised_by-nothing-chef",
    "case/case.html": "cases-case_id-behandlare",
    "case/emergency.html": "cases-case_id-emergency-nothing-behandlare",
    "case/journal.html": "cases-case_id-journal-internkontroll",
    "cases/list.html": "cases-all-of-a-phase-chef",
    "cases/search.html": "cases-search-loggkontrollant",
    "design.html": "design-behandlare",
    "deviations/list.html": "deviations-open-first-chef",
    "deviations/trend.html": "deviations-trend-suppressed-chef",
    "erasure/confirm.html": "erasure-proposals-erasure_id-execution-not-approved-chef",
    "erasure/due.html": "erasure-arkivarie",
    "erasure/erasure.html": "erasure-proposals-erasure_id-another's-chef",
    "erasure/record.html": "erasure-records-record_id-arkivarie",
    "evidence/evidence.html": "cases-case_id-evidence-masked-utredare",
    "forms/choose.html": "record-address:path-choose-chef",
    "forms/documenting.html": "record-cases-case_id-chef",
    "forms/not_kept.html": "kept-kept_id-gone-chef",
    "forms/write.html": "record-address:path-rows-chef",
    "help/today.html": "help-topic-behandlare",
    "help/topics.html": "help-behandlare",
    "lex_sarah/decision.html": "lex-sarah-report_id-decision-refused-utredare",
    "lex_sarah/information.html": "lex-sarah-information-left-chef",
    "lex_sarah/new.html": "lex-sarah-new-empty-behandlare",
    "lex_sarah/notification.html": "lex-sarah-report_id-notification-as-it-is-utredare",
    "lex_sarah/report.html": "lex-sarah-report_id-whole-utredare",
    "lex_sarah/reports.html": "lex-sarah-of-the-unit-chef",
    "lex_sarah/statistics.html": "lex-sarah-statistics-suppressed-internkontroll",
    "log_in/log_in.html": "login-empty-nobody",
    "log_in/sessions.html": "sessions-chef",
    "log_in/switch.html": "switch-somebody-behandlare",
    "log_in/unlock.html": "unlock-session_id-behandlare",
    "log_review/emergencies.html": "log-review-emergencies-loggkontrollant",
    "log_review/extract.html": "log-review-extract-case_id-loggkontrollant",
    "log_review/extract_of.html": "log-review-extract-loggkontrollant",
    "log_review/log.html": "log-review-log-loggkontrollant",
    "log_review/month.html": "log-review-reviews-log_review_id-planned-loggkontrollant",
    "log_review/months.html": "log-review-loggkontrollant",
    "notes/correct.html": "cases-case_id-notes-note_id-correct-behandlare",
    "notes/new.html": "cases-case_id-notes-new-session-behandlare",
    "notes/unsigned.html": "notes-unsigned-behandlare",
    "operations/approvals.html": "approvals-chef",
    "operations/operations.html": "operations-driftansvarig",
    "problem.html": "review-wrong-moment-internkontroll",
    "proof/position.html": "proof-position-behandlare",
    "proof/proof.html": "proof-chef",
    "purpose.html": "cases-case_id-timeline-why-behandlare",
    "ratings/choice.html": "cases-case_id-rate-behandlare",
    "ratings/done.html": "rate-loan_id-done-behandlare",
    "ratings/paper.html": "cases-case_id-ratings-new-refused-behandlare",
    "ratings/result.html": "cases-case_id-ratings-rating_id-behandlare",
    "ratings/tablet.html": "rate-loan_id-sliders-behandlare",
    "reconstruction/reconstruction.html": "cases-case_id-reconstruction-with-a-day-utredare",
    "records/preview.html": "cases-case_id-records-requests-request_id-review-seen-as-it-goes-out-chef",
    "records/public.html": "registers-records-requests-request_id-chef",
    "records/request.html": "cases-case_id-records-requests-request_id-handed-out-chef",
    "records/requests.html": "cases-case_id-records-requests-one-chef",
    "records/review.html": "cases-case_id-records-requests-request_id-review-chef",
    "registers/index.html": "registers-all-chef",
    "registers/register.html": "registers-name-groups-chef",
    "results/analyses.html": "results-analyses-chef",
    "results/board.html": "results-chef",
    "results/events.html": "results-indicator_id-events-chef",
    "results/indicator.html": "results-indicator_id-broken-series-chef",
    "results/report.html": "results-reports-report_id-published-internkontroll",
    "results/report_form.html": "results-reports-new-chef",
    "results/reports.html": "results-reports-revisor",
    "results/survey.html": "results-surveys-survey_id-closed-chef",
    "results/wall.html": "results-wall-chef",
    "review/case.html": "review-cases-case_id-internkontroll",
    "review/case_review.html": "review-case-reviews-case_id-refused-chef",
    "review/case_reviews.html": "review-case-reviews-chef",
    "review/journal.html": "review-journal-reviews-review_id-cases-case_id-chef",
    "review/journal_review.html": "review-journal-reviews-review_id-chef",
    "review/journal_reviews.html": "review-journal-reviews-before-anything-revisor",
    "review/overview.html": "review-internkontroll",
    "review/plan.html": "review-plan-chef",
    "review/routine.html": "review-routines-routine_id-chef",
    "review/routines.html": "review-routines-behandlare",
    "review/rule.html": "review-rules-rule-internkontroll",
    "review/sample.html": "review-samples-sample_id-drawn-chef",
    "review/sample_again.html": "review-samples-sample_id-verification-chef",
    "review/sample_new.html": "review-samples-new-refused-chef",
    "review/samples.html": "review-samples-revisor",
    "review/suggestion_answer.html": "review-suggestions-answer-chef",
    "review/suggestions.html": "review-suggestions-chef",
    "settings/accounts.html": "settings-accounts-revisor",
    "settings/index.html": "settings-chef",
    "settings/subject.html": "settings-subject-policies-chef",
    "start.html": "start-nobody",
    "timeline/compare.html": "cases-case_id-timeline-compare-corrected-internkontroll",
    "timeline/not_known.html": "cases-case_id-timeline-not-known-then-internkontroll",
    "timeline/print.html": "cases-case_id-timeline-print-internkontroll",
    "timeline/timeline.html": "cases-case_id-timeline-in-the-gap-internkontroll",
    "today/outside.html": "today-outside-chef",
    "today/today.html": "today-behandlare",
    "viewpoints/chain.html": "viewpoints-viewpoint_id-with-effect-chef",
    "viewpoints/meeting.html": "viewpoints-meeting-new-and-open-chef",
    "viewpoints/new.html": "viewpoints-new-refused-behandlare",
    "viewpoints/register.html": "viewpoints-all-chef",
    "viewpoints/themes.html": "viewpoints-themes-this-year-chef",
}
"""The row that shows each template most filled: with its lists, charts, figures, refused fields and what can be opened."""
MORE = (
    "rate-loan_id-faces-behandlare", "rate-loan_id-options-behandlare", "rate-loan_id-unset-arabic-behandlare",
    "record-address:path-somebody-was-first-chef",
)
"""Rows beside these for what no other shows: faces, words to choose among, text from the right, and two texts side by side."""
ELSEWHERE = {
    "forms/warned.html": "only after a write that was warned of; a heading, a list and a link",
    "log_review/reading.html": "its month must have passed: the journey of test_log_review.py goes through it",
    "waiting.html": "only while something takes its time; two sentences and a link, which tests/api/test_standing.py shows",
}
"""Pages that no row reaches, and why that is enough."""


def page_templates() -> Iterator[str]:
    """Every template that is a page; of the help's topics, which are one page with different text in it, one."""
    extended = {path.relative_to(TEMPLATES).as_posix(): _extended(path.read_text("utf-8")) for path in TEMPLATES.rglob("*.html")}
    frames = set(extended.values())
    for name, frame in sorted(extended.items()):
        if frame is not None and name not in frames and (frame != "help/topic.html" or name == "help/today.html"):
            yield name


def _extended(source: str) -> str | None:
    found = re.search(r'{% extends "([^"]+)"', source)
    return found[1] if found else None
