"""Every page's routes (sv. *sidor*), a module a part of the service, in the order in which addresses are sought."""

from __future__ import annotations

from api.web.pages import (
    helping,
    language,
    log_in,
    providers,
    purpose,
    results,
    results_analyses,
    results_indicator,
    results_reports,
    sessions,
    timeline,
    today,
)

ROUTERS = tuple(module.router for module in (
    log_in, providers, sessions, today, purpose, language, helping, timeline, results, results_reports, results_analyses, results_indicator,
))
