"""The closed list of what can be stored, and the names that it is found under."""

from domain.event_types import EVENT_TYPES, stored_names
from domain.upcasts import UPCASTS


def test_what_was_stored_in_an_earlier_form_is_found_with_what_is_stored_today():
    assert set(stored_names("case.rating_recorded", "case.rating_corrected")) == {
        "case.rating_recorded.v1", "case.rating_recorded.v2", "case.rating_corrected.v1", "case.rating_corrected.v2",
    }
    assert not [name for name in stored_names("unit.") if not name.startswith("unit.")]


def test_an_earlier_form_leads_to_one_of_today_and_is_none_of_today_itself():
    for earlier, (later, _) in UPCASTS.items():
        assert earlier not in EVENT_TYPES and (later in EVENT_TYPES or later in UPCASTS)
        assert earlier.rpartition(".v")[0] == later.rpartition(".v")[0]
