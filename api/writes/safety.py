"""What may be written: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

SCREENINGS = "/cases/{case_id}/screenings"
SIGNALS = "/cases/{case_id}/warning-signals"
_STAFF = example_id("/staff", "staff_id")
_ON = "2026-03-20"

WRITES: tuple[Write, ...] = (
    Write(
        SCREENINGS, Case.record_screening, "Skriv in en screeningfråga, eller varför den inte ställdes",
        {
            "asked_on": "2026-03-20", "topic": "violence_exposed", "person_asked": "mother", "screening_outcome": "yes",
            "screening_form": "FREDA kortfrågor", "answer": "Han har knuffat mig två gånger i vinter.",
            "safety_measures": ["talked_through", "risk_assessment"], "ask_again_on": "2026-03-27",
        },
        on=_ON,
        more={
            "inte-ställd": {
                "asked_on": "2026-03-20", "topic": "suicide", "person_asked": "father", "screening_outcome": "not_asked",
                "reason_not_asked": "child_present", "ask_again_on": "2026-03-27",
            },
        },
    ),
    Write(
        SIGNALS, Case.record_warning_signal, "Skriv in en varningssignal och vad som gjordes",
        {
            "occurred": {"on": "2026-03-20", "at": "10:15:00", "precision": "minute"}, "warning_signal": "violence_exposed",
            "person_in_danger": "mother", "said": "Jag är rädd att åka hem i helgen.", "danger_level": "high",
            "danger_routine": "Rutin för hot och våld 2026", "assessment": "Risk för nytt våld under helgen.",
            "safety_measures": ["safety_plan", "commissioner"],
            "told": [
                {"party_told": "manager", "told_at": {"on": "2026-03-20", "at": "10:40:00", "precision": "minute"}},
                {"party_told": "commissioner", "told_at": {"on": "2026-03-20", "at": "11:00:00", "precision": "minute"}},
            ],
            "follow_up_by": "2026-03-21", "screening_id": example_id(SCREENINGS),
        },
        on=_ON,
    ),
    Write(
        SIGNALS + "/{signal_id}/follow-ups", Case.follow_up_warning_signal, "Följ upp en varningssignal",
        {
            "followed_up_on": "2026-03-21", "danger_level": "low",
            "assessment": "Mamman och barnet är hos mormor över helgen.", "safety_measures": ["talked_through"],
        },
        on="2026-03-21",
    ),
    Write(
        "/cases/{case_id}/protection-assessments", Case.assess_protection, "Gör en omedelbar skyddsbedömning för ett barn",
        {
            "known_at": {"on": "2026-03-20", "at": "10:15:00", "precision": "minute"},
            "assessed_at": {"on": "2026-03-20", "at": "11:30:00", "precision": "minute"}, "child": "own_child",
            "protection_need": "needed", "assessment": "Barnet har sett våldet och ska inte vara ensamt med pappan i helgen.",
            "child_view": "Vill vara hos mormor.", "protection_measures": ["with_safe_adult"], "assessor_id": _STAFF,
        },
        on=_ON,
    ),
    Write(
        "/cases/{case_id}/concern-reports", Case.make_concern_report, "Skriv in enhetens anmälan om att ett barn far illa",
        {
            "observed_at": {"on": "2026-03-20", "at": "10:15:00", "precision": "minute"},
            "reported_at": {"on": "2026-03-20", "at": "11:45:00", "precision": "minute"}, "child": "own_child",
            "concern_kinds": ["violence"], "observation": "Mamman berättar att pappan har knuffat henne när barnet såg på.",
            "report_receiver": "own_board", "report_channel": "oral", "child_told": {"told_before": True},
            "guardians_told": {"told_before": False, "not_told_reason": "danger"}, "reporter_id": _STAFF,
            "prompted_by": example_id(SIGNALS),
        },
        on=_ON,
    ),
)
