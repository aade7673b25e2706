"""The bounds that a decision holds a record to (sv. *riktvärden*), and the refusals that they lead to.

Bounds belong to decisions, not to event classes: a bound that is tightened later must never make an old stream
unreadable. No law sets these numbers; each is a default that the board may change.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.base import Immutable
from domain.errors import InvalidValueError


class Policy(Immutable):
    """The numbers that a board decides for itself (sv. *riktvärden*).

    Args:
        note_delay_days: Calendar days from the event to its note that need no explanation, from 0. A note on the last of
            them needs none. Source: SOSFS 2014:5 4 kap. says "utan oskäligt dröjsmål" and sets no number.
        text_max_chars: Longest running text, in characters.
        short_text_max_chars: Longest name, role, number or reason, in characters.
        contact_interval_max_days: Longest planned interval between contacts, in days.
        age_max_years: A birth year further back than this is a typing error.
        arrears_max_sek: A month's rent debt above this is a typing error, in Swedish kronor.
        programme_steps_max: Most steps that a manual-based programme can have, from 1; more is a typing error.
        follow_up_tolerance_days: Days before and after the day a follow-up after the closing is due that are still in time.
        disclosure_answer_days: Days to answer who asks for records. Source: TF 2:15-16 say "genast" and "skyndsamt" and set
            no number; FL 10 § none either.
        note_signing_days: Calendar days from a note's recording to its signature, from 0. No law sets a number.
        hand_over_days: Calendar days to accept a hand-over, from 0.
        account_days: Calendar days to answer the commissioner's request for an account, from 0.
        case_review_interval_days: Calendar days between the manager's reviews of an open case, from 1 (every sixth week).
        first_offer_days: Calendar days from a request to the day a time for a first visit is offered at the latest, from 0: the
            promise is about a time offered, not a visit held.
        referral_first_offer_days: The same where a commissioner's assignment is what came in.
        queue_call_days: Calendar days from the queuing, or the last call that reached somebody, to the next call, from 1.
        appeal_forward_days: Calendar days from an appeal to its forwarding, from 0. Source: FL 2017:900 46 § says "skyndsamt" and
            sets no number.
        contact_duration_max_minutes: Longest contact, in minutes; a longer one is a typing error.
        group_leaders_min: Leaders that a group or one of its sessions has, from 1; fewer need a reason.
        group_sessions_max: Most sessions that a group's programme can have, from 1.
        outreach_confirmation_days: Calendar days from an outreach contact to the day it is asked whether the link held, from 1.
        calendar_back_days: How far back appointments are taken in from a calendar file, in calendar days, from 0.
        calendar_ahead_days: How far ahead, in calendar days, from 0.
        booking_ahead_days: How far ahead a session is booked, in calendar days, from 0; later is a typing error.
        danger_follow_up_days: Days after today within which a high or acute danger is looked at again, from 0.
        protection_assessment_days: Days from a concern to the immediate protection assessment that need no reason, from 0.
            Source: SoL 2025:400 20:1 says "genast"; prop. 2012/13:10 p. 60 the same day, or the next if it came late.
        concern_report_days: Days from an observation to the unit's own concern report that need no reason, from 0. Source: SoL
            2025:400 19:1 says "genast".
        draft_reminder_hours: Hours after which the author is reminded of a draft, from 1.
        draft_max_chars: Longest draft, all its fields together, in characters.
        draft_max_count: Most drafts that one author has at a time.
        talks_max: Most talks that a service offering's cap can be set to, from 1; more is a typing error.
        decision_notice_days: Calendar days from a decision to the notice of it, from 0. Source: FL 2017:900 33 § says "så snart
            som möjligt" and sets no number.
        trajectory_points_max: Most expected values that a vendor's course of one case can have, from 1.
        external_plan_days: Calendar days from a request to another provider, or a reminder, to its plan, where no day
            is agreed, from 1.
        viewpoint_adaptation_days: Calendar days from a viewpoint to what is done because of it, or that nothing can be, from 0.
        viewpoint_feedback_days: Calendar days from a viewpoint to the giver being told what became of it, and from the answer to
            a formal complaint to the work group being told, from 0.
        complaint_answer_days: Calendar days from the registration of a formal complaint to its answer, from 0. Source: SOSFS
            2011:9 5 kap. has complaints investigated and sets no number.
        recurring_viewpoints_min: Viewpoints of one category in a unit and a period from which the category is recurring, from 1.
        plan_years_back_max: Years back from this one that a plan or a published figure can be about, from 0.
        plan_years_ahead_max: Years ahead that one can be about, from 0.
        survey_batch_min: Answers to an anonymous survey that are recorded together while it goes on, from 1.
        survey_answers_min: Answers, in all and of a gender, from which a survey's results are shown to anybody, from 1.
        survey_questions_max: Most questions of a survey, from 1.
        survey_scale_max: Most values of a question's scale, from 2.
        caseload_signal_quarters: Quarters before the last one that it is compared with, from 1.
        caseload_length_days: Days that the bands of how long cases have been open end with.
        wheel_ahead_days: Calendar days before its last day from which something on the annual wheel is to be done, from 0.
        effect_size_min_cases: Fewest people with both ratings that an effect size is computed on, from 2.
        trajectory_min_cases: Fewest closed cases that a unit's own expected trajectory is fitted on, from 3.
        small_cell_min: The smallest number of people that is shown to others than those who work with it, from 3: below it, what
            is hidden beside a total could only be one. Source: no law sets it; 5 is customary in municipal statistics.
        alert_answer_days: Calendar days from an alert to its answer, from 0. No law sets a number.
        safety_alert_answer_days: The same where a child may be in danger, from 0. Source: SoL 2025:400 19:1 says "genast".
        no_progress_ratings: At every so many ratings of a series it is looked whether things have got better, from 2.
        rating_missing_days: Calendar days after a session within which its ratings are written, or why there are none, from 0.
        rating_interval_tolerance_days: Calendar days that a rating made every so many months may be late, from 0; so many days
            before it was due it may be explained why it is not made.
        rating_interval_max_months: Longest interval between such ratings, in months, from 1; a longer one is a typing error.
        goal_min_coverage_percent: Least percent of the eligible that a result is measured for, before it is marked as resting on
            too few, from 0 to 100; where the indicator's definition sets none.
        goal_small_denominator: A share of fewer than this is marked as small, from 1; its interval says how much that means.
        silence_days: Calendar days after a note that an open case may be without another, from 1. No law sets a number.
        vacation_months: Months of vacation, 1 to 12, that what is missing is counted apart for.
        rule_exemption_max_days: Longest that a case is exempted from a rule, in calendar days, from 1.
        suggestion_gap_days: Days that something the law asks for is missing until a Lex Sarah report is suggested, from 1.
        suggestion_silence_days: The same where only silence suggests that it is.
        suggestion_late_notes: Late notes about one month of a case from which one is suggested, from 2.
        suggestion_back_days: How far back what was missing is looked at, in calendar days, from 1.
        note_fault_days: Calendar days after a note was written within which what is missing in it is filled in, from 0.
        start_meeting_days: Calendar days from the start of treatment to the start meeting of the three parties, from 0.
        plan_days: Calendar days from the start of treatment to the implementation plan, from 0. Source: SOSFS 2014:5 6 kap.,
            allmänna råd, have a plan drawn up and set no number.
        plan_completion_days: Calendar days from an implementation plan to all its contents and who took part in it, from 0.
        plan_follow_up_days: Calendar days from an implementation plan, or its follow-up, to the next where no day is set, from 0.
        decision_follow_up_days: Calendar days from a granting decision, or its follow-up, to the next, from 0 (twice a year).
        vacation_first_month: The first of the months in which most are on vacation, 1-12.
        vacation_last_month: The last of them, 1-12; before the first = it is in the next year.
        new_worker_days: Calendar days from the first day at work during which somebody is new, the first day counted, from 1.
        routine_acknowledgement_days: Calendar days from the day that a version of the journal routine takes effect to the last
            day to acknowledge it, from 0.
        documentation_induction_days: Calendar days from the first day at work to the last day to be inducted in documentation,
            from 0.
        differing_opinion_days: Calendar days from the day that somebody says that something written is wrong, to its being noted
            beside it, from 0.
        open_decision_days: Calendar days that a granting decision without a last day is taken to hold, from 1; then it is to be
            tried anew.
        children_asked_days: Calendar days from the start of an adult's treatment within which it is asked whether there are
            children in the home, and what they need, from 0.
        child_theme_days: Calendar days from the answer that there are children, within which they or the parenthood have been
            talked about, from 0.
        school_follow_up_tolerance_days: Calendar days after the day three months from the closing within which school
            attendance is measured again, from 0.
        risk_scale_max: The highest value of a risk's probability and of its consequence, from 2.
        risk_accept_max: The highest probability times consequence of a risk that can be accepted, from 1.
        full_reviews_per_year_min: Full reviews of a unit's journals that a year's plan has without giving a reason, from 0.
        finding_answer_days: Calendar days from a finding of a journal review to its answer, from 0.
        journal_review_days: Calendar days from the start of a journal review to its closing, from 0.
        measure_effect_days: Calendar days from a measure of internal control to the day its effect is looked at, from 0.
        closing_documentation_days: Calendar days from the closing to what came of it being documented, and the commissioner
            being told, from 0. No law sets a number.
        first_visit_information_days: Calendar days from the first visit to the information on complaints, and on the right to
            apply, from 0: at the visit. No law sets a number.
        non_execution_report_days: Calendar days from the end of the time to carry out a decision to the report that it is not
            carried out, from 0. Source: SoL 2025:400 34:1 says once a quarter, and the longest has 92 days.
        approval_days: Calendar days on which what takes two people can be answered after it is asked for, and used after it is
            granted, from 1. No law sets a number.
        lookup_results_max: Most cases that a search by name or number shows, from 1. No law sets a number.
        emergency_access_minutes: How long a record that was opened in an emergency stays open, in minutes, 1 to 1440. No law
            sets a number.
        key_backup_days: Calendar days that a backup of the keys is kept, from 1: what is erased is gone when the last one with
            its key is. No law sets a number.
        backup_age_hours: Hours since a part was last brought to a backup before it is an alarm, from 1. No law sets a number.
        emergency_review_hours: Hours from an emergency access to its review before it is an alarm, from 0. No law sets a number.
        erasure_warning_days: Days before the last day to have erased a record that nobody has proposed, from when it is an alarm,
            from 0: on that day. No law sets a number.
        checkpoint_age_seconds: Seconds that an event may wait for a checkpoint before it is an alarm, from 1. No law sets one.
        clock_skew_seconds: Seconds between this machine's clock and the database's before it is an alarm, from 1.
        view_lag_events: Events that the lists may be behind before it is an alarm, from 0. No law sets a number.
        free_disk_percent: Whole percents of a disk that must be free, from 1 to 50. No law sets a number.
        lex_sarah_report_days: Calendar days from noticing a wrong to reporting it, from 0. Source: SoL 27:2 says "genast".
        lex_sarah_receipt_days: Calendar days from a report to its receipt, from 0. No law sets a number.
        lex_sarah_assessment_days: Calendar days from the receipt to the first assessment, from 0. Source: SoL 27:5 says "genast".
        lex_sarah_assignment_days: Calendar days from the first assessment to there being an investigator, from 0. Source: 27:5.
        lex_sarah_investigation_days: Calendar days from the receipt to a complete investigation, from 0. No law sets a number.
        lex_sarah_decision_days: Calendar days from a complete investigation to the decision, from 0. No law sets a number.
        lex_sarah_transfer_days: Calendar days from sending a report to another board to its answer, from 0. No law sets one.
        lex_sarah_inform_days: Calendar days from a report to its being told to an individual who is affected, or to why not, from
            0. No law sets a number.
        lex_sarah_feedback_days: Calendar days from the decision on a report to everybody having been told of it, from 0.
        lex_sarah_effect_days_max: Longest from a measure's last day to the last day to look at its effect, in calendar days, from
            0; later is a typing error.
        kept_documents_max_bytes: Most that the documents of one sending are together, in bytes, from 1: so that they fit in one
            write when they are in base64.
        ivo_notification_days: Calendar days from it being known that something is serious to the notification to IVO, from 0.
            Source: SoL 2025:400 27:6 says "snarast".
        ivo_investigation_due_days: Calendar days from a notification without the investigation to sending it, from 0: the two
            months that are customary. Source: none verified.
        deviation_assessment_days: Calendar days from the report of a deviation to its assessment, from 0. No law sets a number.
        deviation_closing_days: Calendar days from the report of a deviation to its closing, from 0. No law sets a number.
        suggestion_complaints: Complaints about legal security at a unit in a month from which a Lex Sarah report is suggested,
            from 1.
        suggestion_child_timer_days: Days after the last day of one of the law's times of a concern for a child from which one is
            suggested, from 1.
        suggestion_access_violations: Readings of one record that were found not to be justified in a month, from which one is
            suggested, from 1.
        suggestion_erasure_days: Days after the last day to have erased a record from which one is suggested, from 1.
        lex_sarah_information_months: Months that information on the duty to report holds for each member of staff, from 1: once a
            year. Source: SoL 2025:400 27:3 says that it is to be given and sets no number.
        lex_sarah_quote_words: Words in a row that a record shares with what a Lex Sarah report said before it, from which it
            quotes the report, from 3. No law sets a number: fewer happen by chance, and more let a sentence through.
        log_review_random_readings: Readings of a unit's month that a log review draws at random, from 1. SoLPuL 2001:454 10 § has
            access checked systematically and sets no number.
        log_review_targeted_readings_max: The most that it draws of each kind of risk, from 1; emergency accesses and readings of
            protected persons are all drawn.
        log_review_work_from_hour: From which hour of a weekday a reading is within working hours, 0 to 23.
        log_review_work_to_hour: Before which hour it is, 1 to 24.
        log_review_cases_per_hour_max: Cases that somebody opens within an hour without standing out, from 1.
        log_review_days: Calendar days after a month to have reviewed its access log, from 0.
        extract_names_staff: Whether the individual's extract of the access log names the member of staff (1) or says their title
            and unit only (0). No law settles it.
        account_closing_percent_max: The share of the directory's open accounts that a synchronisation may close without a second
            person's approval, in whole percent, 0 to 100.
        rights_review_days: Calendar days between reviews of everybody's rights, from 1 (once a year).
        municipality_code: The municipality's code, four digits as Statistics Sweden numbers them; 0 = not said, and then nothing
            is erased: some municipalities keep everything. Source: SoF 2025:468 13:1.
        hold_review_days: Longest that something may be kept from erasure before it is looked at again, in calendar days, from 1.
    """

    note_delay_days: int = Field(default=7, ge=0)
    text_max_chars: int = Field(default=100_000, ge=1)
    short_text_max_chars: int = Field(default=500, ge=1)
    contact_interval_max_days: int = Field(default=365, ge=1)
    age_max_years: int = Field(default=120, ge=1)
    arrears_max_sek: int = Field(default=1_000_000, ge=1)
    programme_steps_max: int = Field(default=60, ge=1)
    follow_up_tolerance_days: int = Field(default=30, ge=0)
    disclosure_answer_days: int = Field(default=3, ge=0)
    note_signing_days: int = Field(default=7, ge=0)
    hand_over_days: int = Field(default=3, ge=0)
    account_days: int = Field(default=7, ge=0)
    case_review_interval_days: int = Field(default=42, ge=1)
    first_offer_days: int = Field(default=3, ge=0)
    referral_first_offer_days: int = Field(default=21, ge=0)
    queue_call_days: int = Field(default=14, ge=1)
    appeal_forward_days: int = Field(default=7, ge=0)
    contact_duration_max_minutes: int = Field(default=1440, ge=1)
    group_leaders_min: int = Field(default=2, ge=1)
    group_sessions_max: int = Field(default=104, ge=1)
    outreach_confirmation_days: int = Field(default=30, ge=1)
    calendar_back_days: int = Field(default=366, ge=0)
    calendar_ahead_days: int = Field(default=92, ge=0)
    booking_ahead_days: int = Field(default=366, ge=0)
    danger_follow_up_days: int = Field(default=1, ge=0)
    protection_assessment_days: int = Field(default=1, ge=0)
    concern_report_days: int = Field(default=1, ge=0)
    draft_reminder_hours: int = Field(default=72, ge=1)
    draft_max_chars: int = Field(default=200_000, ge=1)
    draft_max_count: int = Field(default=200, ge=1)
    talks_max: int = Field(default=100, ge=1)
    decision_notice_days: int = Field(default=7, ge=0)
    trajectory_points_max: int = Field(default=200, ge=1)
    external_plan_days: int = Field(default=14, ge=1)
    viewpoint_adaptation_days: int = Field(default=14, ge=0)
    viewpoint_feedback_days: int = Field(default=14, ge=0)
    complaint_answer_days: int = Field(default=14, ge=0)
    recurring_viewpoints_min: int = Field(default=3, ge=1)
    plan_years_back_max: int = Field(default=30, ge=0)
    plan_years_ahead_max: int = Field(default=5, ge=0)
    survey_batch_min: int = Field(default=5, ge=1)
    survey_answers_min: int = Field(default=5, ge=1)
    survey_questions_max: int = Field(default=50, ge=1)
    survey_scale_max: int = Field(default=11, ge=2)
    caseload_signal_quarters: int = Field(default=8, ge=1, le=40)
    caseload_length_days: tuple[int, ...] = Field(default=(90, 180, 365, 730))
    wheel_ahead_days: int = Field(default=30, ge=0)
    effect_size_min_cases: int = Field(default=20, ge=2)
    trajectory_min_cases: int = Field(default=50, ge=3)
    small_cell_min: int = Field(default=5, ge=3)
    alert_answer_days: int = Field(default=7, ge=0)
    safety_alert_answer_days: int = Field(default=1, ge=0)
    no_progress_ratings: int = Field(default=3, ge=2)
    rating_missing_days: int = Field(default=3, ge=0)
    rating_interval_tolerance_days: int = Field(default=30, ge=0)
    rating_interval_max_months: int = Field(default=60, ge=1)
    goal_min_coverage_percent: int = Field(default=80, ge=0, le=100)
    goal_small_denominator: int = Field(default=20, ge=1)
    silence_days: int = Field(default=21, ge=1)
    vacation_months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = Field(default=(7, 8))
    rule_exemption_max_days: int = Field(default=365, ge=1)
    suggestion_gap_days: int = Field(default=30, ge=1)
    suggestion_silence_days: int = Field(default=14, ge=1)
    suggestion_late_notes: int = Field(default=3, ge=2)
    suggestion_back_days: int = Field(default=365, ge=1)
    note_fault_days: int = Field(default=7, ge=0)
    start_meeting_days: int = Field(default=30, ge=0)
    plan_days: int = Field(default=30, ge=0)
    plan_completion_days: int = Field(default=14, ge=0)
    plan_follow_up_days: int = Field(default=92, ge=0)
    decision_follow_up_days: int = Field(default=183, ge=0)
    vacation_first_month: int = Field(default=6, ge=1, le=12)
    vacation_last_month: int = Field(default=8, ge=1, le=12)
    new_worker_days: int = Field(default=180, ge=1)
    routine_acknowledgement_days: int = Field(default=14, ge=0)
    documentation_induction_days: int = Field(default=30, ge=0)
    differing_opinion_days: int = Field(default=5, ge=0)
    open_decision_days: int = Field(default=366, ge=1)
    children_asked_days: int = Field(default=30, ge=0)
    child_theme_days: int = Field(default=92, ge=0)
    school_follow_up_tolerance_days: int = Field(default=21, ge=0)
    risk_scale_max: int = Field(default=4, ge=2)
    risk_accept_max: int = Field(default=4, ge=1)
    full_reviews_per_year_min: int = Field(default=3, ge=0)
    finding_answer_days: int = Field(default=14, ge=0)
    journal_review_days: int = Field(default=60, ge=0)
    measure_effect_days: int = Field(default=90, ge=0)
    closing_documentation_days: int = Field(default=14, ge=0)
    first_visit_information_days: int = Field(default=0, ge=0)
    non_execution_report_days: int = Field(default=92, ge=0)
    approval_days: int = Field(default=7, ge=1)
    lookup_results_max: int = Field(default=20, ge=1)
    emergency_access_minutes: int = Field(default=60, ge=1, le=1440)
    municipality_code: int = Field(default=0, ge=0, le=9999)
    hold_review_days: int = Field(default=366, ge=1)
    key_backup_days: int = Field(default=30, ge=1)
    backup_age_hours: int = Field(default=26, ge=1)
    checkpoint_age_seconds: int = Field(default=60, ge=1)
    clock_skew_seconds: int = Field(default=5, ge=1)
    view_lag_events: int = Field(default=1_000, ge=0)
    free_disk_percent: int = Field(default=10, ge=1, le=50)
    lex_sarah_report_days: int = Field(default=1, ge=0)
    lex_sarah_receipt_days: int = Field(default=1, ge=0)
    lex_sarah_assessment_days: int = Field(default=3, ge=0)
    lex_sarah_assignment_days: int = Field(default=3, ge=0)
    lex_sarah_investigation_days: int = Field(default=30, ge=0)
    lex_sarah_decision_days: int = Field(default=14, ge=0)
    lex_sarah_transfer_days: int = Field(default=14, ge=0)
    lex_sarah_inform_days: int = Field(default=14, ge=0)
    lex_sarah_feedback_days: int = Field(default=30, ge=0)
    lex_sarah_effect_days_max: int = Field(default=366, ge=0)
    kept_documents_max_bytes: int = Field(default=750_000, ge=1)
    ivo_notification_days: int = Field(default=3, ge=0)
    ivo_investigation_due_days: int = Field(default=61, ge=0)
    deviation_assessment_days: int = Field(default=7, ge=0)
    deviation_closing_days: int = Field(default=30, ge=0)
    suggestion_complaints: int = Field(default=1, ge=1)
    suggestion_child_timer_days: int = Field(default=3, ge=1)
    suggestion_access_violations: int = Field(default=1, ge=1)
    suggestion_erasure_days: int = Field(default=1, ge=1)
    lex_sarah_information_months: int = Field(default=12, ge=1)
    lex_sarah_quote_words: int = Field(default=8, ge=3)
    log_review_random_readings: int = Field(default=20, ge=1)
    log_review_targeted_readings_max: int = Field(default=25, ge=1)
    log_review_work_from_hour: int = Field(default=6, ge=0, le=23)
    log_review_work_to_hour: int = Field(default=20, ge=1, le=24)
    log_review_cases_per_hour_max: int = Field(default=20, ge=1)
    log_review_days: int = Field(default=31, ge=0)
    extract_names_staff: int = Field(default=1, ge=0, le=1)
    account_closing_percent_max: int = Field(default=20, ge=0, le=100)
    rights_review_days: int = Field(default=366, ge=1)
    emergency_review_hours: int = Field(default=72, ge=0)
    erasure_warning_days: int = Field(default=60, ge=0)

    def require_text(self, text: str, what: str) -> None:
        """Refuse a running text that is blank, too long, or not storable."""
        _require_length(text, what, self.text_max_chars)

    def require_short_text(self, text: str, what: str) -> None:
        """Refuse a name, role, number or reason that is blank, too long, or not storable."""
        _require_length(text, what, self.short_text_max_chars)

    def require_short_texts(self, texts: tuple[str, ...], what: str) -> None:
        """Refuse a list with such a text in it; an empty list is allowed."""
        for text in texts:
            self.require_short_text(text, what)

    def require_birth_year(self, year: int, today: date) -> None:
        """Refuse a birth year after this year, or more than `age_max_years` back; both ends are allowed."""
        oldest = today.year - self.age_max_years
        if not oldest <= year <= today.year:
            raise InvalidValueError(f"Födelseår {year} är inte möjligt. Ange ett år från {oldest} till {today.year}.")


DEFAULT_POLICY = Policy()


def require_not_after_today(day: date, what: str, today: date) -> None:
    """Refuse what is said to have happened after `today`; today itself is allowed."""
    if day > today:
        raise InvalidValueError(f"{what} är {day}, men i dag är det {today}. Ange ett datum som har varit.")


def require_order(first: date, first_what: str, second: date, second_what: str) -> None:
    """Refuse a second day before the first; the same day is allowed."""
    if second < first:
        raise InvalidValueError(f"{second_what} är {second}, före {first_what} {first}. Rätta det datum som är fel.")


def require_within(value: Decimal, what: str, *, low: int, high: int) -> None:
    """Refuse a number outside `low` to `high`, both ends allowed, or one that is no number."""
    if not value.is_finite() or not low <= value <= high:
        raise InvalidValueError(f"{what} är {value}. Ange ett tal från {low} till {high}.")


def _require_length(text: str, what: str, max_chars: int) -> None:
    if not text.strip():
        raise InvalidValueError(f"{what} saknas. Fyll i fältet.")
    if len(text) > max_chars:
        raise InvalidValueError(f"{what} har {len(text)} tecken. Högst {max_chars} är tillåtna: korta eller dela upp texten.")
    if not is_plain_text(text):
        raise InvalidValueError(f"{what} innehåller tecken som inte går att lagra. Skriv om texten och försök igen.")


def is_plain_text(text: str) -> bool:
    """Whether a text can be stored and reads as it looks: no control characters but tab and line breaks, no characters that
    turn the reading direction, no half of a surrogate pair.
    """
    return _TREACHEROUS.search(text) is None


# Controls (ISO/IEC 6429); half a surrogate pair, which has no UTF-8 form; and what turns the direction of what follows, so
# that a text reads otherwise than it is. Source: Unicode Standard Annex #9, 2.
_TREACHEROUS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
