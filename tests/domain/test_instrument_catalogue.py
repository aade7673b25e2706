"""A board's own instruments: adopted from a day on, withdrawn from a day on, and read for ever as they were."""

from datetime import date, timedelta

import pytest

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.indicators.reading import read_indicator
from domain.instrument_catalogue.adoption import InstrumentAdoption
from domain.instrument_catalogue.events import InstrumentAdopted, InstrumentWithdrawn
from domain.instrument_catalogue.history import CatalogueHistory
from domain.instruments import SHIPPED, InstrumentArea
from domain.instruments.text import read_definition
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.instruments import WELLBEING_SCALE
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, cast_id
from tests.support.scenario import given

ADOPTED = EXAMPLES["instrument_catalogue.adopted.v1"]
WITHDRAWN = EXAMPLES["instrument_catalogue.withdrawn.v1"]
DAY = timedelta(days=1)
TODAY = date(2024, 12, 2)
BEGINS, ENDS = ADOPTED.takes_effect_on, WITHDRAWN.unused_from
KNOWN = CatalogueHistory.fold([ADOPTED])
BY = {"stamp": ADMINISTRATION_STAMP, "today": TODAY, "policy": DEFAULT_POLICY}


def scale(**words):
    text = WELLBEING_SCALE
    for key, value in words.items():
        [line] = [each for each in text.splitlines() if each.startswith(f"{key} =")]
        text = text.replace(line, f"{key} = {value}")
    return text


def adopting(**changes):
    call = {
        "adoption_id": cast_id(1700), "definition": WELLBEING_SCALE, "takes_effect_on": TODAY, "adopted_on": TODAY,
        "adopted_by": "Enhetschefen", "reason": "Gruppernas trivsel ska följas.", "known_instruments": CatalogueHistory(),
    }
    return lambda adoption: adoption.adopt(**{**call, **BY, **changes})


def withdrawing(**changes):
    return lambda adoption: adoption.withdraw(**{"unused_from": TODAY, "reason": "Används inte.", **BY, **changes})


def adopted(number, day, **words):
    text = read_definition(scale(**words))
    return ADOPTED.model_copy(update={
        "originator_id": cast_id(number), "takes_effect_on": day, "definition": text.text,
        "instrument": text.instrument.name, "instrument_version": text.instrument.version,
    })


def test_a_units_own_scale_is_adopted_from_today_or_later_without_any_code():
    event = given(InstrumentAdoption).when(adopting()).then(InstrumentAdopted, takes_effect_on=TODAY, instrument="Trivselskalan")
    assert read_definition(event.definition).instrument == read_definition(WELLBEING_SCALE).instrument
    given(InstrumentAdoption).when(adopting(takes_effect_on=TODAY + 900 * DAY)).then(InstrumentAdopted)


def test_a_board_sets_a_reliable_change_of_its_own_as_a_new_version():
    ors = {"name": '"ORS"', "version": '"6p"', "reliable_change": '{ points = 6, source = "policy" }'}
    event = given(InstrumentAdoption).when(adopting(definition=scale(**ors))).then(InstrumentAdopted, instrument_version="6p")
    catalogue = CatalogueHistory.fold([event]).on(TODAY)
    assert (catalogue.current("ORS").reliable_change.points, catalogue.find("ORS").reliable_change.points) == (6, 5)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([ADOPTED], {"definition": ""}, ConflictError, "redan registrerat"),
        ([], {"definition": " "}, InvalidValueError, "Definitionen saknas"),
        ([], {"definition": "x" * 100_001}, InvalidValueError, "Högst 100000 är tillåtna"),
        ([], {"definition": "name ="}, InvalidValueError, "Definitionen går inte att läsa"),
        ([], {"definition": scale(better='"up"')}, InvalidValueError, "Instrumentet Trivselskalan går inte att använda: better"),
        (
            [], {"definition": 'name="X"\nversion="1"\narea="school"\nmeaning="m"\nsource="x"\nbetter="higher"\n'
                 'kind="measured_elsewhere"\ntotal={min=0,max=1,rule="stated"}'},
            InvalidValueError, "Ett eget instrument skattas",
        ),
        ([], {"known_instruments": KNOWN}, InvalidValueError, "Trivselskalan finns redan i version 1. Ge definitionen en ny"),
        ([], {"definition": scale(name='"ORS"')}, InvalidValueError, "Instrumentet ORS finns redan i version 1."),
        ([], {"definition": scale(name='"ors"')}, InvalidValueError, "finns redan i version 1."),
        (
            [], {"definition": scale(name='"ORS"', version='"2"', area='"safety"')}, InvalidValueError,
            "Instrumentet ORS hör redan till området wellbeing.",
        ),
        (
            [], {"definition": scale(name='"Skolnärvaro"', version='"2"', area='"school"')}, InvalidValueError,
            "hör redan till området school",
        ),
        (
            [], {"takes_effect_on": TODAY - DAY, "adopted_on": TODAY + DAY}, InvalidValueError,
            "skulle börja gälla 2024-12-01, men i dag är det 2024-12-02. Ange i dag eller en senare dag.",
        ),
        ([], {"adopted_on": TODAY + DAY, "adopted_by": ""}, InvalidValueError, "Beslutets dag är"),
        ([], {"adopted_by": "", "reason": ""}, InvalidValueError, "Vem som har beslutat saknas"),
        ([], {"board_decision_reference": " ", "reason": ""}, InvalidValueError, "Beslutets beteckning saknas"),
        ([], {"reason": ""}, InvalidValueError, "Skälet till beslutet saknas"),
    ],
)
def test_an_adoption_is_refused(past, changes, error, message):
    given(InstrumentAdoption, *past).when(adopting(**changes)).then_refused(error, message)


def test_an_instrument_is_withdrawn_from_today_or_later_also_before_it_takes_effect():
    given(InstrumentAdoption, ADOPTED).when(withdrawing()).then(InstrumentWithdrawn, unused_from=TODAY)
    given(InstrumentAdoption, ADOPTED).when(withdrawing(unused_from=BEGINS + 400 * DAY)).then(InstrumentWithdrawn)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {"unused_from": TODAY - DAY}, NotFoundError, "Beslutet finns inte"),
        ([ADOPTED, WITHDRAWN], {"unused_from": TODAY - DAY}, NotAllowedError, "redan återtaget från 2025-07-01"),
        ([ADOPTED], {"unused_from": TODAY - DAY, "reason": ""}, InvalidValueError, "skulle återtas 2024-12-01"),
        ([ADOPTED], {"reason": ""}, InvalidValueError, "Orsaken till att instrumentet återtas saknas"),
    ],
)
def test_a_withdrawal_is_refused(past, changes, error, message):
    given(InstrumentAdoption, *past).when(withdrawing(**changes)).then_refused(error, message)


def test_a_board_that_has_adopted_nothing_has_what_is_shipped():
    history = CatalogueHistory.fold([])
    assert history.on(TODAY) is SHIPPED is history.ever()


def test_the_catalogue_of_a_day_has_what_had_taken_effect_by_then():
    history = CatalogueHistory.fold([ADOPTED])
    assert history.on(BEGINS - DAY).find("Trivselskalan") is None
    assert history.on(BEGINS).current("trivselskalan").version == "1"
    assert "Trivselskalan" in history.on(BEGINS).named(InstrumentArea.WELLBEING)
    assert history.ever().find("Trivselskalan") is not None


def test_what_is_withdrawn_is_used_no_more_and_still_read():
    history = CatalogueHistory.fold([ADOPTED, WITHDRAWN])
    before, after = history.on(ENDS - DAY), history.on(ENDS)
    assert before.current("Trivselskalan") is not None and after.current("Trivselskalan") is None
    assert "Trivselskalan" in before.rated() and "Trivselskalan" not in after.rated()
    assert after.find("Trivselskalan", "1") == history.ever().find("Trivselskalan", "1") is not None


def test_of_two_versions_the_one_that_took_effect_last_is_the_newest():
    history = CatalogueHistory.fold([adopted(1, BEGINS + 10 * DAY, version='"b"'), adopted(2, BEGINS, version='"c"')])
    assert [history.on(BEGINS + days * DAY).current("Trivselskalan").version for days in (0, 9, 10)] == ["c", "c", "b"]
    assert history.on(BEGINS + 10 * DAY).find("Trivselskalan").version == "c"


def test_what_was_withdrawn_before_it_took_effect_never_was_and_its_version_is_free():
    history = CatalogueHistory.fold([ADOPTED, WITHDRAWN.model_copy(update={"unused_from": BEGINS})])
    assert history.on(BEGINS + DAY) is SHIPPED is history.ever()
    given(InstrumentAdoption).when(adopting(known_instruments=history)).then(InstrumentAdopted)


def test_a_version_that_was_in_use_is_never_given_another_meaning():
    history = CatalogueHistory.fold([ADOPTED, WITHDRAWN])
    given(InstrumentAdoption).when(adopting(known_instruments=history)).then_refused(InvalidValueError, "finns redan i version 1")


def test_what_todays_program_cannot_use_is_told_and_passed_over():
    history = CatalogueHistory.fold([ADOPTED.model_copy(update={"definition": '{"name": "X"}'})])
    [found] = history.adopted
    assert found.instrument is None and "version" in found.why_not
    assert history.on(BEGINS).find("X") is None


def test_a_later_shipped_version_of_the_same_number_is_not_the_boards():
    history = CatalogueHistory.fold([adopted(1, BEGINS, name='"ORS"')])
    assert history.on(BEGINS).find("ORS", "1") is SHIPPED.find("ORS", "1")


OWN_SHARE = {
    "id": "um.trivs", "version": 1, "name": "Trivs", "meaning": "Andel som trivs bättre.", "source": "enheten",
    "activities": ["Ungdomsmottagningen"], "unit_of_count": "case", "kind": "share", "missing": "inte skattat två gånger",
    "population": [{"period": "closed"}],
    "measured": [{"change": "measured", "instruments": ["trivselskalan"], "by": "brukare", "about": "klienten"}],
    "numerator": [{"change": "higher", "instruments": ["trivselskalan"], "by": "brukare", "about": "klienten"}],
}


def test_an_indicator_may_name_a_units_own_scale_once_it_is_adopted():
    indicator = read_indicator(OWN_SHARE, KNOWN.ever())
    assert indicator.numerator[0].ratings.instruments == ("Trivselskalan",)
    with pytest.raises(InvalidValueError, match="trivselskalan finns inte i katalogen"):
        read_indicator(OWN_SHARE)


def test_an_indicator_never_counts_ratings_of_what_is_measured_elsewhere():
    told = {**OWN_SHARE["numerator"][0], "instruments": ["Skolnärvaro"]}
    with pytest.raises(InvalidValueError, match="Skolnärvaro finns inte i katalogen eller har ingen summa"):
        read_indicator({**OWN_SHARE, "numerator": [told]}, KNOWN.ever())


def test_an_area_means_the_shipped_instruments_whatever_a_board_adopts():
    told = [{**OWN_SHARE["measured"][0], "areas": ["wellbeing"]}]
    indicator = read_indicator({**OWN_SHARE, "measured": told}, KNOWN.ever())
    assert indicator.measured[0].ratings.instruments == ("Trivselskalan", "ORS", "CORS", "Caretaker ORS")
