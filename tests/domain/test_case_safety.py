"""What is asked about danger, what is noticed of it, and what is done when a child may be in it."""

from datetime import date, time, timedelta

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.safety.codes import (
    ChildInCase,
    DangerLevel,
    NotAskedReason,
    NotToldReason,
    PartyTold,
    PersonConcerned,
    ReportReceiver,
    SafetyMeasure,
    ScreeningOutcome,
    ScreeningTopic,
    WarningSignal,
)
from domain.case.safety.events import (
    ConcernReportMade,
    Foretold,
    ProtectionAssessed,
    ScreeningAsked,
    Told,
    WarningSignalFollowedUp,
    WarningSignalRecorded,
)
from domain.codes import Channel
from domain.concern.codes import ConcernKind, ProtectionMeasure, ProtectionNeed
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.safety import document
from tests.support.examples import ANNA, EXAMPLES, IMPORT_STAMP, STAMP, TODAY, cast_id, source
from tests.support.scenario import given

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
SCREENING = EXAMPLES["case.screening_asked.v1"]
SIGNAL = EXAMPLES["case.warning_signal_recorded.v1"]
FOLLOWED = EXAMPLES["case.warning_signal_followed_up.v1"]
PROTECTION = EXAMPLES["case.protection_assessed.v1"]
REPORT = EXAMPLES["case.concern_report_made.v1"]
OTHER = cast_id(971)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Säkerhet")}
TODAY_AT_10, TODAY_AT_11 = (Occurred(on=TODAY, at=time(hour), precision="minute") for hour in (10, 11))
MONTH = Occurred(on=TODAY.replace(day=1), precision="month")


def on(day):
    return Occurred(on=day)


def screening(**changes):
    call = {
        "entry_id": OTHER, "asked_on": TODAY, "topic": ScreeningTopic.SUICIDE, "person_asked": PersonConcerned.CLIENT,
        "screening_outcome": ScreeningOutcome.NO,
    }
    return lambda case: case.record_screening(**{**call, **BY, **changes})


def not_asked(**changes):
    return screening(**{
        "screening_outcome": ScreeningOutcome.NOT_ASKED, "reason_not_asked": NotAskedReason.PARTNER_PRESENT, **changes
    })


YES = {"screening_outcome": ScreeningOutcome.YES}


def test_a_question_was_asked_and_answered():
    given(Case, OPENED).when(screening(answer="Nej, inte nu.", screening_form="Kortfrågor")).then(
        ScreeningAsked, asked_on=TODAY, screening_outcome=ScreeningOutcome.NO, answer="Nej, inte nu.", reason_not_asked=None
    )


def test_a_question_was_not_asked_since_the_partner_was_there_and_is_asked_the_day_after():
    given(Case, OPENED).when(not_asked(ask_again_on=TODAY + DAY)).then(
        ScreeningAsked, reason_not_asked=NotAskedReason.PARTNER_PRESENT, ask_again_on=TODAY + DAY
    )


def test_a_yes_says_what_was_done_also_if_nothing_was_needed():
    given(Case, OPENED).when(screening(**YES, safety_measures=(SafetyMeasure.NONE_NEEDED,))).then(
        ScreeningAsked, safety_measures=(SafetyMeasure.NONE_NEEDED,)
    )


@pytest.mark.parametrize("call", [screening(), not_asked()])
def test_a_danger_is_asked_about_in_a_closed_case_too(call):
    given(Case, OPENED, CLOSED).when(call).then(ScreeningAsked)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], screening(explanation=""), NotFoundError, "Ärendet finns inte"),
        ([OPENED, SCREENING], screening(entry_id=SCREENING.entry_id, explanation=""), ConflictError, "finns redan"),
        ([OPENED], not_asked(explanation="", screening_form="", answer=""), InvalidValueError, "Förklaringen saknas"),
        ([OPENED], screening(screening_form=" ", answer=""), InvalidValueError, "Frågeformulärets namn saknas"),
        ([OPENED], screening(answer=" ", asked_on=TODAY + DAY), InvalidValueError, "Svaret saknas"),
        ([OPENED], not_asked(asked_on=TODAY + DAY, reason_not_asked=None), InvalidValueError, "i dag är det"),
        ([OPENED], not_asked(reason_not_asked=None, answer="Nej."), InvalidValueError, "Ange varför"),
        ([OPENED], screening(reason_not_asked=NotAskedReason.NO_TIME), InvalidValueError, "Frågan ställdes."),
        ([OPENED], not_asked(reason_not_asked=NotAskedReason.OTHER, answer="Nej."), InvalidValueError, "Förklara vilken"),
        ([OPENED], not_asked(answer="Nej."), InvalidValueError, "Ta bort svaret"),
        ([OPENED], screening(**YES, ask_again_on=TODAY), InvalidValueError, "ingen åtgärd behövdes"),
        (
            [OPENED], screening(safety_measures=(SafetyMeasure.POLICE,) * 2, ask_again_on=TODAY), InvalidValueError,
            "står två gånger",
        ),
        (
            [OPENED], screening(safety_measures=(SafetyMeasure.NONE_NEEDED, SafetyMeasure.POLICE), ask_again_on=TODAY),
            InvalidValueError, "Behåll det ena",
        ),
        ([OPENED], screening(ask_again_on=TODAY), InvalidValueError, "Ange en senare dag"),
    ],
)
def test_a_screening_question_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_what_has_no_answer_is_to_be_asked_until_it_has_one():
    later = SCREENING.model_copy(
        update={"entry_id": OTHER, "asked_on": SCREENING.asked_on + DAY, "screening_outcome": ScreeningOutcome.NO}
    )
    known = SCREENING.model_copy(
        update={"entry_id": OTHER, "topic": ScreeningTopic.SUICIDE, "reason_not_asked": NotAskedReason.ALREADY_KNOWN}
    )
    assert Case.fold([OPENED, SCREENING, known]).safety.to_ask() == [SCREENING]
    assert Case.fold([OPENED, later, SCREENING]).safety.to_ask() == []


# --- warning signals ----------------------------------------------------------------------------------------------


def signal(**changes):
    call = {
        "entry_id": OTHER, "occurred": TODAY_AT_10, "warning_signal": WarningSignal.SUICIDE_PLAN,
        "person_in_danger": PersonConcerned.CLIENT, "said": "Jag vet hur.", "danger_level": DangerLevel.ACUTE,
        "safety_measures": (SafetyMeasure.EMERGENCY_CALL,), "follow_up_by": TODAY,
    }
    return lambda case: case.record_warning_signal(**{**call, **BY, **changes})


LOW = {"danger_level": DangerLevel.LOW, "follow_up_by": None}
ANSWERED_NO = SCREENING.model_copy(update={"screening_outcome": ScreeningOutcome.NO, "reason_not_asked": None})
TOLD_BEFORE = (Told(party_told=PartyTold.MANAGER, told_at=on(TODAY - DAY)),)


def test_a_sign_of_danger_is_recorded_with_what_was_done_and_who_was_told():
    told = (Told(party_told=PartyTold.MANAGER, told_at=TODAY_AT_11), Told(party_told=PartyTold.GUARDIAN, told_at=MONTH))
    given(Case, OPENED).when(signal(told=told)).then(
        WarningSignalRecorded, occurred=TODAY_AT_10, danger_level=DangerLevel.ACUTE, told=told, follow_up_by=TODAY
    )


@pytest.mark.parametrize("text", [{"said": "Jag vet hur.", "seen": None}, {"said": None, "seen": "Skar sig."}])
def test_one_of_what_was_said_and_seen_is_enough(text):
    given(Case, OPENED, CLOSED).when(signal(**text)).then(WarningSignalRecorded, **text)


@pytest.mark.parametrize("level", [DangerLevel.NONE, DangerLevel.LOW])
def test_a_small_danger_needs_neither_measure_nor_follow_up(level):
    small = signal(danger_level=level, safety_measures=(SafetyMeasure.NONE_NEEDED,), follow_up_by=None)
    given(Case, OPENED).when(small).then(WarningSignalRecorded, follow_up_by=None)


def test_a_raised_danger_is_followed_up_on_any_later_day_and_a_high_one_by_tomorrow():
    far = TODAY + 30 * DAY
    given(Case, OPENED).when(signal(danger_level=DangerLevel.RAISED, follow_up_by=far)).then(WarningSignalRecorded)
    given(Case, OPENED).when(signal(follow_up_by=TODAY + DAY)).then(WarningSignalRecorded, follow_up_by=TODAY + DAY)


def test_imported_history_may_lack_its_follow_up():
    given(Case, OPENED).when(signal(**IMPORTED, follow_up_by=None)).then(WarningSignalRecorded, follow_up_by=None)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], signal(said=None), NotFoundError, "Ärendet finns inte"),
        ([OPENED, SIGNAL], signal(entry_id=SIGNAL.entry_id, said=None), ConflictError, "finns redan"),
        ([OPENED], signal(said=None, danger_routine=""), InvalidValueError, "Minst ett av fälten"),
        ([OPENED], signal(said="", seen=""), InvalidValueError, "Vad personen sade saknas"),
        ([OPENED], signal(seen=" ", assessment=""), InvalidValueError, "Vad som iakttogs saknas"),
        ([OPENED], signal(assessment="", danger_routine=""), InvalidValueError, "Bedömningen saknas"),
        ([OPENED], signal(danger_routine="", occurred=on(TODAY + DAY)), InvalidValueError, "Rutinens namn saknas"),
        ([OPENED], signal(occurred=on(TODAY + DAY), safety_measures=()), InvalidValueError, "i dag är det"),
        ([OPENED], signal(safety_measures=(), told=TOLD_BEFORE), InvalidValueError, "Ange vad som gjordes"),
        ([OPENED], signal(safety_measures=(SafetyMeasure.POLICE,) * 2), InvalidValueError, "står två gånger"),
        ([OPENED], signal(safety_measures=(SafetyMeasure.NONE_NEEDED,)), InvalidValueError, "bedömdes som akut"),
        (
            [OPENED], signal(danger_level=DangerLevel.RAISED, safety_measures=(SafetyMeasure.NONE_NEEDED,)), InvalidValueError,
            "bedömdes som förhöjd",
        ),
        ([OPENED], signal(told=TOLD_BEFORE, follow_up_by=None), InvalidValueError, "före signalen"),
        (
            [OPENED], signal(told=(Told(party_told=PartyTold.POLICE, told_at=on(TODAY + DAY)),), follow_up_by=None),
            InvalidValueError, "i dag är det",
        ),
        ([OPENED], signal(follow_up_by=None, screening_id=OTHER), InvalidValueError, "senast vilken dag"),
        ([OPENED], signal(danger_level=DangerLevel.RAISED, follow_up_by=None), InvalidValueError, "senast vilken dag"),
        ([OPENED], signal(follow_up_by=TODAY + 2 * DAY), InvalidValueError, f"Följ upp senast {TODAY + DAY}"),
        ([OPENED], signal(danger_level=DangerLevel.HIGH, follow_up_by=TODAY + 2 * DAY), InvalidValueError, "hög. Följ upp"),
        ([OPENED], signal(follow_up_by=TODAY - DAY, screening_id=OTHER), InvalidValueError, "före signalens dag"),
        ([OPENED], signal(screening_id=OTHER), NotFoundError, "Screeningfrågan finns inte"),
        ([OPENED, ANSWERED_NO], signal(screening_id=SCREENING.entry_id), InvalidValueError, "var nej"),
    ],
)
def test_a_warning_signal_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_signal_that_a_screening_question_brought_out_names_it():
    given(Case, OPENED, SCREENING).when(signal(screening_id=SCREENING.entry_id)).then(
        WarningSignalRecorded, screening_id=SCREENING.entry_id
    )


def follow_up(**changes):
    call = {
        "entry_id": OTHER, "signal_id": SIGNAL.entry_id, "followed_up_on": TODAY, "danger_level": DangerLevel.NONE,
        "assessment": "Ingen fara längre.",
    }
    return lambda case: case.follow_up_warning_signal(**{**call, **BY, **changes})


@pytest.mark.parametrize("day", [SIGNAL.occurred.on, TODAY])
def test_a_signal_is_followed_up_from_its_own_day_to_today(day):
    given(Case, OPENED, SIGNAL, CLOSED).when(follow_up(followed_up_on=day)).then(
        WarningSignalFollowedUp, signal_id=SIGNAL.entry_id, followed_up_on=day, follow_up_by=None
    )


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], follow_up(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, SIGNAL], follow_up(entry_id=SIGNAL.entry_id, assessment=""), ConflictError, "finns redan"),
        ([OPENED], follow_up(assessment=""), NotFoundError, "Varningssignalen finns inte"),
        ([OPENED, SIGNAL], follow_up(assessment=" ", followed_up_on=TODAY + DAY), InvalidValueError, "Bedömningen saknas"),
        ([OPENED, SIGNAL], follow_up(followed_up_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([OPENED, SIGNAL], follow_up(followed_up_on=SIGNAL.occurred.on - DAY), InvalidValueError, "före signalens dag"),
        (
            [OPENED, SIGNAL], follow_up(safety_measures=(SafetyMeasure.POLICE,) * 2, danger_level=DangerLevel.HIGH),
            InvalidValueError, "står två gånger",
        ),
        ([OPENED, SIGNAL], follow_up(danger_level=DangerLevel.RAISED), InvalidValueError, "senast vilken dag"),
        (
            [OPENED, SIGNAL], follow_up(danger_level=DangerLevel.HIGH, follow_up_by=TODAY + 2 * DAY), InvalidValueError,
            "Följ upp senast",
        ),
        ([OPENED, SIGNAL], follow_up(follow_up_by=TODAY - DAY), InvalidValueError, "före uppföljningens dag"),
    ],
)
def test_a_follow_up_of_a_signal_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_an_imported_follow_up_may_lack_the_next_one():
    call = follow_up(**IMPORTED, danger_level=DangerLevel.HIGH)
    given(Case, OPENED, SIGNAL).when(call).then(WarningSignalFollowedUp, follow_up_by=None)


def test_a_signal_is_watched_until_a_follow_up_says_that_it_needs_no_more():
    other = SIGNAL.model_copy(update={"entry_id": OTHER, "follow_up_by": date(2024, 7, 1)})
    done = FOLLOWED.model_copy(update={"entry_id": cast_id(972), "followed_up_on": date(2024, 7, 18), "follow_up_by": None})
    watched = [[each.signal.entry_id for each in Case.fold([OPENED, *past]).safety.watched()] for past in (
        (SIGNAL, other), (SIGNAL, FOLLOWED), (SIGNAL, FOLLOWED, done), (SIGNAL, done, FOLLOWED),
    )]
    assert watched == [[OTHER, SIGNAL.entry_id], [SIGNAL.entry_id], [], []]
    assert Case.fold([OPENED, SIGNAL, FOLLOWED]).safety.signals[SIGNAL.entry_id].follow_up_by == FOLLOWED.follow_up_by


def test_a_follow_up_on_the_signal_s_own_day_counts_after_it():
    same_day = FOLLOWED.model_copy(update={"followed_up_on": SIGNAL.occurred.on})
    assert Case.fold([OPENED, SIGNAL, same_day]).safety.signals[SIGNAL.entry_id].last is same_day


def test_a_signal_that_is_followed_up_cannot_be_struck_before_its_follow_up():
    given(Case, OPENED, SIGNAL, FOLLOWED).when(
        lambda case: case.strike_entry(entry_id=SIGNAL.entry_id, reason="Fel.", stamp=STAMP, policy=DEFAULT_POLICY)
    ).then_refused(NotAllowedError, "bygger på den här")


# --- protection and reports ---------------------------------------------------------------------------------------


def protection(**changes):
    call = {
        "entry_id": OTHER, "known_at": TODAY_AT_10, "assessed_at": TODAY_AT_11, "child": ChildInCase.CLIENT,
        "protection_need": ProtectionNeed.NOT_NEEDED, "assessment": "Barnet är tryggt i kväll.", "child_view": "Vill vara hemma.",
        "assessor_id": ANNA, "assessor_name": "Anna Andersson",
    }
    return lambda case: case.assess_protection(**{**call, **BY, **changes})


NEEDED = {"protection_need": ProtectionNeed.NEEDED, "protection_measures": (ProtectionMeasure.POLICE,)}
SAME_MINUTE = {"known_at": TODAY_AT_10, "assessed_at": TODAY_AT_10}


@pytest.mark.parametrize("changes", [{}, NEEDED, SAME_MINUTE, {"known_at": on(TODAY - DAY)}, {"known_at": MONTH}])
def test_a_child_s_protection_is_assessed(changes):
    given(Case, OPENED, CLOSED).when(protection(**changes)).then(ProtectionAssessed, child=ChildInCase.CLIENT)


def test_a_late_assessment_says_why_and_an_imported_one_need_not():
    late = {"known_at": on(TODAY - 2 * DAY)}
    given(Case, OPENED).when(protection(**late, late_reason="Nåddes först i dag.")).then(ProtectionAssessed)
    given(Case, OPENED).when(protection(**late, **IMPORTED, child_view=None)).then(ProtectionAssessed, late_reason=None)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], protection(assessment=""), NotFoundError, "Ärendet finns inte"),
        ([OPENED, PROTECTION], protection(entry_id=PROTECTION.entry_id, assessment=""), ConflictError, "finns redan"),
        ([OPENED], protection(assessment=" ", child_view=""), InvalidValueError, "Bedömningen saknas"),
        ([OPENED], protection(child_view="", not_heard_reason=""), InvalidValueError, "Barnets uppfattning saknas"),
        ([OPENED], protection(not_heard_reason="", child_name=""), InvalidValueError, "inte kom till tals saknas"),
        ([OPENED], protection(child_name="", assessor_name=""), InvalidValueError, "Barnets namn saknas"),
        ([OPENED], protection(assessor_name="", assessor_title=""), InvalidValueError, "Bedömarens namn saknas"),
        ([OPENED], protection(assessor_title="", late_reason=""), InvalidValueError, "Bedömarens befattning saknas"),
        ([OPENED], protection(late_reason="", assessed_at=on(TODAY + DAY)), InvalidValueError, "Orsaken till dröjsmålet saknas"),
        ([OPENED], protection(assessed_at=on(TODAY + DAY), child_view=None), InvalidValueError, "i dag är det"),
        ([OPENED], protection(known_at=TODAY_AT_11, assessed_at=TODAY_AT_10), InvalidValueError, "10:00, före"),
        ([OPENED], protection(child_view=None, **NEEDED | {"protection_measures": ()}), InvalidValueError, "till tals"),
        ([OPENED], protection(**NEEDED | {"protection_measures": ()}), InvalidValueError, "behöver omedelbart skydd. Ange"),
        (
            [OPENED], protection(protection_measures=(ProtectionMeasure.POLICE,), known_at=on(TODAY - 9 * DAY)),
            InvalidValueError, "Ta bort skyddsåtgärderna",
        ),
        ([OPENED], protection(known_at=on(TODAY - 2 * DAY)), InvalidValueError, "kom 2 dagar efter"),
    ],
)
def test_a_protection_assessment_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def report(**changes):
    call = {
        "entry_id": OTHER, "observed_at": TODAY_AT_10, "reported_at": TODAY_AT_11, "child": ChildInCase.OWN_CHILD,
        "concern_kinds": (ConcernKind.VIOLENCE,), "observation": "Blåmärken på armen.",
        "report_receiver": ReportReceiver.OUT_OF_HOURS, "report_channel": Channel.ORAL,
        "child_told": Foretold(told_before=True), "guardians_told": Foretold(told_before=True), "reporter_id": ANNA,
        "reporter_name": "Anna Andersson",
    }
    return lambda case: case.make_concern_report(**{**call, **BY, **changes})


NOT_TOLD = Foretold(told_before=False, not_told_reason=NotToldReason.DANGER)
FOR_OTHER = Foretold(told_before=False, not_told_reason=NotToldReason.OTHER)
WITHOUT_REASON = Foretold(told_before=False)
TOLD_WITH_REASON = Foretold(told_before=True, not_told_reason=NotToldReason.DANGER)


@pytest.mark.parametrize(
    "changes", [{}, {"guardians_told": NOT_TOLD}, {"child_told": FOR_OTHER, "not_told_explanation": "Var på läger."}]
)
def test_the_unit_reports_and_says_whether_the_child_and_the_guardians_were_told(changes):
    given(Case, OPENED, CLOSED).when(report(**changes)).then(ConcernReportMade, reported_at=TODAY_AT_11, **changes)


@pytest.mark.parametrize("entry", [SCREENING, SIGNAL, PROTECTION])
def test_a_report_names_what_led_to_it(entry):
    given(Case, OPENED, entry).when(report(prompted_by=entry.entry_id)).then(ConcernReportMade, prompted_by=entry.entry_id)


def test_a_late_report_says_why_and_an_imported_one_need_not():
    late = {"observed_at": on(TODAY - 2 * DAY)}
    given(Case, OPENED).when(report(observed_at=on(TODAY - DAY), reported_at=on(TODAY))).then(ConcernReportMade)
    given(Case, OPENED).when(report(**late, late_reason="Förstod det först i dag.")).then(ConcernReportMade)
    given(Case, OPENED).when(report(**late, **IMPORTED)).then(ConcernReportMade, late_reason=None)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], report(observation=""), NotFoundError, "Ärendet finns inte"),
        ([OPENED, REPORT], report(entry_id=REPORT.entry_id, observation=""), ConflictError, "finns redan"),
        ([OPENED], report(observation="", assessment=""), InvalidValueError, "Det som väckte oron saknas"),
        ([OPENED], report(assessment="", not_told_explanation=""), InvalidValueError, "Bedömningen saknas"),
        ([OPENED], report(not_told_explanation="", child_view=""), InvalidValueError, "Förklaringen saknas"),
        ([OPENED], report(child_view="", child_name=""), InvalidValueError, "Barnets uppfattning saknas"),
        ([OPENED], report(child_name="", receiver_name=""), InvalidValueError, "Barnets namn saknas"),
        ([OPENED], report(receiver_name="", reporter_name=""), InvalidValueError, "Mottagarens namn saknas"),
        ([OPENED], report(reporter_name="", reporter_title=""), InvalidValueError, "Anmälarens namn saknas"),
        ([OPENED], report(reporter_title="", late_reason=""), InvalidValueError, "Anmälarens befattning saknas"),
        ([OPENED], report(late_reason="", concern_kinds=()), InvalidValueError, "Orsaken till dröjsmålet saknas"),
        ([OPENED], report(concern_kinds=(), reported_at=on(TODAY + DAY)), InvalidValueError, "minst ett slag av oro"),
        ([OPENED], report(concern_kinds=(ConcernKind.CRIME,) * 2), InvalidValueError, "slag av oro står två gånger"),
        ([OPENED], report(reported_at=on(TODAY + DAY), child_told=WITHOUT_REASON), InvalidValueError, "i dag är det"),
        (
            [OPENED], report(observed_at=TODAY_AT_11, reported_at=TODAY_AT_10, child_told=WITHOUT_REASON), InvalidValueError,
            "före det att oron väcktes",
        ),
        (
            [OPENED], report(child_told=WITHOUT_REASON, guardians_told=WITHOUT_REASON), InvalidValueError,
            "Barnet fick inte veta före anmälan. Ange varför",
        ),
        ([OPENED], report(child_told=TOLD_WITH_REASON), InvalidValueError, "Barnet fick veta före anmälan. Ta bort"),
        ([OPENED], report(guardians_told=WITHOUT_REASON), InvalidValueError, "Vårdnadshavarna fick inte veta"),
        ([OPENED], report(guardians_told=TOLD_WITH_REASON), InvalidValueError, "Vårdnadshavarna fick veta före"),
        (
            [OPENED], report(child_told=FOR_OTHER, observed_at=on(TODAY - 9 * DAY)), InvalidValueError,
            "av annan orsak. Förklara",
        ),
        ([OPENED], report(observed_at=on(TODAY - 2 * DAY), prompted_by=OTHER), InvalidValueError, "kom 2 dagar efter"),
        ([OPENED], report(prompted_by=cast_id(973)), NotFoundError, "ledde till anmälan finns inte"),
    ],
)
def test_a_concern_report_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_the_document_says_what_is_open_and_how_long_it_took():
    shown = document(Case.fold([OPENED, SCREENING, SIGNAL, FOLLOWED, PROTECTION, REPORT]))
    assert shown["to_ask"] == [str(SCREENING.entry_id)]
    assert shown["to_follow_up"] == [{"signal": str(SIGNAL.entry_id), "by": "2024-07-18"}]
    assert shown["concern_reports"][0]["elapsed"] == shown["protection_assessments"][0]["elapsed"] == {"days": 0, "minutes": 45}
    assert (shown["warning_signals"][0]["level_now"], len(shown["warning_signals"][0]["follow_ups"])) == ("low", 1)
    for (timer,), kind in ((shown["concern_reports"][0]["timers"], "own_report"),
                           (shown["protection_assessments"][0]["timers"], "protection")):
        assert (timer["timer"], timer["at_once"], timer["due_on"]) == (kind, True, timer["started_on"])
        assert timer["done_on"] == timer["due_on"]
