"""Item texts are loaded by whoever has the right to them, one language at a time, and are taken away again."""

import pytest

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.instrument_catalogue.history import CatalogueHistory
from domain.instrument_texts.events import ItemText, ItemTextsLoaded, ItemTextsRemoved
from domain.instrument_texts.texts import InstrumentTexts
from domain.policies import DEFAULT_POLICY
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, cast_id
from tests.support.scenario import given

ADOPTED = EXAMPLES["instrument_catalogue.adopted.v1"]
LOADED = EXAMPLES["instrument_texts.loaded.v1"]
REMOVED = EXAMPLES["instrument_texts.removed.v1"]
KNOWN = CatalogueHistory.fold([ADOPTED])
BY = {"stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}
FOUR = tuple(ItemText(item_number=number, item_text="Påhittad fråga") for number in (4, 3, 2, 1))


def loading(*others, **changes):
    call = {
        "texts_id": cast_id(1701), "instrument": "Trivselskalan", "instrument_version": "1", "language": "sv",
        "item_texts": LOADED.item_texts, "known_instruments": KNOWN,
        "others": lambda: [InstrumentTexts.fold(each) for each in others],
    }
    return lambda texts: texts.load(**{**call, **BY, **changes})


def ors(**changes):
    return {"instrument": "ors", "item_texts": FOUR, "licence_holder": "Nämnden", "licence_reference": "L-1", **changes}


def one(**changes):
    return (LOADED.item_texts[0].model_copy(update=changes), LOADED.item_texts[1])


@pytest.mark.parametrize("language", ["sv", "en", "en-GB", "sma", "zh-Hant", "zh-Hant-TW", "es-419"])
def test_texts_are_loaded_in_any_language(language):
    given(InstrumentTexts).when(loading(language=language)).then(ItemTextsLoaded, language=language, instrument="Trivselskalan")


@pytest.mark.parametrize("words", [(), ("dålig", "bra"), tuple(f"ord {each}" for each in range(9))])
def test_a_scale_has_no_words_or_those_of_its_ends_or_one_for_each_value(words):
    given(InstrumentTexts).when(loading(item_texts=one(scale_texts=words))).then(ItemTextsLoaded)


def test_a_licensed_instruments_texts_need_the_licence_and_free_ones_do_not():
    given(InstrumentTexts).when(loading(**ors())).then(ItemTextsLoaded, instrument="ORS", licence_holder="Nämnden")
    given(InstrumentTexts).when(loading()).then(ItemTextsLoaded, licence_holder=None)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([LOADED], {"instrument": "X"}, ConflictError, "redan inlästa"),
        ([], {"instrument": "X", "language": "x"}, InvalidValueError, "Instrumentet finns inte i den versionen"),
        ([], {"instrument_version": "2", "language": "x"}, InvalidValueError, "Instrumentet finns inte i den versionen"),
        *[([], {"language": each, "instruction_text": ""}, InvalidValueError, "Språket är ingen språkkod")
          for each in ("s", "svenska", "SV", "sv_SE", "sv-se")],
        ([], {"instruction_text": "", "item_texts": ()}, InvalidValueError, "Instruktionen saknas"),
        ([], {"item_texts": LOADED.item_texts[:1]}, InvalidValueError, "Trivselskalan har 2 delskalor. Ange en text"),
        ([], {"item_texts": (*LOADED.item_texts, LOADED.item_texts[0])}, InvalidValueError, "har 2 delskalor"),
        ([], {"item_texts": one(item_number=3)}, InvalidValueError, "har 2 delskalor"),
        ([], {"item_texts": one(item_text=" ")}, InvalidValueError, "Texten till delskala 1 saknas"),
        ([], {"item_texts": one(scale_texts=("", "bra"))}, InvalidValueError, "Skalans ord till delskala 1 saknas"),
        ([], {"item_texts": one(scale_texts=("bra",))}, InvalidValueError, "Delskala 1 har 1 ord för skalan. Ange inget"),
        ([], {"item_texts": one(scale_texts=("a",) * 10)}, InvalidValueError, "ett för vart och ett av de 9 värdena"),
        ([], {"licence_holder": ""}, InvalidValueError, "Licensens innehavare saknas. Fyll i fältet."),
        ([], ors(licence_holder=None), InvalidValueError, "Licensens innehavare saknas. ORS kräver licens: Grupplicens"),
        ([], ors(licence_reference=None), InvalidValueError, "Licensens beteckning saknas. ORS kräver licens"),
    ],
)
def test_a_load_is_refused(past, changes, error, message):
    given(InstrumentTexts, *past).when(loading(**changes)).then_refused(error, message)


def test_one_version_has_one_set_of_texts_in_a_language_at_a_time():
    given(InstrumentTexts).when(loading([LOADED])).then_refused(NotAllowedError, "har redan texter på sv. Ta bort dem först.")
    given(InstrumentTexts).when(loading([LOADED], language="en")).then(ItemTextsLoaded)
    given(InstrumentTexts).when(loading([LOADED, REMOVED])).then(ItemTextsLoaded)


def test_texts_are_removed_once_and_are_shown_no_longer():
    given(InstrumentTexts, LOADED).when(lambda texts: texts.remove(reason="Licensen upphörde.", **BY)).then(ItemTextsRemoved)
    assert InstrumentTexts.fold([LOADED]).standing == LOADED and InstrumentTexts.fold([LOADED, REMOVED]).standing is None


@pytest.mark.parametrize(
    ("past", "reason", "error", "message"),
    [
        ([], "", NotFoundError, "Texterna finns inte"),
        ([LOADED, REMOVED], "", NotAllowedError, "redan borttagna"),
        ([LOADED], "", InvalidValueError, "Orsaken till att texterna tas bort saknas"),
    ],
)
def test_a_removal_is_refused(past, reason, error, message):
    given(InstrumentTexts, *past).when(lambda texts: texts.remove(reason=reason, **BY)).then_refused(error, message)
