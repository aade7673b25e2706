"""What is kept of forms is bounded, sealed, and opens for one account in one browser."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from adapters.sessions import digest_of
from api.page_matrix import PAGES, RECORD
from api.web.forms.fields import fields_of
from api.web.forms.posted import File, Posted
from api.web.forms.view import FormView
from api.web.keeping import _KEPT
from api.web.kept_forms import LONGEST_BYTES, MOST_BYTES, MOST_OF_ONE, MOST_PAGES, KeptForm, KeptForms, Whose
from tests.api.web.test_forms import AnyOf
from tests.api.web.test_sessions import Clock

DEVICE, OTHER = "device-of-anna", "another-device"
LASTS = 60_000_000
ANNA = Whose("board", UUID(int=1), digest_of(DEVICE))
TEXT = "Något känsligt som ingen annan ska se."


def form(text=TEXT, key=None):
    return KeptForm("/record/units", key or uuid4(), (("description", text), ("x", "1"), ("x", "2")), ("file",))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def forms(clock):
    return KeptForms(LASTS, clock)


def test_it_is_given_back_as_it_was_and_to_nobody_else(forms):
    own = form()
    kept = forms.keep(own, ANNA, DEVICE)
    assert forms.opened(kept, ANNA, DEVICE) == own
    for whose, device in (
        (ANNA._replace(actor=UUID(int=2)), DEVICE), (ANNA._replace(board="other"), DEVICE), (ANNA, OTHER),
        (ANNA._replace(device=digest_of(OTHER)), OTHER),
    ):
        assert forms.opened(kept, whose, device) is None and forms.opened(uuid4(), ANNA, DEVICE) is None


def test_nothing_of_it_stands_in_clear_in_the_memory(forms):
    forms.keep(form(), ANNA, DEVICE)
    assert "känsligt" not in repr(vars(forms)) and b"nsligt" not in b"".join(
        each.segment.ciphertext for each in forms._kept.values()
    )


def test_ten_thousand_forms_of_one_account_leave_its_latest_few_and_everybody_elses(forms):
    others = Whose("board", UUID(int=2), digest_of(OTHER))
    theirs = forms.keep(form(), others, OTHER)
    kept = [forms.keep(form("x"), ANNA._replace(device=digest_of(f"d{number}")), f"d{number}") for number in range(10_000)]
    assert len(forms._kept) == MOST_OF_ONE + 1 and forms.opened(theirs, others, OTHER) is not None
    last = ANNA._replace(device=digest_of("d9999"))
    assert forms.is_of(kept[-1], last) and forms.waiting(last) == kept[-1]


def test_when_all_room_is_taken_a_form_is_not_kept_and_nobody_elses_goes(forms):
    long, count = "x" * (LONGEST_BYTES - 200), 0
    while forms.keep(form(long), Whose("board", uuid4(), digest_of(DEVICE)), DEVICE) is not None:
        count += 1
        assert count * LONGEST_BYTES <= MOST_BYTES + LONGEST_BYTES
    assert len(forms._kept) == count > 100
    assert forms.keep(form("y" * (LONGEST_BYTES + 1)), ANNA, DEVICE) is None


def test_the_same_form_again_takes_the_place_of_what_was_kept_of_it_and_goes_when_it_is_recorded(forms):
    key = uuid4()
    first, second = (forms.keep(form(text, key), ANNA, DEVICE) for text in ("Först.", "Sedan."))
    assert forms.opened(first, ANNA, DEVICE) is None and forms.opened(second, ANNA, DEVICE).pairs[0][1] == "Sedan."
    forms.forget(ANNA._replace(actor=UUID(int=3)), key)
    assert forms.is_of(second, ANNA)
    forms.forget(ANNA, key)
    assert not forms.is_of(second, ANNA)


def test_it_is_gone_when_its_time_is_up_also_when_nobody_asks_for_it(forms, clock):
    kept = forms.keep(form(), ANNA, DEVICE)
    clock.now += LASTS - 1
    assert forms.is_of(kept, ANNA)
    clock.now += 1
    forms.know("another page's token", ANNA)
    assert not forms._kept


def test_pages_are_known_in_bounded_number_and_the_latest_longest(forms):
    for number in range(MOST_PAGES + 10):
        forms.know(f"token {number}", ANNA)
        forms.know("in use", ANNA)
    assert len(forms._pages) == MOST_PAGES and forms.whose("token 1") is None
    assert forms.whose("in use") == ANNA == forms.whose(f"token {MOST_PAGES}")


NO_TEXT = {
    "POST /cases/search": "a search, whose terms are not kept", "POST /log-review/log": "a search",
    "POST /log-review/extract": "a search",
    "POST /cases/{case_id}/purpose": "asked for again in place of the page", "POST /language": "a choice",
    "POST /cases/{case_id}/notes/draft/{draft_id}/removal": "a button", "POST /cases/{case_id}/notes/{note_id}/sign": "a button",
    "POST /cases/{case_id}/rate": "choices, and the tablet is locked by it", "POST /review/samples/{sample_id}": "a seed",
    "POST /log-review": "choices", "POST /log-review/reviews/{log_review_id}/draw": "a seed",
    "POST /log-review/reviews/{log_review_id}/closing": "a button", "POST /settings/accounts": "a button",
    "POST /settings/accounts/{rights_review_id}/closing": "a button", "POST /erasure": "choices",
    "POST /erasure/records/{record_id}/examinations": "choices",
    "POST /erasure/proposals/{erasure_id}/execution": "a confirmation",
    "POST /cases/{case_id}/records-requests/{request_id}/extract": "choices, and to whom, in a few words",
}
"""Forms that are not kept, and why: nobody has written anything in them."""


def test_every_form_of_a_page_is_kept_or_has_nothing_written_in_it():
    sent = {action for action in PAGES if action.startswith("POST ")}
    assert {action.removeprefix("POST ") for action in sent - set(NO_TEXT)} == set(_KEPT)
    assert not any(each.startswith(RECORD) for each in _KEPT)


def test_a_file_that_was_chosen_is_asked_for_again_beside_its_field_and_in_the_summary():
    fields = fields_of("/lex-sarah-reports/{report_id}/ivo-letters")
    address = "documents-0-content"
    posted = Posted([("documents-0-title", "Brev")], {address: File("application/pdf", b"%PDF"), "other": File("x", b"x")})
    shown = FormView(fields, posted, AnyOf(set()), is_sent=True)
    assert [each.field for each in shown.summary] == [address] and "Välj den igen" in shown.fault(address)
    assert not FormView(fields, posted, AnyOf(set())).faults, "a form that is filled in beforehand has lost nothing"
