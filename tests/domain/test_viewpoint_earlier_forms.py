"""A viewpoint that was stored when one word said who gave it is read as persons, and nothing is guessed."""

import pytest

from domain.codes import Gender
from domain.upcasts import UPCASTS
from domain.viewpoint.codes import GiverRole
from domain.viewpoint.events import AdaptationMade, FeedbackGiven, ViewpointCorrected, ViewpointReceived
from domain.viewpoint.givers import stated_givers


@pytest.mark.parametrize("wire_name", ["viewpoint.received.v1", "viewpoint.corrected.v1"])
@pytest.mark.parametrize("genders", [(), (Gender.WOMAN,), (Gender.WOMAN, Gender.MAN)])
@pytest.mark.parametrize("word", [None, "", "par", "mormor", " Brukare ", *(role.swedish for role in GiverRole)])
def test_a_word_that_names_a_role_is_read_as_it_and_any_other_as_a_role_that_is_not_known(word, genders, wire_name):
    stored = {"giver_role": word, "givers": [gender.value for gender in genders], "description": "Sagt."}
    read = UPCASTS[wire_name][1](dict(stored))
    found = [(each["giver"], each.get("gender")) for each in read["givers"]]
    assert found == [(each.giver.value, each.gender) for each in stated_givers(word, genders)]
    assert (read["giver_role"], read["description"]) == (word, "Sagt.")


@pytest.mark.parametrize("kind", [ViewpointReceived, AdaptationMade, FeedbackGiven, ViewpointCorrected])
def test_what_was_stored_under_the_first_form_is_read_as_todays(kind):
    today, _ = UPCASTS[f"{kind.TYPE}.v1"]
    assert today == kind.wire_name()
