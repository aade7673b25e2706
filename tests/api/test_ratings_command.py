"""`aktspar ratings`: a case's curves in numbers, in words for people and as one document for programs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from domain.case.ratings.codes import MissingReason
from domain.codes import Phase, RatingSubject, Respondent
from domain.ledger.port import Command
from tests.api import records
from tests.api.conftest import access_records
from tests.support.area_examples.ratings import EXAMPLES
from tests.support.examples import CASE, SESSION_ON, cast_id
from tests.support.rating_calls import OTHER_ID, missing, rated, scores

NAMED, NOT_MADE, COURSE = EXAMPLES
OPENED_AND_WRITTEN = 4
"""Events of the case in the records."""


@pytest.fixture
def rated_board(board):
    """A case with two ratings of wellbeing, one of alliance that lacks an answer, and one with an unknown instrument."""
    events = [
        rated(subscales=scores("5.0", "4.4", "4.5", "4.4"), total=Decimal("18.3"), instrument_version="1"),
        rated(OTHER_ID, SESSION_ON + timedelta(days=14), phase=Phase.CLOSING, subscales=(), total=Decimal("26.1")),
        rated(
            cast_id(1280), instrument="SRS", subscales=scores("9.0", None, "8.0", "9.5"), total=None,
            missing_items=missing(2, reason=MissingReason.REFUSED),
        ),
        rated(cast_id(1281), instrument="Vår skala", respondent=Respondent.PARENT, subject=RatingSubject.CHILD),
        NOT_MADE, COURSE,
    ]
    for number, event in enumerate(events, start=OPENED_AND_WRITTEN + 1):
        us = int(datetime(2024, 10, number, tzinfo=UTC).timestamp()) * 1_000_000
        stored = event.model_copy(update={"originator_version": number})
        board.ledger.append(Command(uuid4(), b"rated", [stored], [us]))
    return board


def test_the_document_is_that_of_the_service_and_an_earlier_moment_is_as_it_was(aktspar, rated_board):
    found = aktspar("ratings", "2024-0001", "--json").document
    assert [(each["instrument"], each["instrument_version"]) for each in found["series"]] == [
        ("ORS", "1"), ("SRS", "1"), ("Vår skala", None)
    ]
    assert found["series"][0]["changes"][0]["class"] == "reliably_improved"
    before = aktspar("ratings", CASE, "--known-at", records.SIZE, "--json").document
    assert (before["series"], before["not_made"], before["known_at"]) == ([], [], records.SIZE)


def test_people_read_limits_answers_bands_and_what_changed_in_swedish_words(aktspar, rated_board):
    told = aktspar("ratings", "2024-0001").stdout
    for words in [
        "ORS version 1: skattat av brukare, gäller klienten",
        "Summa 0–40, gräns 28 (ungdom), gräns 25 (vuxen), säker förändring 5 poäng.",
        "5,0; 4,4*; 4,5; 4,4*", "+7,8", "Till behandlingens sista: 18,3 → 26,1, säkert förbättrad.",
        "någon förbättring: ja, säker förbättring: ja, kliniskt signifikant: går inte att säga, säker försämring: nej",
        "(predikat version 1)",
        "Mål för säker förändring: 23,3.", "Förväntat enligt Påhittad leverantör 4.2: besök 1: 18,3, besök 2: 20,1.",
        "9,0; ville inte svara; 8,0*; 9,5", "Vår skala: skattat av förälder, gäller barnet", "finns inte i katalogen",
        "2024-07-10 SRS gjordes inte: erbjuden, avböjde.", "Serier: 3. Skattningar som inte gjordes: 1.", "SIMULERAD",
    ]:
        assert words in told, words


def test_a_case_without_ratings_has_none_and_an_unknown_one_is_refused(aktspar, board):
    assert "Serier: 0." in aktspar("ratings", "2024-0002").stdout
    unknown = aktspar("ratings", "2030-0001", "--json")
    assert (unknown.status, unknown.document["type"]) == (2, "urn:aktspar:problem:not-found")


def test_the_reading_is_logged_with_the_case(aktspar, rated_board):
    aktspar("ratings", "2024-0001")
    *_, record = access_records(rated_board)
    assert (record.action, record.cases) == ("ratings", (CASE,))
