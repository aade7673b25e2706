"""Every page's routes (sv. *sidor*), a module a part of the service, in the order in which addresses are sought."""

from __future__ import annotations

from api.web.pages import (
    alert_answer,
    case,
    cases,
    correcting_note,
    documenting,
    emergency_page,
    evidence,
    helping,
    language,
    lex_sarah,
    lex_sarah_numbers,
    lex_sarah_report,
    log_in,
    note_drafts,
    open_pages,
    proof,
    providers,
    purpose,
    rating_choice,
    rating_paper,
    rating_result,
    rating_tablet,
    reconstruction,
    results,
    results_analyses,
    results_indicator,
    results_reports,
    reviewing,
    sessions,
    settings,
    settings_accounts,
    signing_notes,
    timeline,
    today,
    write_forms,
    writing_note,
)

ROUTERS = tuple(module.router for module in (
    log_in, providers, sessions, today, purpose, language, helping, reviewing, timeline, reconstruction, evidence, proof,
    results, results_reports,
    results_analyses, settings_accounts, settings, open_pages, results_indicator,
    writing_note, note_drafts, signing_notes, correcting_note,
    rating_choice, rating_tablet, rating_paper, rating_result, cases, case,
    lex_sarah, lex_sarah_numbers, lex_sarah_report, alert_answer, emergency_page,
    # The form of any other write comes last: it takes every address below /record.
    documenting, write_forms,
))
