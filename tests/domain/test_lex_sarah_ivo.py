"""The notification to IVO: needed by the degree, sent once and kept, supplemented, answered, and closed by IVO's decision."""

from __future__ import annotations

import base64
import hashlib
from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import Degree, DocumentKind, IvoChannel, IvoState, LexSarahStep, Notifier, ReopenReason
from domain.lex_sarah.ivo_events import IvoNotificationSent
from domain.policies import DEFAULT_POLICY, Policy
from tests.support.area_examples.lex_sarah_regions import given_document
from tests.support.cast import cast_id
from tests.support.lex_sarah_course import BY_ANNA, REPORTED_ON, assessed, decided, investigated, reported
from tests.support.lex_sarah_region_calls import (
    FROM_IVO,
    INVESTIGATION,
    NOTIFICATION,
    NOTIFIED_ON,
    REQUEST,
    SUPPLEMENT,
    TODAY,
    ask,
    closed,
    complete,
    complete_without_notifying,
    due,
    notified,
    refused,
    requested,
)

DAY = timedelta(days=1)
OWED_UNTIL = NOTIFIED_ON + timedelta(days=DEFAULT_POLICY.ivo_investigation_due_days)
OWN = {"ivo_supplement_reason": "Rättar datumet."}


def at(day):
    return Occurred(on=day)


def supposed(degree):
    return assessed(reported(), degree).on(TODAY)


def answered():
    """The investigation is sent, and IVO has asked for something that is not answered."""
    course = complete()
    ask("send_ivo_supplement", course, documents=(INVESTIGATION,), ivo_supplement_reason=None)
    ask("take_ivo_request", course, request_id=REQUEST)
    return course


# --- whether it is needed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("degree", [Degree.TANGIBLE_RISK_SERIOUS, Degree.SERIOUS_MISCONDUCT])
def test_something_serious_is_decided_to_be_notified_and_by_whom(degree):
    course = supposed(degree)
    assert course.report.ivo.state is IvoState.UNDECIDED and course.report.ivo.lacking == ("beslut om anmälan till IVO",)
    ask("decide_ivo_notification", course, notifier=Notifier.PRIVATE_OPERATOR)
    ivo = course.report.ivo
    assert (ivo.state, ivo.notifier, ivo.needed_since) == (IvoState.DUE, Notifier.PRIVATE_OPERATOR, TODAY)
    assert ivo.lacking == ("anmälan till IVO",)


@pytest.mark.parametrize("degree", [Degree.NO_MISCONDUCT, Degree.TANGIBLE_RISK, Degree.MISCONDUCT])
def test_what_is_not_serious_is_decided_not_to_be_notified_until_the_degree_is_raised(degree):
    course = supposed(degree)
    ask("decide_ivo_notification", course, notify_ivo=False, notifier=None)
    assert course.report.ivo.state is IvoState.NOT_REQUIRED and course.report.ivo.is_terminal
    course.on(TODAY + DAY).do("escalate_degree", degree=Degree.SERIOUS_MISCONDUCT, escalation_motivation="Nya uppgifter.")
    assert (course.report.ivo.state, course.report.ivo.needed_since) == (IvoState.DUE, TODAY + DAY)


def test_the_time_to_notify_runs_from_the_day_that_it_was_first_known_whatever_is_decided_later():
    course = due()
    ask("decide_ivo_notification", course)
    course.on(TODAY + DAY).do("escalate_degree", degree=Degree.SERIOUS_MISCONDUCT, escalation_motivation="Nya uppgifter.")
    [step] = course.report.ivo.steps(DEFAULT_POLICY)
    assert (step.started_on, step.due_on, step.done_on) == (REPORTED_ON, REPORTED_ON + 3 * DAY, None)
    assert course.report.ivo.notifier is Notifier.BOARD


def test_raising_to_what_is_not_serious_and_raising_after_the_notification_change_nothing():
    course = supposed(Degree.NO_MISCONDUCT)
    course.do("escalate_degree", degree=Degree.MISCONDUCT, escalation_motivation="Nya uppgifter.")
    assert course.report.ivo.state is IvoState.UNDECIDED
    course = notified()
    course.do("escalate_degree", degree=Degree.SERIOUS_MISCONDUCT, escalation_motivation="Nya uppgifter.")
    assert course.report.ivo.state is IvoState.SUPPLEMENT_DUE


def test_the_decision_that_it_was_not_serious_ends_a_notification_that_is_not_sent_and_leaves_one_that_is():
    course = decided(complete_without_notifying(), Degree.MISCONDUCT)
    assert (course.report.ivo.state, course.report.ivo.needed_since) == (IvoState.NOT_REQUIRED, None)
    course = decided(complete(), Degree.MISCONDUCT)
    assert course.report.ivo.state is IvoState.SUPPLEMENT_DUE


@pytest.mark.parametrize(("course", "changes", "kind", "message"), [
    (notified, {"ivo_motivation": ""}, NotAllowedError, "IVO är anmäld sedan 2024-07-22. Skicka en komplettering"),
    (lambda: reported().on(TODAY), {"ivo_motivation": ""}, NotAllowedError, "Graden är inte bedömd"),
    (lambda: supposed(Degree.MISCONDUCT), {"ivo_motivation": ""}, NotAllowedError, "Graden är missförhållande, som inte anmäls"),
    (due, {"notify_ivo": False, "notifier": None}, NotAllowedError, "som ska anmälas till IVO"),
    (due, {"notifier": None}, NotAllowedError, "Det är redan beslutat så"),
    (lambda: supposed(Degree.SERIOUS_MISCONDUCT), {"notifier": None, "ivo_motivation": ""}, InvalidValueError, "vem som anmäler"),
    (
        lambda: supposed(Degree.MISCONDUCT), {"notify_ivo": False, "ivo_motivation": ""}, InvalidValueError,
        "Utelämna vem som anmäler",
    ),
    (due, {"ivo_motivation": " ", "delegation": ""}, InvalidValueError, "Motiveringen till beslutet om anmälan saknas"),
    (due, {"delegation": ""}, InvalidValueError, "Delegationen saknas"),
])
def test_a_decision_about_a_notification_is_refused_with_what_is_wrong(course, changes, kind, message):
    refused(kind, message, "decide_ivo_notification", course(), **changes)


def test_who_reported_does_not_decide():
    refused(NotAllowedError, "varken utreder den eller beslutar", "decide_ivo_notification", due().on(TODAY, BY_ANNA))


# --- the notification --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [REPORTED_ON, TODAY])
def test_ivo_is_notified_from_the_day_it_was_noticed_to_today_and_the_investigation_is_owed(day):
    course = due()
    sent = ask("send_ivo_notification", course, sent_at=at(day))
    assert sent.investigation_due_on == day + timedelta(days=61)
    [kept] = sent.documents
    assert kept.sha256 == hashlib.sha256("Anmälan".encode()).hexdigest() and kept.bytes().decode() == "Anmälan"
    assert course.report.ivo.lacking == (f"utredningen till IVO senast {sent.investigation_due_on}",)
    assert not IvoNotificationSent.MAY_BE_STRUCK


def test_a_notification_with_the_investigation_owes_nothing_and_awaits_ivo():
    course = complete_without_notifying()
    sent = ask("send_ivo_notification", course, documents=(NOTIFICATION, INVESTIGATION), ivo_case_number="8.7.2-1/2024")
    assert (sent.investigation_due_on, course.report.ivo.state) == (None, IvoState.AWAITING_IVO)
    assert course.report.ivo.case_number == "8.7.2-1/2024" and course.report.ivo.lacking == ("IVO:s beslut",)


def test_a_board_decides_how_long_the_investigation_may_take():
    assert ask("send_ivo_notification", policy=Policy(ivo_investigation_due_days=0)).investigation_due_on == NOTIFIED_ON


def document(**changes):
    return NOTIFICATION.model_copy(update=changes)


@pytest.mark.parametrize(("course", "changes", "kind", "message"), [
    (lambda: supposed(Degree.SERIOUS_MISCONDUCT), {"documents": ()}, NotAllowedError, "inte avgjort. Besluta först"),
    (
        lambda: decided(complete_without_notifying(), Degree.MISCONDUCT), {"documents": ()}, NotAllowedError,
        "anmäls inte. Höj graden först",
    ),
    (notified, {"documents": ()}, NotAllowedError, "Skicka en komplettering i stället"),
    (due, {"sent_at": at(REPORTED_ON - DAY), "documents": ()}, InvalidValueError, "Ange en dag från 2024-07-19 till 2024-08-01"),
    (due, {"sent_at": at(TODAY + DAY), "documents": ()}, InvalidValueError, "i dag är det 2024-08-01"),
    (due, {"ivo_case_number": "", "documents": ()}, InvalidValueError, "IVO:s diarienummer saknas"),
    (due, {"documents": ()}, InvalidValueError, "Anmälan ska vara en av handlingarna"),
    (due, {"documents": (INVESTIGATION,)}, InvalidValueError, "Anmälan ska vara en av handlingarna"),
    (due, {"documents": (NOTIFICATION, document(content="TmVq"))}, InvalidValueError, "och bara en"),
    (due, {"documents": (document(document_title="", media_type=""),)}, InvalidValueError, "Handlingens rubrik saknas"),
    (due, {"documents": (document(media_type="PDF", content="?"),)}, InvalidValueError, "mediatyp saknas eller är fel skriven"),
    (due, {"documents": (document(content="QW5t?w=="),)}, InvalidValueError, "inte base64"),
    (due, {"documents": (document(content="Å"),)}, InvalidValueError, "inte base64"),
    (due, {"documents": (document(content=""),)}, InvalidValueError, "Handlingen är tom"),
    (
        due, {"documents": (NOTIFICATION, document(document_kind=DocumentKind.ATTACHMENT))}, InvalidValueError,
        "Samma handling står två gånger",
    ),
    (
        due, {"policy": Policy(kept_documents_max_bytes=7), "documents": (NOTIFICATION, INVESTIGATION)}, InvalidValueError,
        "17 byte tillsammans, och högst 7",
    ),
    (due, {"documents": (NOTIFICATION, INVESTIGATION)}, NotAllowedError, "Utredningen är inte klar. Slutför den först"),
])
def test_a_notification_is_refused_with_what_is_wrong(course, changes, kind, message):
    refused(kind, message, "send_ivo_notification", course(), **changes)


def test_documents_of_exactly_the_most_bytes_are_kept():
    assert ask("send_ivo_notification", policy=Policy(kept_documents_max_bytes=8)).documents[0].size == 8
    refused(InvalidValueError, "8 byte", "send_ivo_notification", policy=Policy(kept_documents_max_bytes=7))


def test_only_the_one_who_was_decided_to_notify_does():
    course = due()
    ask("decide_ivo_notification", course, notifier=Notifier.PRIVATE_OPERATOR)
    refused(NotAllowedError, "den som bedriver den enskilda verksamheten anmäler", "send_ivo_notification", course, documents=())
    ask("send_ivo_notification", course, notified_by=Notifier.PRIVATE_OPERATOR)
    assert course.report.ivo.notifier is Notifier.PRIVATE_OPERATOR


def test_ivos_number_is_stated_when_it_is_known_and_once():
    course = notified()
    refused(InvalidValueError, "IVO:s diarienummer saknas", "state_ivo_case_number", course, ivo_case_number="")
    ask("state_ivo_case_number", course)
    refused(InvalidValueError, "Diarienumret är redan angivet", "state_ivo_case_number", course)
    assert course.report.ivo.case_number == "8.7.2-00001/2024"


@pytest.mark.parametrize(
    "decision", ["state_ivo_case_number", "take_ivo_request", "move_ivo_deadline", "send_ivo_supplement", "take_ivo_decision"]
)
def test_nothing_of_ivos_is_written_before_ivo_is_notified_but_a_letter(decision):
    refused(NotAllowedError, "IVO är inte anmäld", decision, due())
    assert ask("take_ivo_letter", due(), documents=()).documents == ()


# --- what IVO asks for -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("requested_on", "answer_due_on"), [(NOTIFIED_ON, NOTIFIED_ON), (TODAY, TODAY + DAY)])
def test_ivo_asks_for_more_from_the_notification_to_today_with_a_last_day(requested_on, answer_due_on):
    course = notified()
    ask("take_ivo_request", course, requested_on=requested_on, answer_due_on=answer_due_on)
    assert course.report.ivo.lacking[1:] == (f"svar på IVO:s begäran senast {answer_due_on}",)


@pytest.mark.parametrize(("changes", "message"), [
    ({"requested_on": NOTIFIED_ON - DAY, "ivo_request": ""}, "Ange en dag från 2024-07-22"),
    ({"requested_on": TODAY + DAY, "ivo_request": ""}, "i dag är det 2024-08-01"),
    ({"answer_due_on": date(2024, 7, 23), "ivo_request": ""}, "före begäran 2024-07-24"),
    ({"ivo_request": "", "documents": (NOTIFICATION,)}, "Vad IVO begär saknas"),
    ({"documents": (NOTIFICATION,)}, "märks som handling från IVO"),
])
def test_a_request_is_refused_with_what_is_wrong(changes, message):
    refused(InvalidValueError, message, "take_ivo_request", **changes)


@pytest.mark.parametrize(("request_id", "told_on"), [(REQUEST, date(2024, 7, 24)), (None, NOTIFIED_ON), (REQUEST, TODAY)])
def test_ivo_gives_more_time_for_a_request_or_for_the_investigation(request_id, told_on):
    course = requested()
    ask("move_ivo_deadline", course, request_id=request_id, told_on=told_on)
    due_on = {True: course.report.ivo.investigation.due_on, False: course.report.ivo.requests[REQUEST].due_on}
    assert due_on[request_id is None] == date(2024, 8, 9)
    assert due_on[request_id is not None] == (TODAY if request_id is None else OWED_UNTIL)


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"request_id": cast_id(1), "ivo_answer": ""}, NotFoundError, "IVO:s begäran finns inte"),
    ({"told_on": date(2024, 7, 23), "ivo_answer": ""}, InvalidValueError, "Ange en dag från 2024-07-24"),
    ({"told_on": TODAY + DAY, "ivo_answer": ""}, InvalidValueError, "i dag är det"),
    ({"answer_due_on": date(2024, 7, 25), "ivo_answer": ""}, InvalidValueError, "före beskedet 2024-07-26"),
    ({"answer_due_on": TODAY, "ivo_answer": ""}, InvalidValueError, "Sista dagen är redan 2024-08-01"),
    ({"ivo_answer": ""}, InvalidValueError, "IVO:s besked saknas"),
])
def test_another_last_day_is_refused_with_what_is_wrong(changes, kind, message):
    refused(kind, message, "move_ivo_deadline", **changes)


def test_a_last_day_is_not_moved_of_what_is_sent():
    course = requested()
    ask("send_ivo_supplement", course, answered_requests=(REQUEST,))
    refused(NotAllowedError, "redan skickat till IVO", "move_ivo_deadline", course)


# --- supplements -------------------------------------------------------------------------------------------------------


def test_a_correction_of_ones_own_says_what_it_corrects_and_owes_nothing_less():
    course = notified()
    refused(InvalidValueError, "Ange vad kompletteringen tillför", "send_ivo_supplement", course, ivo_supplement_reason=None)
    ask("send_ivo_supplement", course, **OWN)
    assert course.report.ivo.state is IvoState.SUPPLEMENT_DUE and len(course.report.ivo.supplements) == 1


def test_the_investigation_and_the_answer_may_go_together_and_then_ivo_is_awaited():
    course = complete()
    ask("take_ivo_request", course, request_id=REQUEST)
    sent = ask(
        "send_ivo_supplement", course, documents=(INVESTIGATION, SUPPLEMENT), answered_requests=(REQUEST,),
        ivo_supplement_reason=None,
    )
    assert sent.with_investigation and course.report.ivo.state is IvoState.AWAITING_IVO
    steps = {each.step: each.done_on for each in course.report.ivo.steps(DEFAULT_POLICY)}
    assert steps == {
        LexSarahStep.NOTIFY_IVO: NOTIFIED_ON, LexSarahStep.SEND_INVESTIGATION: TODAY, LexSarahStep.ANSWER_IVO: TODAY
    }


@pytest.mark.parametrize(("sent_on", "late"), [(TODAY, None), (TODAY + DAY, "Rutinen fanns inte i skrift.")])
def test_an_answer_on_the_last_day_needs_no_reason_and_one_the_day_after_does(sent_on, late):
    course = requested().on(sent_on)
    call = {"answered_requests": (REQUEST,), "sent_at": at(sent_on)}
    wrong = "Utelämna skälet" if late is None else "skulle ha skickats senast 2024-08-01"
    refused(
        InvalidValueError, wrong, "send_ivo_supplement", course, **call, late_reason="Sent." if late is None else None
    )
    assert ask("send_ivo_supplement", course, **call, late_reason=late).late_reason == late


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"sent_at": at(NOTIFIED_ON - DAY), "documents": ()}, InvalidValueError, "Ange en dag från 2024-07-22"),
    ({"sent_at": at(TODAY + DAY), "documents": ()}, InvalidValueError, "i dag är det"),
    ({"answered_requests": (REQUEST, REQUEST), "documents": ()}, InvalidValueError, "En begäran anges två gånger"),
    ({"answered_requests": (cast_id(1),), "documents": ()}, NotFoundError, "IVO:s begäran finns inte"),
    ({"documents": (), "ivo_supplement_reason": ""}, InvalidValueError, "Bifoga det som skickades"),
    ({"documents": (NOTIFICATION,), "ivo_supplement_reason": ""}, InvalidValueError, "märk det som komplettering"),
    ({"documents": (INVESTIGATION,), "ivo_supplement_reason": ""}, NotAllowedError, "Utredningen är inte klar"),
    ({"ivo_supplement_reason": ""}, InvalidValueError, "Vad kompletteringen tillför eller rättar saknas"),
    ({"late_reason": "Sent."}, InvalidValueError, "Ingenting i kompletteringen är försenat"),
])
def test_a_supplement_is_refused_with_what_is_wrong(changes, kind, message):
    refused(kind, message, "send_ivo_supplement", **changes)


def test_a_late_reason_says_something():
    late = {"answered_requests": (REQUEST,), "sent_at": at(TODAY + DAY), "late_reason": " "}
    refused(InvalidValueError, "Skälet till förseningen saknas", "send_ivo_supplement", requested().on(TODAY + DAY), **late)


def test_a_request_is_answered_once():
    course = requested()
    ask("send_ivo_supplement", course, answered_requests=(REQUEST,))
    refused(NotAllowedError, "redan skickat", "send_ivo_supplement", course, answered_requests=(REQUEST,), documents=())


def test_the_form_by_post_is_a_way_too():
    assert ask("send_ivo_supplement", ivo_channel=IvoChannel.FORM).ivo_channel is IvoChannel.FORM


# --- letters and the decision ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("changes", "message"), [
    ({"letter_received_on": REPORTED_ON - DAY, "letter": ""}, "Ange en dag från 2024-07-19"),
    ({"letter_received_on": TODAY + DAY, "letter": ""}, "i dag är det"),
    ({"letter": "", "documents": (NOTIFICATION,)}, "Vad skrivelsen säger saknas"),
    ({"documents": (NOTIFICATION,)}, "märks som handling från IVO"),
])
def test_a_letter_is_refused_with_what_is_wrong(changes, message):
    refused(InvalidValueError, message, "take_ivo_letter", **changes)


def test_ivos_decision_ends_it_and_what_ivo_had_asked_for_is_awaited_no_more():
    course = answered()
    assert course.report.ivo.state is IvoState.SUPPLEMENT_DUE
    ask("take_ivo_decision", course, documents=(FROM_IVO,))
    assert course.report.ivo.state is IvoState.IVO_CLOSED and course.report.ivo.is_terminal
    assert LexSarahStep.ANSWER_IVO not in {each.step for each in course.report.ivo.steps(DEFAULT_POLICY)}


def test_ivo_may_ask_again_after_its_decision_and_decide_again():
    course = answered()
    ask("take_ivo_decision", course)
    ask("take_ivo_request", course)
    assert course.report.ivo.state is IvoState.SUPPLEMENT_DUE
    ask("take_ivo_decision", course)
    assert course.report.ivo.state is IvoState.IVO_CLOSED and len(course.report.ivo.decisions) == 2


def test_an_answer_after_ivos_decision_leaves_it_ended():
    course = answered()
    ask("take_ivo_decision", course)
    ask("take_ivo_request", course)
    ask("send_ivo_supplement", course, answered_requests=(cast_id(30506),))
    assert course.report.ivo.state is IvoState.IVO_CLOSED


@pytest.mark.parametrize("day", [NOTIFIED_ON, TODAY])
def test_ivos_decision_is_of_a_day_from_the_notification_to_today(day):
    assert ask("take_ivo_decision", answered(), ivo_decided_on=day, decision_received_on=TODAY).ivo_decided_on == day


@pytest.mark.parametrize(("changes", "message"), [
    ({"decision_received_on": TODAY + DAY, "ivo_reference": ""}, "i dag är det 2024-08-01"),
    ({"decision_received_on": NOTIFIED_ON - DAY, "ivo_reference": ""}, "Ange en dag från 2024-07-22"),
    ({"ivo_decided_on": NOTIFIED_ON - DAY, "ivo_reference": ""}, "IVO:s beslutsdag är 2024-07-21"),
    ({"ivo_decided_on": TODAY, "decision_received_on": TODAY - DAY, "ivo_reference": ""}, "IVO:s beslutsdag är 2024-08-01"),
    ({"ivo_reference": "", "ivo_decision": ""}, "Beslutets beteckning saknas"),
    ({"ivo_decision": "", "documents": (NOTIFICATION,)}, "Vad IVO beslutade saknas"),
    ({"documents": (NOTIFICATION,)}, "märks som handling från IVO"),
])
def test_ivos_decision_is_refused_with_what_is_wrong(changes, message):
    refused(InvalidValueError, message, "take_ivo_decision", answered(), **changes)


def test_ivo_does_not_decide_before_it_has_the_investigation_nor_twice():
    refused(NotAllowedError, "Utredningen är inte skickad till IVO", "take_ivo_decision", complete(), ivo_decision="")
    course = answered()
    ask("take_ivo_decision", course)
    refused(NotAllowedError, "IVO har redan beslutat", "take_ivo_decision", course, ivo_decision="")


def test_striking_ivos_decision_opens_the_region_again_and_what_was_sent_is_never_struck():
    course = answered()
    decision = ask("take_ivo_decision", course)
    course.do("strike_entry", entry_id=decision.entry_id, reason="Gällde en annan anmälan.")
    assert course.report.ivo.state is IvoState.SUPPLEMENT_DUE
    with pytest.raises(NotAllowedError, match="stryks inte"):
        course.ask("strike_entry", entry_id=course.report.ivo.notification.entry_id, reason="Fel.")


def test_a_report_that_is_taken_up_again_keeps_its_notification():
    course = closed()
    course.do("reopen", reopen_reason=ReopenReason.NEW_FACTS, reopen_text="Nya uppgifter.")
    assert course.report.ivo.state is IvoState.IVO_CLOSED
    investigated(course, Degree.SERIOUS_MISCONDUCT, no_measures="Redan ändrat.")
    ask("send_ivo_supplement", course, documents=(given_document(DocumentKind.INVESTIGATION, _encoded("Version två")),))
    assert course.report.ivo.state is IvoState.IVO_CLOSED


def _encoded(text):
    return base64.b64encode(text.encode()).decode()
