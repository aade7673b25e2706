"""What must be known of a person: identity, representatives, children, interpreter, wishes, protection."""

from datetime import date

import pytest

from domain.case.case import Case
from domain.case.person.codes import (
    ChildNeed,
    Custody,
    IdentityGrounds,
    IdentityNumberKind,
    InterpreterKind,
    ReminderChannel,
    RepresentativeKind,
    Residence,
)
from domain.case.person.events import (
    ChildAtHome,
    ChildrenRecorded,
    ClientIdentified,
    ContactDetailsRecorded,
    InterpreterNeedRecorded,
    RepresentativeEnded,
    RepresentativeRecorded,
    WishesRecorded,
)
from domain.codes import YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.person import document
from tests.support.examples import (
    CLOSED_ON,
    EXAMPLES,
    IMPORT_STAMP,
    STARTED_ON,
    TODAY,
    cast_id,
    source,
)
from tests.support.person_calls import (
    CLOSED,
    DAY,
    OPENED,
    OTHER,
    SECOND,
    calling,
    lifting,
    protecting,
)
from tests.support.scenario import given, numbered

ADULT = EXAMPLES["case.opened.v1"]
IDENTIFIED = EXAMPLES["case.client_identified.v1"]
GUARDIAN = EXAMPLES["case.representative_recorded.v1"]
FATHER = GUARDIAN.model_copy(update={"entry_id": SECOND, "representative_name": "Far Påhittad"})
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Person")}
# Published by Skatteverket, for tests and as examples (SKV 704, SKV 707).
CHILD_NUMBER, COORDINATION_NUMBER = "20170101-2393", "19701063-2391"
identifying = calling(
    "identify_client", identified_on=TODAY, identity_number_kind=IdentityNumberKind.PERSONAL, identity_number=CHILD_NUMBER
)
telling_contact = calling("record_contact_details", from_date=TODAY, telephone="070-174 06 05")
representing = calling(
    "record_representative", representative_kind=RepresentativeKind.GUARDIAN, representative_name="Mona Påhittad",
    custody=Custody.JOINT, may_consent=True, from_date=STARTED_ON,
)
ending = calling("end_representative", representative_id=GUARDIAN.entry_id, ended_on=TODAY)
asking_about_children = calling(
    "record_children", person_asked_on=TODAY, children_in_home=YesNoUnknown.YES,
    children_at_home=(ChildAtHome(child_birth_year=2017, residence=Residence.LIVES_HERE),), child_need=ChildNeed.NO_NEED,
)
needing_interpreter = calling(
    "record_interpreter_need", person_asked_on=TODAY, interpreter=InterpreterKind.SPOKEN, interpreter_language="tigrinska"
)
wishing = calling("record_wishes", person_asked_on=TODAY, preferred_place="Kyrkans kafé")
EVERY_CALL = [
    identifying, telling_contact, representing, ending, asking_about_children, needing_interpreter,
    wishing, protecting, lifting,
]


@pytest.mark.parametrize("call", EVERY_CALL)
def test_everything_needs_a_case_and_an_id_of_its_own(call):
    given(Case).when(call()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, IDENTIFIED).when(call(entry_id=IDENTIFIED.entry_id)).then_refused(ConflictError, "finns redan")


DATED = [
    (identifying, "identified_on", ClientIdentified), (asking_about_children, "person_asked_on", ChildrenRecorded),
    (needing_interpreter, "person_asked_on", InterpreterNeedRecorded), (wishing, "person_asked_on", WishesRecorded),
]


@pytest.mark.parametrize(("call", "day", "kind"), [*DATED, (telling_contact, "from_date", ContactDetailsRecorded)])
def test_a_closed_case_takes_what_is_about_its_last_day_and_nothing_after_it_but_imported_history(call, day, kind):
    given(Case, OPENED, CLOSED).when(call(**{day: CLOSED_ON})).then(kind)
    given(Case, OPENED, CLOSED).when(call(**{day: CLOSED_ON + DAY})).then_refused(NotAllowedError, "avslutades")
    given(Case, OPENED, CLOSED).when(call(**{day: CLOSED_ON + DAY}, **IMPORTED)).then(kind, source=IMPORTED["source"])


@pytest.mark.parametrize(("call", "day", "kind"), DATED)
def test_nothing_has_been_asked_after_today(call, day, kind):
    given(Case, OPENED).when(call(**{day: TODAY})).then(kind)
    given(Case, OPENED).when(call(**{day: TODAY + DAY})).then_refused(InvalidValueError, "i dag är det")


# Identity.


def test_a_number_gives_the_birth_date():
    given(Case, OPENED).when(identifying(identity_grounds=IdentityGrounds.POPULATION_REGISTER)).then(
        ClientIdentified, identity_number=CHILD_NUMBER, birth_date=date(2017, 1, 1),
        identity_grounds=IdentityGrounds.POPULATION_REGISTER,
    )


@pytest.mark.parametrize("birth_date", [None, TODAY, date(TODAY.year - DEFAULT_POLICY.age_max_years, 1, 1)])
def test_without_a_number_the_birth_date_is_from_the_oldest_possible_to_today_or_unknown(birth_date):
    call = identifying(identity_number_kind=IdentityNumberKind.UNKNOWN, identity_number=None, birth_date=birth_date)
    given(Case, OPENED).when(call).then(ClientIdentified, birth_date=birth_date, identity_number=None)


UNKNOWN_NUMBER = {"identity_number_kind": IdentityNumberKind.UNKNOWN, "identity_number": None}


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {"identity_number": None, "identified_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ([OPENED], {"identity_number": None}, InvalidValueError, "både numret och dess slag"),
        ([OPENED], {"identity_number_kind": IdentityNumberKind.UNKNOWN}, InvalidValueError, "både numret och dess slag"),
        ([OPENED], {"identity_number": "1", "identity_number_kind": IdentityNumberKind.COORDINATION}, InvalidValueError,
         "tolv siffror"),
        ([OPENED], {"identity_number": COORDINATION_NUMBER, "birth_date": TODAY}, InvalidValueError, "ett samordningsnummer"),
        ([OPENED], {"birth_date": TODAY + DAY}, InvalidValueError, "stämmer inte med numret"),
        ([ADULT], {**UNKNOWN_NUMBER, "birth_date": TODAY + DAY}, InvalidValueError, "inte möjligt"),
        ([OPENED], {**UNKNOWN_NUMBER, "birth_date": date(TODAY.year - 121, 12, 31)}, InvalidValueError, "inte möjligt"),
        ([ADULT, CLOSED], {"identified_on": TODAY}, InvalidValueError, "ärendets födelseår"),
        ([OPENED, CLOSED], {"identified_on": TODAY}, NotAllowedError, "avslutades"),
    ],
)
def test_an_identity_is_refused(past, changes, error, message):
    given(Case, *past).when(identifying(**changes)).then_refused(error, message)


def test_the_identity_last_known_holds_also_when_an_earlier_one_is_recorded_later():
    earlier = IDENTIFIED.model_copy(update={"entry_id": OTHER, "identified_on": STARTED_ON - DAY, "birth_date": date(2016, 1, 1)})
    assert Case.fold(numbered(OPENED, IDENTIFIED, earlier)).person.birth_date == date(2017, 1, 1)
    same_day = earlier.model_copy(update={"identified_on": STARTED_ON})
    assert Case.fold(numbered(OPENED, IDENTIFIED, same_day)).person.birth_date == date(2016, 1, 1)


# Contact details.


def test_contact_details_are_stated_whole():
    given(Case, OPENED).when(telling_contact(from_date=TODAY + DAY)).then(
        ContactDetailsRecorded, from_date=TODAY + DAY, telephone="070-174 06 05", home_address=None, email=None, school=None,
        workplace=None, safe_contact=None,
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"telephone": None}, "Ingen kontaktuppgift"),
        ({"home_address": " ", "telephone": " "}, "Adressen saknas"),
        ({"telephone": " ", "email": " "}, "Telefonnumret saknas"),
        ({"email": " ", "school": " "}, "E-postadressen saknas"),
        ({"school": " ", "workplace": " "}, "Skolan saknas"),
        ({"workplace": " ", "safe_contact": " "}, "Arbetsplatsen saknas"),
        ({"safe_contact": " "}, "Säker kontaktväg saknas"),
    ],
)
def test_contact_details_are_refused(changes, message):
    given(Case, OPENED).when(telling_contact(**changes)).then_refused(InvalidValueError, message)


# Representatives.


def test_a_guardian_and_another_one_with_joint_custody_are_recorded():
    given(Case, OPENED, GUARDIAN).when(representing()).then(
        RepresentativeRecorded, representative_kind=RepresentativeKind.GUARDIAN, custody=Custody.JOINT, to_date=None
    )


def test_custody_may_become_sole_the_day_after_the_other_guardian_ends():
    ended = EXAMPLES["case.representative_ended.v1"]
    sole = representing(custody=Custody.SOLE, from_date=ended.ended_on + DAY)
    given(Case, OPENED, GUARDIAN, ended).when(sole).then(RepresentativeRecorded, custody=Custody.SOLE)
    on_the_last_day = representing(custody=Custody.SOLE, from_date=ended.ended_on)
    given(Case, OPENED, GUARDIAN, ended).when(on_the_last_day).then_refused(NotAllowedError, "Ensam vårdnad")


def test_an_adult_may_have_a_trustee():
    call = representing(representative_kind=RepresentativeKind.TRUSTEE, custody=None)
    given(Case, ADULT).when(call).then(RepresentativeRecorded, custody=None)


def test_a_guardian_is_possible_until_the_day_before_the_18th_birthday():
    def born(day):
        return IDENTIFIED.model_copy(update={"birth_date": day})

    young, of_age = born(date(2006, 3, 5)), born(date(2006, 3, 4))
    given(Case, OPENED, young).when(representing()).then(RepresentativeRecorded)
    given(Case, OPENED, of_age).when(representing()).then_refused(NotAllowedError, "myndig")


def test_a_trustee_of_an_unaccompanied_child_acts_beside_the_guardians_who_are_not_here():
    call = representing(representative_kind=RepresentativeKind.UNACCOMPANIED_CHILD_TRUSTEE, custody=None)
    given(Case, OPENED, GUARDIAN, FATHER).when(call).then(RepresentativeRecorded, custody=None)
    given(Case, ADULT).when(call).then_refused(NotAllowedError, "myndig")


SOLE = GUARDIAN.model_copy(update={"custody": Custody.SOLE})


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {"representative_name": " ", "representative_contact": " "}, InvalidValueError, "Namnet på"),
        ([OPENED], {"representative_contact": " ", "mandate": " "}, InvalidValueError, "Kontaktuppgifterna saknas"),
        ([OPENED], {"mandate": " ", "to_date": STARTED_ON - DAY}, InvalidValueError, "Uppdraget saknas"),
        ([OPENED], {"to_date": STARTED_ON - DAY, "custody": None}, InvalidValueError, "före första dagen"),
        ([OPENED, CLOSED], {"custody": None, "from_date": TODAY}, InvalidValueError, "Vårdnad anges"),
        ([OPENED], {"representative_kind": RepresentativeKind.TRUSTEE}, InvalidValueError, "Vårdnad anges"),
        ([ADULT, CLOSED], {"from_date": TODAY}, NotAllowedError, "avslutades"),
        ([ADULT, GUARDIAN, FATHER], {}, NotAllowedError, "myndig"),
        ([OPENED, SOLE, FATHER], {}, NotAllowedError, "redan två vårdnadshavare"),
        ([OPENED, SOLE], {}, NotAllowedError, "Ensam vårdnad"),
        ([OPENED, GUARDIAN], {"custody": Custody.SOLE}, NotAllowedError, "Ensam vårdnad"),
        ([OPENED, GUARDIAN], {"custody": Custody.SOLE, "from_date": STARTED_ON - DAY, "to_date": STARTED_ON}, NotAllowedError,
         "Ensam vårdnad"),
    ],
)
def test_a_representative_is_refused(past, changes, error, message):
    given(Case, *past).when(representing(**changes)).then_refused(error, message)


@pytest.mark.parametrize("ended_on", [STARTED_ON, GUARDIAN.to_date])
def test_a_representative_ends_from_the_first_day_to_the_last_one_stated(ended_on):
    given(Case, OPENED, GUARDIAN).when(ending(ended_on=ended_on)).then(RepresentativeEnded, ended_on=ended_on)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {}, NotFoundError, "Företrädaren finns inte"),
        ([OPENED, GUARDIAN, EXAMPLES["case.representative_ended.v1"]], {"ended_on": STARTED_ON - DAY}, NotAllowedError,
         "redan avslutat"),
        ([OPENED, GUARDIAN], {"ended_on": STARTED_ON - DAY}, InvalidValueError, "före första dagen"),
        ([OPENED, GUARDIAN], {"ended_on": GUARDIAN.to_date + DAY}, InvalidValueError, "slutar redan 2035-01-01"),
    ],
)
def test_the_end_of_a_representative_is_refused(past, changes, error, message):
    given(Case, *past).when(ending(**changes)).then_refused(error, message)


# Children.


def child(year):
    return (ChildAtHome(child_birth_year=year, residence=Residence.ALTERNATES),)


@pytest.mark.parametrize("year", [None, TODAY.year - 18, TODAY.year])
def test_a_child_may_be_of_any_age_under_18_or_of_unknown_age(year):
    given(Case, OPENED).when(asking_about_children(children_at_home=child(year))).then(
        ChildrenRecorded, children_at_home=child(year), child_need=ChildNeed.NO_NEED
    )


@pytest.mark.parametrize("answer", [YesNoUnknown.NO, YesNoUnknown.UNKNOWN])
def test_no_children_and_not_known_are_answers_too(answer):
    call = asking_about_children(children_in_home=answer, children_at_home=(), child_need=None)
    given(Case, OPENED).when(call).then(ChildrenRecorded, children_in_home=answer)


@pytest.mark.parametrize("need", [ChildNeed.NEED, ChildNeed.NOT_ASKED])
def test_a_need_and_an_unasked_question_are_explained(need):
    call = asking_about_children(child_need=need, child_need_text="Barnet var inte med.")
    given(Case, OPENED).when(call).then(ChildrenRecorded, child_need=need, child_need_text="Barnet var inte med.")
    given(Case, OPENED).when(asking_about_children(child_need=need)).then_refused(InvalidValueError, "vilket behov barnet har")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"children_at_home": (), "child_need": None}, "Ange barnen när svaret är ja"),
        ({"children_in_home": YesNoUnknown.NO, "child_need": None}, "Ange barnen när svaret är ja"),
        ({"child_need": None, "children_at_home": child(1900)}, "Ange om barnets behov"),
        ({"children_in_home": YesNoUnknown.NO, "children_at_home": ()}, "Ange om barnets behov"),
        ({"children_at_home": child(TODAY.year - 19), "child_need": ChildNeed.NEED}, "från 2006 till 2024"),
        ({"children_at_home": child(TODAY.year + 1)}, "från 2006 till 2024"),
        ({"child_need_text": " "}, "Texten om barnets behov saknas"),
    ],
)
def test_the_answer_about_children_is_refused(changes, message):
    given(Case, OPENED).when(asking_about_children(**changes)).then_refused(InvalidValueError, message)


# Interpreter and wishes.


@pytest.mark.parametrize(
    "changes",
    [
        {"interpreter_wishes": "Helst en kvinna."},
        {"interpreter": InterpreterKind.SIGN, "interpreter_language": None, "hearing_aids": "Hörslinga"},
        {"interpreter": InterpreterKind.NONE, "interpreter_language": None, "hearing_aids": "Hörslinga"},
    ],
)
def test_a_need_of_an_interpreter_is_recorded_also_when_there_is_none(changes):
    given(Case, OPENED).when(needing_interpreter(**changes)).then(InterpreterNeedRecorded, **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"interpreter_language": None, "hearing_aids": " "}, "Språket saknas"),
        ({"interpreter": InterpreterKind.NONE}, "Ingen tolk behövs"),
        ({"interpreter": InterpreterKind.NONE, "interpreter_language": None, "interpreter_wishes": "x"}, "Ingen tolk behövs"),
        ({"interpreter_language": " ", "hearing_aids": " "}, "Tolkspråket saknas"),
        ({"hearing_aids": " ", "interpreter_wishes": " "}, "Hörselhjälpmedlen saknas"),
        ({"interpreter_wishes": " "}, "Önskemålen om tolk saknas"),
    ],
)
def test_a_need_of_an_interpreter_is_refused(changes, message):
    given(Case, OPENED).when(needing_interpreter(**changes)).then_refused(InvalidValueError, message)


def test_wishes_are_recorded_whole_and_the_last_ones_hold():
    scenario = given(Case, OPENED, EXAMPLES["case.wishes_recorded.v1"])
    scenario.when(wishing(reminder_channels=(ReminderChannel.NONE,))).then(
        WishesRecorded, preferred_place="Kyrkans kafé", reminder_channels=(ReminderChannel.NONE,), preferred_times=None
    )
    shown = document(scenario.state)
    assert (shown["wishes"]["reminder_channels"], shown["wishes"]["needed_aids"]) == (["none"], None)
    assert len(shown["history"]["wishes"]) == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"preferred_place": None}, "Inget önskemål"),
        ({"reminder_channels": (ReminderChannel.LETTER,) * 2, "preferred_place": " "}, "två gånger"),
        ({"reminder_channels": (ReminderChannel.LETTER, ReminderChannel.NONE), "preferred_place": " "}, "Ingen påminnelse"),
        ({"preferred_place": " ", "preferred_times": " "}, "Önskad plats saknas"),
        ({"preferred_times": " ", "preferred_language": " "}, "Önskade tider saknas"),
        ({"preferred_language": " ", "needed_aids": " "}, "Önskat språk saknas"),
        ({"needed_aids": " ", "other_wishes": " "}, "Hjälpmedlen saknas"),
        ({"other_wishes": " "}, "Övriga önskemål saknas"),
    ],
)
def test_wishes_are_refused(changes, message):
    given(Case, OPENED).when(wishing(**changes)).then_refused(InvalidValueError, message)


# The document.


def test_the_document_of_a_case_without_entries_says_that_nothing_is_known():
    shown = document(Case.fold([OPENED]))
    single = ("identity", "contact_details", "children", "who_consents", "interpreter", "wishes")
    assert {shown[name] for name in single} == {None}
    assert (shown["consents"], shown["representatives"]) == ([], [])
    assert shown["protection"] == {"level": None, "protections": []}


def test_the_document_shows_a_representatives_last_day_as_it_was_ended():
    past = [OPENED, GUARDIAN, EXAMPLES["case.representative_ended.v1"]]
    (shown,) = document(Case.fold(numbered(*past)))["representatives"]
    assert (shown["from_date"], shown["to_date"]) == ("2024-03-04", "2024-08-31")


def test_the_document_has_whoever_acts_for_the_person_now_before_whoever_no_longer_does():
    first = EXAMPLES["case.representative_recorded.v1"]
    now = first.model_copy(update={"entry_id": cast_id(876), "from_date": first.from_date + DAY, "to_date": None})
    ended = EXAMPLES["case.representative_ended.v1"].model_copy(update={"representative_id": first.entry_id})
    case = Case.fold([OPENED, first, now, ended])
    shown = document(case)["representatives"]
    assert [each["entry"] for each in shown] == [str(now.entry_id), str(first.entry_id)]
