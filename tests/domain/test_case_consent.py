"""Consent by age: whose is needed, whose is refused and why, joint guardians, and withdrawal."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.person.ages import age_on, birthday
from domain.case.person.codes import ConsentGiver, ConsentTo, RepresentativeKind, WhoConsents
from domain.case.person.events import ConsentRecorded, ConsentWithdrawn
from domain.codes import Channel, LegalBasis
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.person import document
from tests.support.examples import CLOSED_ON, EXAMPLES, IMPORT_STAMP, STAMP, STARTED_ON, TODAY, cast_id, source
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"].model_copy(update={"birth_year": None})
ADULT = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
IDENTIFIED = EXAMPLES["case.client_identified.v1"]
GUARDIAN = EXAMPLES["case.representative_recorded.v1"]
CONSENT = EXAMPLES["case.consent_recorded.v1"]
WITHDRAWN = EXAMPLES["case.consent_withdrawn.v1"]
NEW, SECOND, OTHER = cast_id(870), cast_id(871), cast_id(872)
FATHER = GUARDIAN.model_copy(update={"entry_id": SECOND, "representative_name": "Far Påhittad"})
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Person")}


def consenting(**changes):
    call = {
        "entry_id": NEW, "consent_on": TODAY, "consent_to": ConsentTo.INSATS, "consent_given": True,
        "consent_from": ConsentGiver.THE_PERSON, "consent_form": Channel.ORAL,
    }
    return lambda case: case.record_consent(**{**call, **BY, **changes})


def withdrawing(**changes):
    call = {
        "entry_id": NEW, "consent_id": CONSENT.entry_id, "withdrawn_on": TODAY, "withdrawal_from": ConsentGiver.GUARDIANS
    }
    return lambda case: case.withdraw_consent(**{**call, **BY, **changes})


@pytest.mark.parametrize("call", [consenting, withdrawing])
def test_a_consent_and_its_withdrawal_need_a_case_and_an_id_of_their_own(call):
    given(Case).when(call()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, IDENTIFIED).when(call(entry_id=IDENTIFIED.entry_id)).then_refused(ConflictError, "finns redan")


def test_a_closed_case_takes_a_consent_of_its_last_day_and_none_after_it():
    given(Case, OPENED, CLOSED).when(consenting(consent_on=CLOSED_ON)).then(ConsentRecorded)
    given(Case, OPENED, CLOSED).when(consenting(consent_on=CLOSED_ON + DAY)).then_refused(NotAllowedError, "avslutades")


def born(day):
    """Identified with this birth date."""
    return IDENTIFIED.model_copy(update={"birth_date": day, "identity_number": None})


def of_basis(basis):
    return OPENED.model_copy(update={"legal_basis": basis})


def turning(age):
    """Whose birthday at an age is today, and whose is tomorrow."""
    return date(TODAY.year - age, TODAY.month, TODAY.day), date(TODAY.year - age, TODAY.month, TODAY.day) + DAY


@pytest.mark.parametrize(
    ("to", "basis", "age", "before", "after"),
    [
        (ConsentTo.INSATS, LegalBasis.ASSISTANCE, 12, WhoConsents.GUARDIANS, WhoConsents.GUARDIANS_OR_CHILD),
        (ConsentTo.INSATS, LegalBasis.ASSISTANCE, 15, WhoConsents.GUARDIANS_OR_CHILD, WhoConsents.CHILD),
        (ConsentTo.INSATS, LegalBasis.ASSISTANCE, 18, WhoConsents.CHILD, WhoConsents.ADULT),
        (ConsentTo.INSATS, LegalBasis.SERVICE, 12, WhoConsents.GUARDIANS, WhoConsents.GUARDIANS),
        (ConsentTo.INSATS, LegalBasis.SERVICE, 15, WhoConsents.GUARDIANS, WhoConsents.CHILD),
        (ConsentTo.INSATS, None, 12, WhoConsents.GUARDIANS, WhoConsents.UNKNOWN),
        (ConsentTo.INSATS, None, 15, WhoConsents.UNKNOWN, WhoConsents.CHILD),
        (ConsentTo.SCHOOL_CONTACT, LegalBasis.SERVICE, 12, WhoConsents.GUARDIANS, WhoConsents.GUARDIANS_OR_CHILD),
        (ConsentTo.SCHOOL_CONTACT, None, 15, WhoConsents.GUARDIANS_OR_CHILD, WhoConsents.CHILD),
    ],
)
def test_whose_consent_is_needed_changes_on_the_birthday(to, basis, age, before, after):
    today, tomorrow = turning(age)
    assert Case.fold(numbered(of_basis(basis), born(tomorrow))).who_consents(to, TODAY) is before
    assert Case.fold(numbered(of_basis(basis), born(today))).who_consents(to, TODAY) is after


@pytest.mark.parametrize(
    ("birth_year", "who"),
    [
        (None, WhoConsents.UNKNOWN),
        (TODAY.year - 19, WhoConsents.ADULT),
        (TODAY.year - 18, WhoConsents.UNKNOWN),
        (TODAY.year - 17, WhoConsents.CHILD),
        (TODAY.year - 12, WhoConsents.UNKNOWN),
        (TODAY.year - 11, WhoConsents.GUARDIANS),
    ],
)
def test_from_a_birth_year_only_what_is_certain_is_said(birth_year, who):
    case = Case.fold([OPENED.model_copy(update={"birth_year": birth_year, "legal_basis": LegalBasis.ASSISTANCE})])
    assert case.who_consents(ConsentTo.INSATS, TODAY) is who
    assert Case.fold([]).who_consents(ConsentTo.INSATS, TODAY) is WhoConsents.UNKNOWN


def test_a_birthday_on_a_leap_day_is_on_1_march_of_a_common_year():
    leap = date(2012, 2, 29)
    assert [age_on(leap, day) for day in (date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1))] == [
        11, 12, 12, 13
    ]
    assert [birthday(leap, age) for age in (12, 13)] == [date(2024, 2, 29), date(2025, 3, 1)]
    assert birthday(date(2012, 5, 6), 15) == date(2027, 5, 6)


GUARDIANS = {"consent_from": ConsentGiver.GUARDIANS, "representative_ids": (GUARDIAN.entry_id,)}
TRUSTEE = GUARDIAN.model_copy(update={"representative_kind": RepresentativeKind.TRUSTEE, "custody": None})
TRUSTEES = {"consent_from": ConsentGiver.REPRESENTATIVE, "representative_ids": (TRUSTEE.entry_id,)}
AGED = {age: born(turning(age)[0]) for age in (7, 11, 12, 14, 15, 17)}
SUITABLE = {"suitability": "Förstår vad insatsen innebär."}


@pytest.mark.parametrize(
    ("past", "changes"),
    [
        ([OPENED, AGED[11], GUARDIAN], GUARDIANS),
        ([OPENED, AGED[14], GUARDIAN], GUARDIANS),
        ([OPENED, AGED[12]], SUITABLE),
        ([OPENED, AGED[14]], SUITABLE),
        ([OPENED, AGED[12]], {"consent_to": ConsentTo.SCHOOL_CONTACT, **SUITABLE}),
        ([OPENED, AGED[15]], {}),
        ([OPENED, AGED[17]], {"consent_to": ConsentTo.RECORDING}),
        ([of_basis(LegalBasis.SERVICE), AGED[15]], SUITABLE),
        ([of_basis(LegalBasis.SERVICE), AGED[14], GUARDIAN], GUARDIANS),
        ([ADULT], {}),
        ([ADULT, TRUSTEE], TRUSTEES),
        ([OPENED], {}),
        ([OPENED, GUARDIAN], GUARDIANS),
        ([OPENED, TRUSTEE], TRUSTEES),
    ],
)
def test_the_right_person_consents_and_where_age_is_unknown_anybody(past, changes):
    given(Case, *past).when(consenting(**changes)).then(
        ConsentRecorded, **{"consent_given": True, "consent_form": Channel.ORAL, **changes}
    )


@pytest.mark.parametrize(
    ("past", "changes", "message"),
    [
        ([OPENED, AGED[11]], SUITABLE, "Före 12 års ålder"),
        ([OPENED, AGED[7]], {"consent_to": ConsentTo.SCHOOL_CONTACT, **SUITABLE}, "Före 12 års ålder"),
        ([of_basis(LegalBasis.SERVICE), AGED[14]], SUITABLE, "Före 15 års ålder"),
        ([OPENED, AGED[12], TRUSTEE], TRUSTEES, "Före 18 års ålder"),
        ([OPENED, AGED[15], GUARDIAN], GUARDIANS, "fyllt 15 år"),
        ([OPENED, AGED[17], TRUSTEE], TRUSTEES, "fyllt 15 år"),
        ([ADULT, GUARDIAN], GUARDIANS, "är myndig"),
    ],
)
def test_the_consent_of_the_wrong_person_is_refused_with_the_reason(past, changes, message):
    given(Case, *past).when(consenting(**changes)).then_refused(NotAllowedError, message)
    given(Case, *past).when(consenting(**changes, **IMPORTED)).then(ConsentRecorded)
    given(Case, *past).when(consenting(**{**changes, "consent_given": False})).then(ConsentRecorded, consent_given=False)


@pytest.mark.parametrize(
    "past", [[OPENED, AGED[12]], [OPENED, AGED[14]], [of_basis(LegalBasis.SERVICE), AGED[15]]]
)
def test_that_the_child_itself_can_consent_is_reasoned(past):
    given(Case, *past).when(consenting()).then_refused(InvalidValueError, "varför det är lämpligt")


def test_guardians_with_joint_custody_consent_together():
    past = [OPENED, AGED[7], GUARDIAN, FATHER]
    given(Case, *past).when(consenting(**GUARDIANS)).then_refused(NotAllowedError, "Båda vårdnadshavarna")
    both = {**GUARDIANS, "representative_ids": (GUARDIAN.entry_id, SECOND)}
    given(Case, *past).when(consenting(**both)).then(ConsentRecorded, representative_ids=(GUARDIAN.entry_id, SECOND))
    alone = {**GUARDIANS, "without_other_guardian": "Nämndens beslut 2024-11-28 § 41."}
    given(Case, *past).when(consenting(**alone)).then(ConsentRecorded, without_other_guardian=alone["without_other_guardian"])
    trustee = {"representative_kind": RepresentativeKind.UNACCOMPANIED_CHILD_TRUSTEE, "custody": None}
    instead = FATHER.model_copy(update=trustee)
    given(Case, OPENED, AGED[7], GUARDIAN, instead).when(consenting(**GUARDIANS)).then_refused(NotAllowedError, "Båda")
    without_say = FATHER.model_copy(update={"may_consent": False})
    given(Case, OPENED, AGED[7], GUARDIAN, without_say).when(consenting(**GUARDIANS)).then(ConsentRecorded)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {"consent_on": TODAY + DAY, "consent_until": TODAY}, InvalidValueError, "i dag är det"),
        ([OPENED], {"consent_until": TODAY - DAY, "consent_to": ConsentTo.OTHER}, InvalidValueError, "före dagen för samtycket"),
        ([OPENED], {"consent_to": ConsentTo.OTHER, "suitability": " "}, InvalidValueError, "Skriv vad samtycket gäller"),
        ([OPENED], {"consent_scope": " ", "suitability": " "}, InvalidValueError, "Vad samtycket gäller saknas"),
        ([OPENED], {"suitability": " ", "without_other_guardian": " "}, InvalidValueError, "självt kan samtycka saknas"),
        ([OPENED], {"without_other_guardian": " ", "representative_ids": (OTHER,)}, InvalidValueError, "räcker saknas"),
        ([OPENED, CLOSED], {"representative_ids": (OTHER,)}, InvalidValueError, "samtycker själv"),
        ([OPENED, CLOSED], {"consent_from": ConsentGiver.GUARDIANS}, InvalidValueError, "Ange vilken företrädare"),
        ([OPENED, CLOSED], {**GUARDIANS, "representative_ids": (OTHER,)}, NotAllowedError, "avslutades"),
        ([OPENED, GUARDIAN], {**GUARDIANS, "representative_ids": (OTHER,)}, NotFoundError, "Företrädaren finns inte"),
        ([OPENED, GUARDIAN], {**GUARDIANS, "consent_on": STARTED_ON - DAY}, NotAllowedError, "företräder inte"),
        ([OPENED, TRUSTEE.model_copy(update={"may_consent": False})], GUARDIANS | {"representative_ids": (TRUSTEE.entry_id,)},
         NotAllowedError, "annat slag"),
        ([OPENED, GUARDIAN], {**GUARDIANS, "consent_from": ConsentGiver.REPRESENTATIVE}, NotAllowedError, "annat slag"),
        ([OPENED, AGED[15], GUARDIAN.model_copy(update={"may_consent": False})], GUARDIANS, NotAllowedError,
         "omfattar inte samtycke"),
        ([OPENED, AGED[15], GUARDIAN, FATHER], GUARDIANS, NotAllowedError, "fyllt 15 år"),
    ],
)
def test_a_consent_is_refused(past, changes, error, message):
    given(Case, *past).when(consenting(**changes)).then_refused(error, message)


def test_an_imported_consent_need_not_name_the_guardians_and_may_follow_the_closing():
    call = consenting(consent_from=ConsentGiver.GUARDIANS, **IMPORTED)
    given(Case, OPENED, CLOSED).when(call).then(ConsentRecorded, representative_ids=())


def test_a_consent_holds_from_its_day_to_its_last_or_the_day_before_it_is_withdrawn():
    def holding(*events):
        person = Case.fold(numbered(OPENED, *events)).person
        days = (STARTED_ON - DAY, STARTED_ON, date(2024, 9, 1), date(2024, 9, 2), date(2025, 3, 3), date(2025, 3, 4))
        return [bool(person.consents_on(day)) for day in days]

    assert holding(CONSENT) == [False, True, True, True, True, False]
    assert holding(CONSENT, WITHDRAWN) == [False, True, True, False, False, False]
    assert not any(holding(CONSENT.model_copy(update={"consent_given": False})))


@pytest.mark.parametrize("withdrawn_on", [STARTED_ON, TODAY])
def test_a_consent_is_withdrawn_from_its_own_day_to_today(withdrawn_on):
    given(Case, OPENED, CONSENT, CLOSED).when(withdrawing(withdrawn_on=withdrawn_on)).then(
        ConsentWithdrawn, consent_id=CONSENT.entry_id, withdrawn_on=withdrawn_on, withdrawal_from=ConsentGiver.GUARDIANS
    )


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {}, NotFoundError, "Samtycket finns inte"),
        ([OPENED, CONSENT.model_copy(update={"consent_given": False}), WITHDRAWN], {}, NotAllowedError, "lämnades inte"),
        ([OPENED, CONSENT, WITHDRAWN], {"withdrawal_reason": " "}, NotAllowedError, "redan återkallat"),
        ([OPENED, CONSENT], {"withdrawal_reason": " ", "withdrawn_on": TODAY + DAY}, InvalidValueError,
         "Skälet till återkallelsen saknas"),
        ([OPENED, CONSENT], {"withdrawn_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ([OPENED, CONSENT], {"withdrawn_on": STARTED_ON - DAY}, InvalidValueError, "före dagen för samtycket"),
    ],
)
def test_a_withdrawal_is_refused(past, changes, error, message):
    given(Case, *past).when(withdrawing(**changes)).then_refused(error, message)


def test_the_document_says_from_which_day_whose_consent_is_needed():
    turns = document(Case.fold(numbered(of_basis(LegalBasis.SERVICE), IDENTIFIED)))["who_consents"]
    assert [(turn["from"], turn["who"]) for turn in turns["insats"]] == [
        ("2017-01-01", "guardians"), ("2029-01-01", "guardians"), ("2032-01-01", "child"), ("2035-01-01", "adult")
    ]
    assert [turn["who"] for turn in turns["other"]] == ["guardians", "guardians_or_child", "child", "adult"]


def test_the_document_shows_what_was_needed_of_a_consent_and_its_withdrawal():
    (unknown,) = document(Case.fold(numbered(OPENED, CONSENT)))["consents"]
    (known,) = document(Case.fold(numbered(OPENED, CONSENT, WITHDRAWN, IDENTIFIED)))["consents"]
    assert (unknown["needed"], unknown["withdrawn"]) == ("unknown", None)
    assert (known["needed"], known["withdrawn"]["withdrawn_on"]) == ("guardians", "2024-09-02")
    assert not {"source", "actor_id", "entry_id"} & known.keys()
