"""Formal decisions: made, told, carried out, followed up and put right, and how they stand."""

import pytest

from domain.case.case import Case
from domain.case.decisions.codes import (
    AmendmentGround,
    AppealMeasure,
    DecisionOutcome,
    DecisionStanding,
    GroundsOmitted,
    NotCommunicated,
    NoticeManner,
)
from domain.case.decisions.events import Amendment, DecisionMade, MaterialCommunicated
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.decisions import document
from tests.support.area_examples.decisions import APPEAL, DECISION, MEASURE, NOTICE
from tests.support.area_examples.intake import INTAKE
from tests.support.decided import (
    APPEALED,
    CLOSED,
    FORWARDED,
    MADE,
    NEW,
    OPENED,
    RULED,
    TOLD,
    UPHELD,
    measured,
    record_of,
    replacing,
)
from tests.support.deciding import copied, deciding, tells_faults_in_order
from tests.support.decision_calls import BLANK, DAY, DECIDED_ON, OTHER, PUT_RIGHT, STARTED
from tests.support.examples import ANNA, CLOSED_ON, EXAMPLES, IMPORT_STAMP, STAMP, TODAY, source
from tests.support.scenario import given, numbered

REQUESTED = EXAMPLES["case.intake_received.v1"]
FOLLOWED_UP = EXAMPLES["case.decision_followed_up.v1"]
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Beslut")}
making = deciding(
    "make_decision", OTHER, decided_on=TODAY, outcome=DecisionOutcome.GRANTED, favourable=True,
    decision_text="Tio samtal beviljas.", decision_grounds="Behovet är prövat.", decider_id=ANNA,
    decider_name="Anna Exempel", delegation_reference="4.2.1",
    appealable=True,
)


def amending(ground=AmendmentGround.NEW_CIRCUMSTANCES, *, detriment=False, decision_id=DECISION, **changes):
    """A decision that takes the place of the one in the examples."""
    amendment = Amendment(amended_decision_id=decision_id, amendment_ground=ground, to_detriment=detriment)
    return making(amendment=amendment, **changes)


def test_a_decision_says_who_decided_what_when_and_why():
    given(Case, OPENED, REQUESTED).when(
        making(
            legal_ground="SoL 11:1", presenter_id=ANNA, presenter_name="Anna Exempel", also_present=("enhetschef Eva",),
            from_date=TODAY, to_date=TODAY, follow_up_on=TODAY, party_reply="Ja.", intake_id=INTAKE,
            communicated=MaterialCommunicated(material_sent_on=TODAY, material_manner=NoticeManner.LETTER),
        )
    ).then(
        DecisionMade, entry_id=OTHER, decided_on=TODAY, outcome=DecisionOutcome.GRANTED, decider_name="Anna Exempel",
        delegation_reference="4.2.1", decision_grounds="Behovet är prövat.", to_date=TODAY, appealable=True, intake_id=INTAKE,
    )


def test_the_board_or_somebody_of_another_unit_may_have_decided():
    elsewhere = making(decider_id=None, decider_name=None, delegation_reference=None, decided_elsewhere="sociala delegationen")
    given(Case, OPENED).when(elsewhere).then(DecisionMade, decided_elsewhere="sociala delegationen", decider_id=None)


def test_imported_history_may_lack_the_decider_and_the_reasons_and_come_after_the_closing():
    bare = making(
        decider_id=None, decider_name=None, delegation_reference=None, decision_grounds=None, decided_on=TODAY, **IMPORTED
    )
    given(Case, OPENED, CLOSED).when(bare).then(DecisionMade, decision_grounds=None, source=IMPORTED["source"])


@pytest.mark.parametrize(
    ("outcome", "favourable"),
    [
        (DecisionOutcome.GRANTED, True), (DecisionOutcome.PARTLY_GRANTED, True), (DecisionOutcome.PARTLY_GRANTED, False),
        (DecisionOutcome.REFUSED, False), (DecisionOutcome.DISMISSED, False), (DecisionOutcome.ENDED, False),
        (DecisionOutcome.WRITTEN_OFF, False), (DecisionOutcome.OTHER, True), (DecisionOutcome.OTHER, False),
    ],
)
def test_what_may_be_favourable(outcome, favourable):
    given(Case, OPENED).when(making(outcome=outcome, favourable=favourable)).then(DecisionMade, outcome=outcome)
    if outcome not in (DecisionOutcome.PARTLY_GRANTED, DecisionOutcome.OTHER):
        message = "Ett bifall är gynnande" if favourable else f"Utfallet {outcome.swedish} är inte gynnande"
        given(Case, OPENED).when(making(outcome=outcome, favourable=not favourable)).then_refused(InvalidValueError, message)


AGAINST = (DecisionOutcome.PARTLY_GRANTED, DecisionOutcome.REFUSED, DecisionOutcome.DISMISSED, DecisionOutcome.ENDED)


@pytest.mark.parametrize("omitted", list(GroundsOmitted))
@pytest.mark.parametrize("outcome", list(DecisionOutcome))
def test_reasons_may_be_left_out_but_not_for_want_of_effect_when_it_goes_against_the_person(outcome, omitted):
    call = making(
        outcome=outcome, favourable=outcome is DecisionOutcome.GRANTED, decision_grounds=None, grounds_omitted=omitted
    )
    outcome_of = given(Case, OPENED).when(call)
    if outcome in AGAINST and omitted in (GroundsOmitted.NO_REAL_EFFECT, GroundsOmitted.OBVIOUSLY_NEEDLESS):
        outcome_of.then_refused(InvalidValueError, "går den enskilde emot och ska motiveras")
    else:
        outcome_of.then(DecisionMade, grounds_omitted=omitted, decision_grounds=None)


def test_material_is_communicated_or_there_is_a_reason_not_to():
    omitted = MaterialCommunicated(not_communicated=NotCommunicated.URGENT)
    given(Case, OPENED).when(making(communicated=omitted)).then(DecisionMade, communicated=omitted)


COMMUNICATED = MaterialCommunicated(material_sent_on=TODAY, material_manner=NoticeManner.ORAL)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], making(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, MADE], making(entry_id=DECISION), ConflictError, "Beslutet finns redan"),
        ([OPENED], making(intake_id=INTAKE), NotFoundError, "Begäran finns inte"),
        ([OPENED], amending(), NotFoundError, "Det tidigare beslutet finns inte"),
        ([OPENED], making(decision_text=BLANK), InvalidValueError, "Beslutets innehåll saknas"),
        ([OPENED], making(decision_grounds=BLANK), InvalidValueError, "Motiveringen saknas. Fyll i"),
        ([OPENED], making(legal_ground=BLANK), InvalidValueError, "Lagrummet saknas"),
        ([OPENED], making(decider_name=BLANK), InvalidValueError, "Namnet på beslutsfattaren saknas"),
        ([OPENED], making(decider_title=BLANK), InvalidValueError, "Befattningen saknas"),
        ([OPENED], making(delegation_reference=BLANK), InvalidValueError, "Delegationen saknas. Fyll i"),
        ([OPENED], making(decided_elsewhere=BLANK), InvalidValueError, "Vem som beslutade saknas. Fyll i"),
        ([OPENED], making(presenter_name=BLANK), InvalidValueError, "Namnet på föredraganden saknas"),
        ([OPENED], making(presenter_title=BLANK), InvalidValueError, "Befattningen saknas"),
        ([OPENED], making(also_present=(BLANK,)), InvalidValueError, "Vem som var med saknas"),
        ([OPENED], making(party_reply=BLANK), InvalidValueError, "Den enskildes yttrande saknas"),
        ([OPENED], making(decided_on=TODAY + DAY), InvalidValueError, "Dagen för beslutet är"),
        ([OPENED, CLOSED], making(decided_on=CLOSED_ON + DAY), NotAllowedError, "avslutades"),
        ([OPENED], making(decided_elsewhere="nämnden"), InvalidValueError, "två beslutsfattare"),
        ([OPENED], making(decided_elsewhere="nämnden", **IMPORTED), InvalidValueError, "två beslutsfattare"),
        ([OPENED], making(decider_id=None), InvalidValueError, "Vem som beslutade saknas. Ange"),
        ([OPENED], making(delegation_reference=None), InvalidValueError, "Delegationen saknas. Ange"),
        ([OPENED], making(favourable=False), InvalidValueError, "Ett bifall är gynnande"),
        ([OPENED], making(grounds_omitted=GroundsOmitted.URGENT), InvalidValueError, "Ta bort det ena"),
        ([OPENED], making(decision_grounds=None), InvalidValueError, "Motiveringen saknas. Skriv"),
        (
            [OPENED, REQUESTED], making(intake_id=INTAKE, decided_on=REQUESTED.requested_on - DAY), InvalidValueError,
            "före den dag begäran kom in",
        ),
        ([OPENED], making(from_date=TODAY, to_date=TODAY - DAY), InvalidValueError, "Beslutets sista dag är"),
        ([OPENED], making(to_date=TODAY - DAY), InvalidValueError, "Beslutets sista dag är"),
        ([OPENED], making(follow_up_on=TODAY - DAY), InvalidValueError, "Dagen för uppföljning är"),
        ([OPENED], making(communicated=MaterialCommunicated()), InvalidValueError, "Ange antingen dag och sätt"),
        (
            [OPENED], making(communicated=copied(COMMUNICATED, material_manner=None)), InvalidValueError,
            "Ange antingen dag och sätt",
        ),
        (
            [OPENED], making(communicated=copied(COMMUNICATED, not_communicated=NotCommunicated.URGENT)), InvalidValueError,
            "Ange antingen dag och sätt",
        ),
        (
            [OPENED],
            making(communicated=MaterialCommunicated(material_sent_on=TODAY, not_communicated=NotCommunicated.URGENT)),
            InvalidValueError, "Ange antingen dag och sätt",
        ),
        (
            [OPENED], making(communicated=copied(COMMUNICATED, material_sent_on=TODAY + DAY)), InvalidValueError,
            "före dagen för kommuniceringen",
        ),
        ([OPENED], making(party_reply="Ja."), InvalidValueError, "inte när underlaget kommunicerades"),
        ([OPENED, MADE, replacing()], amending(), NotAllowedError, "redan ersatt"),
        ([OPENED, MADE, APPEALED, FORWARDED], amending(), NotAllowedError, "överlämnat till domstol"),
        ([OPENED, MADE], amending(decided_on=DECIDED_ON - DAY), InvalidValueError, "före dagen för det tidigare beslutet"),
        ([OPENED, MADE], amending(detriment=True), InvalidValueError, "inte ändras till nackdel"),
        ([OPENED, MADE], amending(AmendmentGround.WRONG, detriment=True), InvalidValueError, "inte ändras till nackdel"),
    ],
)
def test_a_decision_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_the_first_fault_of_a_decision_is_the_one_that_is_told():
    tells_faults_in_order(
        given(Case, OPENED, MADE, REQUESTED), making,
        ({"entry_id": DECISION}, ConflictError, "Beslutet finns redan"),
        ({"intake_id": DECISION}, NotFoundError, "Begäran finns inte"),
        ({"decision_text": BLANK}, InvalidValueError, "Beslutets innehåll saknas"),
        ({"legal_ground": BLANK}, InvalidValueError, "Lagrummet saknas"),
        ({"also_present": (BLANK,)}, InvalidValueError, "Vem som var med saknas"),
        ({"decided_on": TODAY + DAY}, InvalidValueError, "Dagen för beslutet är"),
        ({"decided_elsewhere": "nämnden"}, InvalidValueError, "två beslutsfattare"),
        ({"delegation_reference": None}, InvalidValueError, "Delegationen saknas. Ange"),
        ({"favourable": False}, InvalidValueError, "Ett bifall är gynnande"),
        ({"grounds_omitted": GroundsOmitted.URGENT}, InvalidValueError, "Ta bort det ena"),
        ({"to_date": TODAY - DAY}, InvalidValueError, "Beslutets sista dag är"),
        ({"follow_up_on": TODAY - DAY}, InvalidValueError, "Dagen för uppföljning är"),
        ({"communicated": MaterialCommunicated()}, InvalidValueError, "Ange antingen dag och sätt"),
        (
            {"amendment": Amendment(
                amended_decision_id=DECISION, amendment_ground=AmendmentGround.WRONG, to_detriment=True
            )},
            InvalidValueError, "inte ändras till nackdel",
        ),
    )


def test_a_new_decision_takes_an_earlier_ones_place_also_in_a_closed_case():
    case = given(Case, OPENED, MADE, CLOSED)
    case.when(amending(decided_on=TODAY)).then(DecisionMade, decided_on=TODAY)
    assert case.state.decision.standing(DECISION) is DecisionStanding.REPLACED
    given(Case, OPENED, MADE).when(amending(decided_on=DECIDED_ON)).then(DecisionMade, decided_on=DECIDED_ON)


@pytest.mark.parametrize(
    "ground",
    [
        AmendmentGround.RESERVATION, AmendmentGround.SAFETY, AmendmentGround.MISLEADING, AmendmentGround.CHANGED_CONDITIONS,
    ],
)
def test_what_was_favourable_is_changed_to_the_detriment_only_for_some_reasons(ground):
    given(Case, OPENED, MADE).when(amending(ground, detriment=True)).then(DecisionMade, outcome=DecisionOutcome.GRANTED)


def test_what_was_not_favourable_may_be_changed_for_any_reason():
    refused = copied(MADE, outcome=DecisionOutcome.REFUSED, favourable=False)
    given(Case, OPENED, refused).when(amending(detriment=True)).then(DecisionMade, entry_id=OTHER)


def test_imported_history_may_have_changed_a_decision_that_lay_with_a_court():
    given(Case, OPENED, MADE, APPEALED, FORWARDED).when(amending(**IMPORTED)).then(DecisionMade, entry_id=OTHER)


def test_after_the_courts_ruling_the_board_may_decide_anew():
    given(Case, OPENED, MADE, APPEALED, FORWARDED, RULED).when(amending()).then(DecisionMade, entry_id=OTHER)


def test_where_a_decision_stands():
    for events, standing in (
        ((), DecisionStanding.STANDS), ((APPEALED,), DecisionStanding.APPEALED),
        ((APPEALED, UPHELD), DecisionStanding.APPEALED), ((APPEALED, FORWARDED), DecisionStanding.APPEALED),
        ((APPEALED, FORWARDED, RULED), DecisionStanding.STANDS), ((replacing(),), DecisionStanding.REPLACED),
        ((APPEALED, measured(AppealMeasure.CHANGED_AS_ASKED), replacing()), DecisionStanding.REPLACED),
    ):
        assert record_of(*events).standing(DECISION) is standing


def test_a_time_limited_decision_has_ended_without_follow_up_the_day_after_its_last():
    for events, day, ended in (
        ((), MADE.to_date, []), ((), MADE.to_date + DAY, [DECISION]), ((FOLLOWED_UP,), TODAY, []), ((replacing(),), TODAY, [NEW]),
    ):
        assert [each.entry_id for each in record_of(*events).ended_without_follow_up(day)] == ended
    without_end = Case.fold(numbered(OPENED, copied(MADE, to_date=None))).decision
    assert without_end.ended_without_follow_up(TODAY) == []


def test_striking_what_replaced_a_decision_lets_the_earlier_one_stand_again():
    struck = EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": NEW})
    assert record_of(replacing(), struck).standing(DECISION) is DecisionStanding.STANDS


@pytest.mark.parametrize("kept", [DECISION, APPEAL])
def test_what_a_later_entry_builds_on_is_not_struck(kept):
    def striking(case):
        return case.strike_entry(entry_id=kept, reason="Fel.", stamp=STAMP, policy=DEFAULT_POLICY)

    given(Case, OPENED, MADE, APPEALED, FORWARDED).when(striking).then_refused(NotAllowedError, "Stryk den uppgiften först")


def test_the_document_says_how_every_decision_stands_and_how_the_appeal_goes():
    events = (OPENED, MADE, TOLD, FOLLOWED_UP, STARTED, PUT_RIGHT, APPEALED, FORWARDED, RULED)
    (shown,) = document(Case.fold(numbered(*events)))["decisions"]
    assert (shown["standing"], shown["replaced_by"], shown["execution"]) == ("stands", None, "started")
    assert shown["decision_text"].startswith("Tolv samtal om spel beviljas. Ansökan om tjugofem samtal")
    assert [(each["text_before"], each["text_after"]) for each in shown["clerical_errors"]] == [
        ("om tjugo samtal", "om tjugofem samtal")
    ]
    assert (shown["ended_unfollowed_on"], shown["next_follow_up_on"]) == (None, "2024-08-26")
    assert (shown["unexecuted_since"], shown["execute_by"]) == (None, None)
    assert [each["got_it_on"] for each in shown["notices"]] == ["2024-03-05"]
    (appeal,) = shown["appeals"]
    assert (appeal["state"], appeal["timeliness"]) == ("decided", "in_time")
    assert (appeal["last_day_to_appeal"], appeal["forwarded_on"]) == ("2024-03-26", "2024-03-28")
    assert appeal["days_to_forwarding"] == 2
    assert [each["court"] for each in appeal["rulings"]] == ["administrative_court"]
    assert [each["entry"] for each in appeal["measures"]] == [str(MEASURE)]
    assert [each["entry"] for each in shown["notices"]] == [str(NOTICE)]


def test_the_document_names_the_day_a_decision_ended_unfollowed_and_by_when_it_is_to_be_carried_out():
    later = copied(MADE, entry_id=NEW, decided_on=TODAY, to_date=None, follow_up_on=None)
    shown = document(Case.fold(numbered(OPENED, later, MADE, APPEALED)))["decisions"]
    assert [each["entry"] for each in shown] == [str(NEW), str(DECISION)]
    assert [each["ended_unfollowed_on"] for each in shown] == [None, "2024-08-30"]
    assert [each["next_follow_up_on"] for each in shown] == [None, "2024-06-03"]
    assert shown[1]["execute_by"] == "2024-06-01" and shown[1]["unexecuted_since"] == "2024-03-01"
    assert (shown[1]["appeals"][0]["forwarded_on"], shown[1]["appeals"][0]["days_to_forwarding"]) == (None, None)
    (first, replaced) = document(Case.fold(numbered(OPENED, MADE, replacing())))["decisions"]
    assert (replaced["ended_unfollowed_on"], replaced["replaced_by"]) == (None, str(NEW)) and first["entry"] == str(NEW)
