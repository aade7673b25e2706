"""What may be written: the implementation plan's goals, methods, revisions and follow-ups."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_PLAN = example_id("/cases/{case_id}/plans", "plan_id")
_GOALS = "/cases/{case_id}/goals"
_METHODS = "/cases/{case_id}/methods"
_METHOD_CHANGES = "/cases/{case_id}/method-changes"
_SAFETY_PLANS = "/cases/{case_id}/safety-plans"

WRITES: tuple[Write, ...] = (
    Write(
        _GOALS, Case.set_goal, "Sätt ett standardmål, ett individuellt mål eller ett delmål i planen",
        {
            "plan_id": _PLAN, "goal_level": "individual", "goal_holder": "family", "set_on": "2026-03-09",
            "goal_text": "Familjen löser konflikter utan att någon blir rädd.", "own_words": "Vi ska äta middag i lugn och ro.",
            "how_worked_on": "Samtal varje vecka och övning hemma.", "provider_responsibility": "Leder samtalen.",
            "individual_responsibility": "Övar två kvällar i veckan.", "reach_by": "2026-09-01",
        },
    ),
    Write(
        _METHODS, Case.choose_method, "Välj en metod",
        {
            "plan_id": _PLAN, "method_code": "FFT", "method_from": "2026-03-09", "programme_steps": 12,
            "goal_ids": [example_id(_GOALS)], "method_details": "Hela familjen är med.",
        },
    ),
    Write(
        f"{_METHODS}/{{method_id}}/steps", Case.take_programme_step, "Registrera ett steg i ett manualbaserat program",
        {
            "step_number": 1, "step_taken_on": "2026-03-10",
            "session_id": example_id("/cases/{case_id}/sessions", "session_id"),
        },
    ),
    Write(
        _METHOD_CHANGES, Case.change_method, "Byt metod",
        {
            "plan_id": _PLAN, "replaces_method_id": example_id(_METHODS), "method_code": "KOMET", "method_from": "2026-03-12",
            "reason": "Föräldrarna vill börja utan barnen.", "programme_steps": 11, "goal_ids": [example_id(_GOALS)],
        },
    ),
    Write(
        "/cases/{case_id}/method-endings", Case.end_method, "Avsluta en metod utan att byta till en annan",
        {
            "method_id": example_id(_METHOD_CHANGES), "method_ended_on": "2026-03-16",
            "reason": "Gruppen ställdes in.",
        },
    ),
    Write(
        "/cases/{case_id}/plans/{plan_id}/participations", Case.record_plan_participation,
        "Bedöm en persons delaktighet i planen och i målen",
        {
            "participation_of": "child", "participation_graded_on": "2026-03-09", "plan_participation": "some",
            "goal_participation": "none", "goal_participation_reason": "Målen sattes innan barnet kom med.",
            "child_hearing": "alone", "child_view": "Vill att det ska vara tystare hemma.",
        },
    ),
    Write(
        "/cases/{case_id}/plans/{plan_id}/revisions", Case.revise_plan, "Revidera genomförandeplanen",
        {
            "plan_revised_on": "2026-03-12", "reason": "Föräldrarna vill börja utan barnen.", "plan_changes": "Metoden byts.",
            "next_plan_follow_up_on": "2026-03-16",
        },
    ),
    Write(
        "/cases/{case_id}/plans/{plan_id}/follow-ups", Case.follow_up_plan, "Följ upp genomförandeplanen mål för mål",
        {
            "plan_followed_up_on": "2026-03-16",
            "goal_results": [
                {"goal_id": example_id(_GOALS), "judged_by": "client", "goal_movement": "forward"},
                {
                    "goal_id": example_id(_GOALS), "judged_by": "worker", "goal_movement": "still",
                    "standstill_cause": "method",
                },
            ],
            "plan_followed_up_with": ["individual", "commissioner", "provider"], "next_plan_follow_up_on": "2026-06-08",
            "assessment": "Familjen har kommit i gång.", "individual_view": "Det känns lugnare i veckorna.",
        },
    ),
    Write(
        f"{_GOALS}/{{goal_id}}/endings", Case.end_goal, "Avsluta arbetet med ett mål",
        {"goal_ended_on": "2026-03-16", "goal_ending": "withdrawn", "reason": "Familjen vill sätta ett nytt mål."},
    ),
    Write(
        _SAFETY_PLANS, Case.make_safety_plan, "Gör en säkerhetsplan",
        {
            "safety_concern": "violence", "safety_plan_made_on": "2026-03-10", "risk": "Hot vid umgänget på söndagar.",
            "warning_signs": ["Många meddelanden på kort tid."], "own_steps": ["Går till grannen med barnen."],
            "safer_surroundings": "En väska står packad.", "who_to_call": ["Grannen Eva Påhittad", "112"],
            "shared_with_person": True, "safety_plan_review_on": "2026-03-16",
        },
    ),
    Write(
        f"{_SAFETY_PLANS}/{{safety_plan_id}}/reviews", Case.review_safety_plan, "Gå igenom en säkerhetsplan",
        {
            "safety_plan_reviewed_on": "2026-03-16", "safety_plan_standing": "holds",
            "assessment": "Planen användes i söndags och fungerade.", "safety_plan_review_on": "2026-04-13",
        },
    ),
)
