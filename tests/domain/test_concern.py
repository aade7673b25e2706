"""A concern about somebody who has no case for it: what must be done at once, what the law gives days for, and what it led to."""

from datetime import date

import pytest

from domain.codes import Gender, NoteChannel, YesNoUnknown
from domain.concern.codes import (
    ConcernAbout,
    ConcernKind,
    ConcernOutcome,
    InformedParty,
    InquiryDecision,
    OutreachResult,
    OutreachWay,
    ProtectionMeasure,
    ProtectionNeed,
    ReporterRole,
)
from domain.concern.concern import Concern
from domain.concern.events import (
    ConcernClosed,
    ConcernCorrected,
    ConcernedInformed,
    ConcernEntryStruck,
    ConcernFacts,
    ConcernReceived,
    ImmediateProtectionAssessed,
    InquiryExtended,
    OutreachMade,
    PreliminaryAssessmentDecided,
)
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.concern import document
from tests.support.concern_calls import (
    CLOSED,
    DAY,
    DECIDED,
    EXTENDED,
    INFORMED,
    NOT_OPENED,
    ON,
    OPENED_ON,
    PROTECTED,
    RAN_TO,
    RECEIVED,
    SOUGHT,
    STRUCK,
    TODAY,
    day,
    minute,
)
from tests.support.examples import ANNA, CASE, IMPORT_STAMP, STAMP, UNIT, cast_id, source
from tests.support.scenario import given

ADULT = RECEIVED.model_copy(update={"concern_about": ConcernAbout.ADULT})
OPEN = [RECEIVED, PROTECTED, DECIDED]
OTHER, CONCERN = cast_id(975), cast_id(976)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Oro")}


def asking(decision, **usual):
    """A decision with its usual parameters, which a test may change."""

    def ask(**changes):
        return lambda concern: getattr(concern, decision)(**{**usual, **BY, **changes})

    return ask


receiving = asking(
    "receive", concern_id=CONCERN, unit=UNIT, received_at=day(TODAY), concern_about=ConcernAbout.ADULT,
    concern_kinds=(ConcernKind.OWN_ADDICTION,), reporter_role=ReporterRole.LANDLORD, concern_channel=NoteChannel.LETTER,
    concern_text="Hyresgästen släpper inte in någon.", receiver_id=ANNA, receiver_name="Anna Andersson",
)
_KEPT = {name: getattr(RECEIVED, name) for name in ConcernFacts.model_fields if name in (
    "unit received_at occurred concern_about person_name person_contact birth_year gender known_case_id concern_kinds"
    " reporter_role concern_reporter_name concern_reporter_contact concern_channel concern_text receiver_id receiver_name"
    " receiver_title").split()}
correcting = asking("correct", **{**_KEPT, "gender": Gender.GIRL}, reason="Fel kön.")
protecting = asking(
    "assess_protection", entry_id=OTHER, assessed_at=day(ON), protection_need=ProtectionNeed.NOT_NEEDED,
    assessment="Tryggt i kväll.", child_view="Vill vara hemma.", assessor_id=ANNA, assessor_name="Anna Andersson",
)
deciding = asking(
    "decide_inquiry", entry_id=OTHER, decided_on=ON, inquiry_decision=InquiryDecision.OPEN, grounds="Våld i hemmet.",
    child_view="Vill ha hjälp.", decider_id=ANNA, decider_name="Anna Andersson",
)
extending = asking(
    "extend_inquiry", entry_id=OTHER, decided_on=OPENED_ON, extended_to=date(2025, 1, 17), special_reasons="Läkare väntas.",
    decider_id=ANNA, decider_name="Anna Andersson",
)
informing = asking(
    "inform_concerned", entry_id=OTHER, parties_informed_on=OPENED_ON, informed_parties=(InformedParty.BOTH_GUARDIANS,)
)
seeking = asking(
    "make_outreach", entry_id=OTHER, sought_at=day(TODAY), outreach_way=OutreachWay.LETTER,
    outreach_result=OutreachResult.MESSAGE_LEFT, acute_need=YesNoUnknown.UNKNOWN, account="Brev lagt i lådan.",
    seeker_id=ANNA, seeker_name="Anna Andersson",
)
closing = asking(
    "close", entry_id=OTHER, concern_closed_on=TODAY, concern_outcome=ConcernOutcome.DECLINED, summary="Vill inte ha kontakt.",
)


def strike(**changes):
    call = {"entry_id": SOUGHT.entry_id, "reason": "Gällde en annan.", "stamp": STAMP, "policy": DEFAULT_POLICY}
    return lambda concern: concern.strike_entry(**{**call, **changes})


# --- received and corrected ---------------------------------------------------------------------------------------


def test_a_concern_about_an_adult_is_received_and_the_law_gives_it_no_days():
    scenario = given(Concern)
    scenario.when(receiving()).then(ConcernReceived, concern_about=ConcernAbout.ADULT, received_at=day(TODAY))
    assert (scenario.state.timers(), scenario.state.unit) == ([], UNIT)


@pytest.mark.parametrize("changes", [
    {"occurred": day(TODAY)}, {"birth_year": TODAY.year}, {"birth_year": TODAY.year - DEFAULT_POLICY.age_max_years},
    {"reporter_role": ReporterRole.ANONYMOUS}, {"concern_reporter_name": "Hyresvärd Exempel"},
])
def test_a_concern_may_say_more_or_less(changes):
    given(Concern).when(receiving(**changes)).then(ConcernReceived, **changes)


ANONYMOUS = {"reporter_role": ReporterRole.ANONYMOUS}


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([RECEIVED], receiving(concern_text=""), ConflictError, "redan registrerad"),
        ([], receiving(concern_text="", person_name=""), InvalidValueError, "Oron i ord saknas"),
        ([], receiving(person_name="", person_contact=""), InvalidValueError, "Personens namn saknas"),
        ([], receiving(person_contact="", concern_reporter_name=""), InvalidValueError, "Personens kontaktuppgift saknas"),
        ([], receiving(concern_reporter_name="", concern_reporter_contact=""), InvalidValueError, "Anmälarens namn saknas"),
        ([], receiving(concern_reporter_contact="", receiver_name=""), InvalidValueError, "Anmälarens kontaktuppgift saknas"),
        ([], receiving(receiver_name="", receiver_title=""), InvalidValueError, "Mottagarens namn saknas"),
        ([], receiving(receiver_title="", concern_kinds=()), InvalidValueError, "Mottagarens befattning saknas"),
        ([], receiving(concern_kinds=(), **ANONYMOUS, concern_reporter_name="Nils"), InvalidValueError, "minst ett slag av oro"),
        ([], receiving(concern_kinds=(ConcernKind.CRIME,) * 2), InvalidValueError, "två gånger"),
        ([], receiving(**ANONYMOUS, concern_reporter_name="Nils", birth_year=1), InvalidValueError, "är anonym"),
        ([], receiving(**ANONYMOUS, concern_reporter_contact="Porten"), InvalidValueError, "är anonym"),
        ([], receiving(birth_year=TODAY.year + 1, received_at=day(TODAY + DAY)), InvalidValueError, "Födelseår"),
        ([], receiving(birth_year=TODAY.year - DEFAULT_POLICY.age_max_years - 1), InvalidValueError, "Födelseår"),
        ([], receiving(received_at=day(TODAY + DAY), occurred=day(TODAY + 9 * DAY)), InvalidValueError, "i dag är det"),
        ([], receiving(occurred=day(TODAY + DAY)), InvalidValueError, "före händelsen"),
        ([], correcting(reason=""), NotFoundError, "Oron finns inte"),
        ([RECEIVED], correcting(reason="", concern_text=""), InvalidValueError, "Orsaken till rättelsen saknas"),
        ([RECEIVED], correcting(concern_text=""), InvalidValueError, "Oron i ord saknas"),
        ([RECEIVED], correcting(gender=RECEIVED.gender), InvalidValueError, "ändrar ingenting"),
    ],
)
def test_what_a_concern_says_is_refused(past, call, error, message):
    given(Concern, *past).when(call).then_refused(error, message)


def test_what_a_concern_says_is_stated_anew_also_when_it_is_closed():
    scenario = given(Concern, *OPEN, CLOSED)
    scenario.when(correcting()).then(ConcernCorrected, gender=Gender.GIRL)
    assert scenario.state.facts.gender is Gender.GIRL and scenario.state.closing is not None


# --- what every step asks first -----------------------------------------------------------------------------------

STEPS = [protecting, deciding, extending, informing, seeking, closing]


@pytest.mark.parametrize("ask", STEPS)
def test_each_step_needs_a_concern_an_id_of_its_own_and_that_the_work_goes_on(ask):
    given(Concern).when(ask()).then_refused(NotFoundError, "Oron finns inte")
    used = given(Concern, *OPEN, CLOSED)
    used.when(ask(entry_id=PROTECTED.entry_id)).then_refused(ConflictError, "finns redan")
    used.when(ask()).then_refused(NotAllowedError, f"avslutades {CLOSED.concern_closed_on}. Stryk avslutet först")
    given(Concern, RECEIVED, SOUGHT, STRUCK).when(ask(entry_id=SOUGHT.entry_id)).then_refused(ConflictError, "finns redan")


# --- protection ---------------------------------------------------------------------------------------------------

NEEDED = {"protection_need": ProtectionNeed.NEEDED, "protection_measures": (ProtectionMeasure.SHELTERED,)}


@pytest.mark.parametrize("changes", [
    {}, NEEDED, {"assessed_at": RECEIVED.received_at}, {"assessed_at": day(ON + DAY)},
    {"child_view": None, "not_heard_reason": "Är två år."}, {"assessed_at": day(TODAY), "late_reason": "Adressen var okänd."},
])
def test_a_child_s_protection_is_assessed_at_once_or_it_says_why_not(changes):
    given(Concern, RECEIVED).when(protecting(**changes)).then(ImmediateProtectionAssessed, **changes)


def test_an_imported_assessment_may_lack_the_child_s_view_and_why_it_was_late():
    call = protecting(**IMPORTED, assessed_at=day(TODAY), child_view=None)
    given(Concern, RECEIVED).when(call).then(ImmediateProtectionAssessed, late_reason=None, child_view=None)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([ADULT], protecting(assessment=""), NotAllowedError, "gäller en vuxen"),
        ([RECEIVED], protecting(assessment="", child_view=""), InvalidValueError, "Bedömningen saknas"),
        ([RECEIVED], protecting(child_view="", not_heard_reason=""), InvalidValueError, "Barnets uppfattning saknas"),
        ([RECEIVED], protecting(not_heard_reason="", assessor_name=""), InvalidValueError, "inte kom till tals saknas"),
        ([RECEIVED], protecting(assessor_name="", assessor_title=""), InvalidValueError, "Bedömarens namn saknas"),
        ([RECEIVED], protecting(assessor_title="", late_reason=""), InvalidValueError, "Bedömarens befattning saknas"),
        ([RECEIVED], protecting(late_reason="", assessed_at=day(TODAY + DAY)), InvalidValueError, "dröjsmålet saknas"),
        ([RECEIVED], protecting(assessed_at=day(TODAY + DAY)), InvalidValueError, "i dag är det"),
        ([RECEIVED], protecting(assessed_at=day(ON - DAY), child_view=None), InvalidValueError, "före det att oron kom in"),
        ([RECEIVED], protecting(assessed_at=minute(ON, 9), child_view=None), InvalidValueError, "09:00, före"),
        ([RECEIVED], protecting(child_view=None, **{**NEEDED, "protection_measures": ()}), InvalidValueError, "till tals"),
        ([RECEIVED], protecting(**{**NEEDED, "protection_measures": ()}), InvalidValueError, "vad som gjordes för att skydda"),
        (
            [RECEIVED], protecting(protection_measures=NEEDED["protection_measures"], assessed_at=day(TODAY)), InvalidValueError,
            "Ta bort skyddsåtgärderna",
        ),
        ([RECEIVED], protecting(assessed_at=day(ON + 2 * DAY)), InvalidValueError, "kom 2 dagar efter"),
    ],
)
def test_a_protection_assessment_is_refused(past, call, error, message):
    given(Concern, *past).when(call).then_refused(error, message)


# --- the inquiry --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [ON, ON + 14 * DAY])
def test_it_is_decided_within_fourteen_days_whether_an_inquiry_is_opened(on):
    given(Concern, RECEIVED, PROTECTED).when(deciding(decided_on=on)).then(PreliminaryAssessmentDecided, decided_on=on)


def test_on_the_fifteenth_day_it_takes_extraordinary_reasons():
    late = {"decided_on": ON + 15 * DAY}
    scenario = given(Concern, RECEIVED, PROTECTED)
    scenario.when(deciding(**late)).then_refused(InvalidValueError, f"senast {ON + 14 * DAY}. Ange de synnerliga skälen")
    scenario.when(deciding(**late, extraordinary_reasons="Familjen var utomlands.")).then(PreliminaryAssessmentDecided)


def test_an_adult_s_concern_has_neither_assessment_nor_fourteen_days_before_its_decision():
    given(Concern, ADULT).when(deciding(decided_on=TODAY, child_view=None)).then(PreliminaryAssessmentDecided)


def test_an_imported_decision_may_lack_what_was_not_written_then():
    call = deciding(**IMPORTED, decided_on=TODAY, child_view=None)
    given(Concern, RECEIVED).when(call).then(PreliminaryAssessmentDecided, extraordinary_reasons=None)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        (OPEN, deciding(grounds=""), NotAllowedError, "redan beslutat"),
        ([RECEIVED], deciding(grounds=""), NotAllowedError, "Gör först den omedelbara skyddsbedömningen"),
        ([RECEIVED, PROTECTED], deciding(grounds="", extraordinary_reasons=""), InvalidValueError, "Skälen för beslutet saknas"),
        ([RECEIVED, PROTECTED], deciding(extraordinary_reasons="", child_view=""), InvalidValueError, "synnerliga skälen saknas"),
        ([RECEIVED, PROTECTED], deciding(child_view="", not_heard_reason=""), InvalidValueError, "uppfattning saknas"),
        ([RECEIVED, PROTECTED], deciding(not_heard_reason="", decider_name=""), InvalidValueError, "kom till tals saknas"),
        ([RECEIVED, PROTECTED], deciding(decider_name="", decider_title=""), InvalidValueError, "Beslutsfattarens namn saknas"),
        ([RECEIVED, PROTECTED], deciding(decider_title="", delegation=""), InvalidValueError, "Befattningen saknas"),
        ([RECEIVED, PROTECTED], deciding(delegation="", decided_on=TODAY + DAY), InvalidValueError, "Delegationen saknas"),
        ([RECEIVED, PROTECTED], deciding(decided_on=TODAY + DAY, child_view=None), InvalidValueError, "i dag är det"),
        ([RECEIVED, PROTECTED], deciding(decided_on=ON - DAY, child_view=None), InvalidValueError, "före den dag oron kom in"),
        ([RECEIVED, PROTECTED], deciding(decided_on=TODAY, child_view=None), InvalidValueError, "till tals"),
    ],
)
def test_a_decision_about_an_inquiry_is_refused(past, call, error, message):
    given(Concern, *past).when(call).then_refused(error, message)


def test_an_inquiry_is_given_a_longer_fixed_time_again_and_again():
    scenario = given(Concern, *OPEN)
    scenario.when(extending(extended_to=RAN_TO)).then_refused(InvalidValueError, f"går redan till {RAN_TO}")
    scenario.when(extending(extended_to=RAN_TO + DAY)).then(InquiryExtended, extended_to=RAN_TO + DAY)
    again = {"entry_id": cast_id(977), "decided_on": TODAY}
    scenario.when(extending(**again, extended_to=RAN_TO + DAY)).then_refused(InvalidValueError, f"till {RAN_TO + DAY}")
    scenario.when(extending(**again, extended_to=RAN_TO + 2 * DAY)).then(InquiryExtended, decided_on=TODAY)
    assert scenario.state.timers()[-1].due_on == RAN_TO + 2 * DAY


@pytest.mark.parametrize("on", [OPENED_ON, TODAY])
def test_those_concerned_are_informed_from_the_opening_of_the_inquiry_on(on):
    given(Concern, *OPEN).when(informing(parties_informed_on=on)).then(ConcernedInformed, parties_informed_on=on)


def test_an_adult_is_informed_too():
    given(Concern, ADULT, DECIDED).when(informing(informed_parties=(InformedParty.THE_PERSON,))).then(ConcernedInformed)


TWICE = (InformedParty.CHILD, InformedParty.CHILD)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([RECEIVED], extending(special_reasons=""), NotAllowedError, "Ingen utredning är inledd"),
        ([RECEIVED, PROTECTED, NOT_OPENED], extending(special_reasons=""), NotAllowedError, "Ingen utredning är inledd"),
        ([ADULT, DECIDED], extending(special_reasons=""), NotAllowedError, "lagstadgad bara för barn"),
        (OPEN, extending(special_reasons="", decider_name=""), InvalidValueError, "De särskilda skälen saknas"),
        (OPEN, extending(decider_name="", decider_title=""), InvalidValueError, "Beslutsfattarens namn saknas"),
        (OPEN, extending(decider_title="", delegation=""), InvalidValueError, "Befattningen saknas"),
        (OPEN, extending(delegation="", decided_on=TODAY + DAY), InvalidValueError, "Delegationen saknas"),
        (OPEN, extending(decided_on=TODAY + DAY, extended_to=ON), InvalidValueError, "i dag är det"),
        (OPEN, extending(decided_on=OPENED_ON - DAY, extended_to=ON), InvalidValueError, "före den dag utredningen inleddes"),
        ([RECEIVED, PROTECTED, NOT_OPENED], informing(informed_parties=()), NotAllowedError, "Ingen utredning är inledd"),
        (OPEN, informing(informed_parties=(), not_informed_reason=""), InvalidValueError, "Ange vem som underrättades"),
        (OPEN, informing(informed_parties=TWICE, not_informed_reason=""), InvalidValueError, "Ange vem som underrättades"),
        (OPEN, informing(not_informed_reason="", parties_informed_on=TODAY + DAY), InvalidValueError, "underrättades saknas"),
        (OPEN, informing(parties_informed_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (OPEN, informing(parties_informed_on=OPENED_ON - DAY), InvalidValueError, "före den dag utredningen inleddes"),
    ],
)
def test_an_extension_or_a_notification_is_refused(past, call, error, message):
    given(Concern, *past).when(call).then_refused(error, message)


# --- outreach and closing -----------------------------------------------------------------------------------------

REACHED = {"outreach_result": OutreachResult.UNDECIDED, "individual_view": "Vill tänka.", "acute_need": YesNoUnknown.YES}


@pytest.mark.parametrize("changes", [{}, REACHED, {"sought_at": RECEIVED.received_at}, {"try_again_on": TODAY + DAY}])
def test_the_person_is_sought(changes):
    given(Concern, RECEIVED).when(seeking(**changes)).then(OutreachMade, **changes)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (seeking(account="", individual_view=""), "Vad som gjordes saknas"),
        (seeking(individual_view="", seeker_name=""), "Den enskildes uppfattning saknas"),
        (seeking(seeker_name="", seeker_title=""), "Den sökandes namn saknas"),
        (seeking(seeker_title="", sought_at=day(TODAY + DAY)), "Befattningen saknas"),
        (seeking(sought_at=day(TODAY + DAY), individual_view="Nej."), "i dag är det"),
        (seeking(sought_at=day(ON - DAY), individual_view="Nej."), "före det att oron kom in"),
        (seeking(individual_view="Nej.", try_again_on=TODAY), "Personen nåddes inte"),
        (seeking(individual_view="Nej.", outreach_result=OutreachResult.NOT_REACHED), "Personen nåddes inte"),
        (seeking(try_again_on=TODAY), "Ange en senare dag"),
    ],
)
def test_an_attempt_is_refused(call, message):
    given(Concern, RECEIVED).when(call).then_refused(InvalidValueError, message)


def test_the_next_attempt_is_what_the_last_one_says_while_the_work_goes_on():
    later = SOUGHT.model_copy(update={"entry_id": OTHER, "sought_at": day(date(2024, 9, 5)), "try_again_on": None})
    histories = [(), (SOUGHT,), (SOUGHT, later), (later, SOUGHT), (SOUGHT, CLOSED)]
    assert [Concern.fold([RECEIVED, *each]).try_again_on for each in histories] == [None, date(2024, 9, 5), None, None, None]


TO_CASE = {"concern_outcome": ConcernOutcome.CASE, "led_to_case_id": CASE}
HANDED = {"concern_outcome": ConcernOutcome.OTHER_UNIT, "handed_to": "Vuxenenheten"}


@pytest.mark.parametrize(
    ("past", "changes"),
    [
        ([ADULT], {}), ([ADULT], TO_CASE), ([ADULT], HANDED), ([ADULT], {"concern_closed_on": ON}),
        ([ADULT, SOUGHT], {"concern_outcome": ConcernOutcome.NO_CONTACT}),
        (OPEN, {"concern_outcome": ConcernOutcome.INQUIRY_ENDED}),
        ([RECEIVED, PROTECTED, NOT_OPENED], {"concern_outcome": ConcernOutcome.INQUIRY_NOT_OPENED}),
    ],
)
def test_the_work_ends_with_what_it_led_to(past, changes):
    given(Concern, *past).when(closing(**changes)).then(ConcernClosed, **changes)


def test_imported_history_is_believed_about_how_it_ended():
    for outcome in (ConcernOutcome.NO_CONTACT, ConcernOutcome.INQUIRY_NOT_OPENED, ConcernOutcome.INQUIRY_ENDED):
        given(Concern, RECEIVED).when(closing(**IMPORTED, concern_outcome=outcome)).then(ConcernClosed)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([RECEIVED, PROTECTED], closing(summary=""), NotAllowedError, "Besluta först om utredning"),
        ([ADULT], closing(summary="", handed_to=""), InvalidValueError, "Sammanfattningen saknas"),
        ([ADULT], closing(handed_to="", concern_closed_on=TODAY + DAY), InvalidValueError, "Vart oron lämnades saknas"),
        ([ADULT], closing(concern_closed_on=TODAY + DAY, led_to_case_id=CASE), InvalidValueError, "i dag är det"),
        ([ADULT], closing(concern_closed_on=ON - DAY, led_to_case_id=CASE), InvalidValueError, "före den dag oron kom in"),
        ([ADULT], closing(**{**TO_CASE, "led_to_case_id": None}, handed_to="X"), InvalidValueError, "Ange ärendet"),
        ([ADULT], closing(led_to_case_id=CASE, handed_to="X"), InvalidValueError, "Ta bort ärendet"),
        ([ADULT], closing(**{**HANDED, "handed_to": None}), InvalidValueError, "Ange enheten"),
        ([ADULT], closing(handed_to="Vuxenenheten"), InvalidValueError, "Ta bort enheten"),
        ([ADULT], closing(concern_outcome=ConcernOutcome.NO_CONTACT), InvalidValueError, "Inget försök att nå"),
        (OPEN, closing(concern_outcome=ConcernOutcome.INQUIRY_NOT_OPENED), InvalidValueError, "inte beslutat att inte"),
        ([ADULT], closing(concern_outcome=ConcernOutcome.INQUIRY_ENDED), InvalidValueError, "Ingen utredning är inledd"),
        ([], strike(reason=""), NotFoundError, "Oron finns inte"),
        ([RECEIVED, SOUGHT, STRUCK], strike(reason=""), NotAllowedError, "redan struken"),
        ([RECEIVED], strike(reason=""), NotFoundError, "Uppgiften finns inte"),
        (OPEN, strike(entry_id=PROTECTED.entry_id, reason=""), NotAllowedError, "bygger på den här"),
        ([*OPEN, INFORMED], strike(entry_id=DECIDED.entry_id), NotAllowedError, "bygger på den här"),
        ([*OPEN, EXTENDED], strike(entry_id=DECIDED.entry_id), NotAllowedError, "bygger på den här"),
        ([*OPEN, CLOSED], strike(entry_id=DECIDED.entry_id), NotAllowedError, "bygger på den här"),
        ([RECEIVED, SOUGHT], strike(reason=" "), InvalidValueError, "stryks saknas"),
    ],
)
def test_a_closing_or_a_striking_is_refused(past, call, error, message):
    given(Concern, *past).when(call).then_refused(error, message)


def test_a_closing_that_was_wrong_is_struck_and_the_work_goes_on():
    scenario = given(Concern, *OPEN, CLOSED)
    scenario.when(strike(entry_id=CLOSED.entry_id)).then(ConcernEntryStruck, entry_id=CLOSED.entry_id)
    assert scenario.state.closing is None
    scenario.when(closing(**TO_CASE)).then(ConcernClosed)


def test_the_document_says_where_the_concern_stands_and_which_times_run():
    shown = document(Concern.fold([*OPEN, SOUGHT]))
    assert (shown["closed"], shown["inquiry_decision"], shown["try_again_on"]) == (False, "open", "2024-09-05")
    assert shown["timers"][0] == {
        "timer": "protection", "at_once": True, "started_on": "2024-09-02", "due_on": "2024-09-02", "done_on": "2024-09-02",
    }
    assert [each["type"] for each in shown["entries"]] == [
        "concern.protection_assessed", "concern.inquiry_decided", "concern.outreach_made"
    ]
    assert (shown["facts"]["person_name"], shown["entries"][0]["entry"]) == ("Kim Exempel", str(PROTECTED.entry_id))
