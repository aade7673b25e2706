"""The coded words of the annual wheel."""

from __future__ import annotations

from domain.codes import Code


class WheelKind(Code):
    """What comes back every year (sv. *återkommande uppgift*). Source: Stockholms stad, ILS; SoL 2025:400 27:3."""

    ACTIVITY_PLAN = "activity_plan", "verksamhetsplan"
    T1_ACTIVITY = "t1_activity", "tertialrapport 1, verksamheten klar"
    T1 = "t1", "tertialrapport 1 klar"
    T2_ACTIVITY = "t2_activity", "tertialrapport 2, verksamheten klar"
    T2 = "t2", "tertialrapport 2 klar"
    ANNUAL_REPORT_ACTIVITY = "annual_report_activity", "verksamhetsberättelse, verksamheten klar"
    ANNUAL_REPORT = "annual_report", "verksamhetsberättelse klar"
    INTERNAL_CONTROL_PLAN = "internal_control_plan", "plan för internkontroll"
    INTERNAL_CONTROL_REVIEW = "internal_control_review", "granskning i internkontrollen"
    LEX_SARAH_INFORMATION = "lex_sarah_information", "information till personalen om lex Sarah"
    USER_SURVEY = "user_survey", "brukarundersökning"
    QUALITY_REPORT = "quality_report", "kvalitetsberättelse"
    OTHER = "other", "annat"


class WheelStatus(Code):
    """How far something on the annual wheel has come on a day (sv. *läge i årshjulet*)."""

    DONE = "done", "klar"
    OVERDUE = "overdue", "försenad"
    DUE = "due", "ska göras nu"
    AHEAD = "ahead", "längre fram"
