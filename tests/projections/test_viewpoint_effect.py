"""What the client thought next time, from the ratings on record: held to a plain look at every rating."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Gender
from domain.viewpoint.codes import GiverRole
from domain.viewpoint.givers import Giver
from domain.viewpoint.viewpoint import Viewpoint
from projections.viewpoint_effect import AllianceRating, Effect, NoEffect, effect_of
from tests.support.cast import CASE, cast_id
from tests.support.examples import EXAMPLE_OF

RECEIVED, ADAPTED = EXAMPLE_OF["viewpoint.received"], EXAMPLE_OF["viewpoint.adaptation_made"]
RECEIVED_ON, ADAPTED_ON, DAY = RECEIVED.received_on, ADAPTED.adapted_on, timedelta(days=1)
CHILD, PARENT = Giver(giver=GiverRole.CHILD, gender=Gender.GIRL), Giver(giver=GiverRole.PARENT)


def viewpoint(*more: Any, **changes: Any) -> Viewpoint:
    return Viewpoint.fold([RECEIVED.model_copy(update=changes), *more])


def rating(on: date, total: str, instrument: str = "SRS", respondent: str = "client", number: int = 1) -> AllianceRating:
    return AllianceRating(CASE, cast_id(number), on, instrument, respondent, None, Decimal(total))


def test_the_rating_of_the_day_it_was_said_is_the_one_before_and_the_next_is_of_a_later_day_than_the_adaptation():
    before, same_day, after = rating(RECEIVED_ON, "31.2"), rating(ADAPTED_ON, "30"), rating(ADAPTED_ON + DAY, "36.4")
    earlier, later = rating(RECEIVED_ON - DAY, "12"), rating(ADAPTED_ON + 2 * DAY, "40")
    effect = effect_of(viewpoint(ADAPTED), [later, after, same_day, before, earlier])
    assert effect == Effect(before, after, None) and effect.difference == Decimal("5.2")
    assert effect.to_json()["difference"] == "5.2"


def test_why_there_is_no_effect_is_said():
    before = rating(RECEIVED_ON, "31")
    assert effect_of(viewpoint(ADAPTED, case_id=None), [before]) == Effect(None, None, NoEffect.NO_CASE)
    assert effect_of(viewpoint(), [before, rating(ADAPTED_ON, "36")]) == Effect(before, None, NoEffect.NOT_ADAPTED)
    unknown = ADAPTED.model_copy(update={"adapted_on": None})
    assert effect_of(viewpoint(unknown), [before, rating(ADAPTED_ON, "36")]) == Effect(before, None, NoEffect.DAY_UNKNOWN)
    since = effect_of(viewpoint(ADAPTED), [before])
    assert since == Effect(before, None, NoEffect.NOT_RATED_SINCE) and since.difference is None
    assert since.to_json()["why_none_swedish"] == "ingen skattning sedan dess"


def test_like_is_compared_with_like_and_never_one_form_with_another():
    srs, csrs = rating(RECEIVED_ON, "31"), rating(ADAPTED_ON + DAY, "36", "CSRS")
    assert effect_of(viewpoint(ADAPTED), [srs, csrs]) == Effect(None, csrs, None)
    later = rating(ADAPTED_ON + 2 * DAY, "33")
    assert effect_of(viewpoint(ADAPTED), [srs, csrs, later]) == Effect(srs, later, None)


def test_it_is_the_givers_own_rating_that_counts():
    childs, parents = rating(ADAPTED_ON + 2 * DAY, "30", respondent="child"), rating(ADAPTED_ON + DAY, "20", respondent="parent")
    clients = rating(ADAPTED_ON + DAY, "10")
    ratings = [childs, parents, clients]
    assert effect_of(viewpoint(ADAPTED, givers=(CHILD,)), ratings).after == childs
    assert effect_of(viewpoint(ADAPTED, givers=(PARENT,)), ratings).after == parents
    assert effect_of(viewpoint(ADAPTED, givers=(Giver(giver=GiverRole.PARTNER),)), ratings).after == clients
    assert effect_of(viewpoint(ADAPTED, givers=()), ratings).after == clients


RATINGS = st.lists(st.builds(
    rating, st.dates(RECEIVED_ON - 3 * DAY, ADAPTED_ON + 3 * DAY), st.sampled_from(["1", "30.5", "40"]),
    st.sampled_from(["SRS", "CSRS"]), st.sampled_from(["client", "child", "parent"]),
), max_size=12).map(lambda found: [each._replace(entry_id=cast_id(number)) for number, each in enumerate(found)])


@given(ratings=RATINGS, adapted_on=st.dates(RECEIVED_ON, ADAPTED_ON), givers=st.sets(st.sampled_from([CHILD, PARENT])))
def test_the_effect_is_what_a_plain_look_at_every_rating_finds(ratings, adapted_on, givers):
    made = ADAPTED.model_copy(update={"adapted_on": adapted_on})
    effect = effect_of(viewpoint(made, givers=tuple(givers)), ratings)
    who = {each.giver.value for each in givers} or {"client"}
    own = sorted((each for each in ratings if each.respondent in who), key=lambda each: (each.rated_on, each.entry_id))
    later = [each for each in own if each.rated_on > adapted_on]
    assert (effect.after is None) == (not later) == (effect.why_none is NoEffect.NOT_RATED_SINCE)
    if effect.after is None:
        assert effect.before == max((each for each in own if each.rated_on <= RECEIVED_ON), default=None, key=own.index)
        return
    assert effect.after in later
    alike = [each for each in own if (each.instrument, each.respondent) == (effect.after.instrument, effect.after.respondent)]
    assert effect.after == next(each for each in alike if each.rated_on > adapted_on)
    assert effect.before == max((each for each in alike if each.rated_on <= RECEIVED_ON), default=None, key=own.index)
    if effect.difference is not None:
        assert effect.difference == effect.after.total - effect.before.total
