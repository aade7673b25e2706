"""The category of need, on the scale that the unit and its commissioner agreed."""

import pytest

from domain.case.case import Case
from domain.case.intake.events import NeedCategorised
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from tests.support.area_examples.intake import NEED
from tests.support.deciding import deciding
from tests.support.examples import EXAMPLES, TODAY
from tests.support.intake_calls import BLANK, CLOSED, DAY, OPENED, OTHER
from tests.support.scenario import given

CATEGORISED = EXAMPLES["case.need_categorised.v1"]
categorising = deciding(
    "categorise_need", OTHER, categorised_on=TODAY, scale=CATEGORISED.scale, need_category="stort",
    need_grounds="Hyran är obetald.",
)


def scale(**changes):
    return CATEGORISED.scale.model_copy(update=changes)


def test_need_is_categorised_from_the_day_the_scale_was_agreed_on_to_today():
    for day in (CATEGORISED.scale.agreed_on, TODAY):
        given(Case, OPENED).when(categorising(categorised_on=day)).then(NeedCategorised, categorised_on=day)
    two = scale(need_categories=("litet", "stort"))
    given(Case, OPENED).when(categorising(scale=two)).then(NeedCategorised, scale=two)


def test_a_changed_scale_is_another_version():
    changed = scale(scale_version="3", need_categories=("litet", "stort"))
    given(Case, OPENED, CATEGORISED).when(categorising(scale=changed)).then(NeedCategorised, scale=changed)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], categorising(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, CATEGORISED], categorising(entry_id=NEED), ConflictError, "Behovskategorin finns redan"),
        ([OPENED], categorising(scale=scale(scale_name=BLANK)), InvalidValueError, "Skalans namn saknas"),
        ([OPENED], categorising(scale=scale(scale_version=BLANK)), InvalidValueError, "Skalans version saknas"),
        ([OPENED], categorising(scale=scale(agreed_with=BLANK)), InvalidValueError, "överenskommen med saknas"),
        ([OPENED], categorising(scale=scale(need_categories=("stort", BLANK))), InvalidValueError, "Skalans kategori saknas"),
        ([OPENED], categorising(scale=scale(need_categories=("stort",))), InvalidValueError, "minst två kategorier"),
        ([OPENED], categorising(scale=scale(need_categories=("stort", "stort"))), InvalidValueError, "varje kategori en gång"),
        (
            [OPENED, CATEGORISED], categorising(scale=scale(need_categories=("litet", "stort"))), InvalidValueError,
            "samma version",
        ),
        ([OPENED], categorising(need_category="störst"), InvalidValueError, "finns inte i skalan"),
        ([OPENED], categorising(need_grounds=BLANK), InvalidValueError, "Skälet till behovskategorin saknas"),
        ([OPENED], categorising(categorised_on=TODAY + DAY), InvalidValueError, "Dagen för behovskategorin är"),
        ([OPENED, CLOSED], categorising(), NotAllowedError, "avslutades"),
        (
            [OPENED], categorising(categorised_on=CATEGORISED.scale.agreed_on - DAY), InvalidValueError,
            "före dagen då skalan bestämdes",
        ),
    ],
)
def test_a_category_of_need_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)
