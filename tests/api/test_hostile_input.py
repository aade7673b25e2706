"""Whatever is sent gets a reason, and what is refused records nothing: written by hand, and generated from the description."""

from __future__ import annotations

import base64
import json
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from api.http.app import OPENAPI_PATH
from api.http.barrier import MAX_WRITE_BYTES
from api.writes.table import WRITES
from api.writes.write import example_path
from tests.api.conftest import PASSWORD, new_board
from tests.api.test_http_writes import CASE, CASE_ADDRESS, NOTE, PEOPLE, UNIT, name_of, place  # noqa: F401
from tests.api.writing import STAFF, accounts_of, clients, run_examples

RATING = {
    "rated_on": "2026-03-16", "instrument": "ORS", "phase": "start", "respondent": "client", "subject": "client",
    "total": "21.1",
}
OVERRIDE, ISOLATE = "\u202e", "\u2066"


def body_with(**members):
    return {**NOTE, **members}


@pytest.fixture
def refused(place):  # noqa: F811
    """Sends a hostile body to one of the case's addresses; the problem, which must not have recorded anything."""

    def send(content, path="/notes", **headers):
        size = place.board.ledger.size()
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        given_headers = {**place.headers(), "Content-Type": "application/json", **headers}
        answer = place.anna.post(CASE_ADDRESS + path, content=raw, headers=given_headers)
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        assert place.board.ledger.size() == size
        assert answer.json()["detail"]
        return name_of(answer)

    return send


def test_a_value_of_another_type_is_refused_where_it_stands(refused):
    for body in (
        body_with(occurred="2026-03-16"), body_with(occurred={"on": 20260316}), body_with(occurred={"on": "2026-02-30"}),
        body_with(occurred={"on": "2026-03-16", "at": "25:00", "precision": "minute"}), body_with(entry_type="samtal"),
        body_with(entry_type=["contact"]), body_with(texts="Texten"), body_with(texts={"fact": 7}), body_with(texts=None),
        body_with(texts={"fakta": "x"}), body_with(participants="mamma"), body_with(participants=[None]),
        body_with(session_id="1"), body_with(session_id={"$ne": None}), body_with(individual_informed="ja"),
    ):
        assert refused(body) == (422, "invalid-value"), body
    for total in (True, "tjugo", "1e400", "1E+30", {"value": 1}, "0." + 13 * "1"):
        assert refused({**RATING, "total": total}, "/ratings") == (422, "invalid-value"), total


def test_what_is_no_json_object_is_refused(refused):
    for content in (b"", b"{", b"null", b"[]", b'"text"', b"1", b"\xff\xfe{}", b"{'a': 1}", b"{} {}"):
        assert refused(content) == (400, "usage"), content


def test_numbers_that_are_none_are_refused_also_as_text(refused):
    for number in (b"NaN", b"Infinity", b"-Infinity"):
        body = json.dumps({**RATING, "total": 0}).encode().replace(b'"total": 0', b'"total": ' + number)
        assert refused(body, "/ratings") == (400, "usage"), number
        assert refused({**RATING, "total": number.decode()}, "/ratings") == (422, "invalid-value"), number


def test_the_same_name_twice_is_refused_wherever_it_is(refused):
    text = json.dumps(NOTE).encode()
    assert refused(text.replace(b'"entry_type"', b'"entry_type": "event", "entry_type"')) == (400, "usage")
    assert refused(text.replace(b'"fact"', b'"fact": "Annat.", "fact"')) == (400, "usage")


def test_deep_nesting_is_refused(refused):
    for depth in (500, 100_000):
        assert refused(b'{"texts": ' + b"[" * depth + b"]" * depth + b"}")[0] in (400, 422), depth


def test_characters_that_hide_or_turn_a_text_are_refused_in_every_kind_of_text(refused):
    controls = ["\x00", "\x01", "\x08", "\x0b", "\x1b", "\x7f", "\x85", "\x9f"]
    for character in (*controls, "\u202a", OVERRIDE, ISOLATE, "\u2069", "\ud800"):
        text = f"Klara{character}kom"
        for body in (body_with(texts={"fact": text}), body_with(participants=[text]), body_with(late_reason=text)):
            assert refused(body) == (422, "invalid-value"), ascii(body)
        assert refused({**RATING, "instrument": text}, "/ratings") == (422, "invalid-value")


def test_line_breaks_tabs_and_what_languages_need_are_taken(place):  # noqa: F811
    text = "Rad ett\nRad två\r\n\tmed indrag. Åsa, 佐藤, مريم, 👩‍👧, a\u200bb\u200f"
    assert place.post(place.anna, "/notes", body_with(texts={"fact": text})).status_code == 201


def test_a_body_that_is_too_long_is_not_read_and_the_longest_is(refused):
    overhead = len(json.dumps(body_with(texts={"fact": ""})))
    longest = body_with(texts={"fact": "x" * (MAX_WRITE_BYTES - overhead)})
    assert len(json.dumps(longest)) == MAX_WRITE_BYTES
    # Read, and refused by the policy's own bound on a text.
    assert refused(longest) == (422, "invalid-value")
    assert refused(body_with(texts={"fact": "x" * (MAX_WRITE_BYTES - overhead + 1)})) == (413, "too-large")
    assert refused(b'{"texts": {"fact": "' + b"x" * 10_000_000 + b'"}}') == (413, "too-large")


def test_another_format_than_json_is_refused(refused):
    for media_type in ("text/plain", "application/xml", "multipart/form-data; boundary=x", ""):
        assert refused(NOTE, **{"Content-Type": media_type}) == (415, "media-type"), media_type


def test_days_that_no_record_tells_of_are_refused(refused):
    for day in ("0001-01-01", "1849-12-31", "2200-01-01", "9999-12-31"):
        assert refused(body_with(occurred={"on": day})) == (422, "invalid-value"), day


def test_days_out_of_order_are_refused(refused, place):  # noqa: F811
    assert refused(body_with(occurred={"on": "2026-03-21"})) == (422, "invalid-value")
    plan = {"established_on": "2026-03-16", "follow_up_on": "2026-03-15"}
    assert refused(plan, "/plans") == (422, "invalid-value")
    assert place.post(place.chef, "/assignments", {"staff_id": STAFF, "from_date": "2026-03-16"}).status_code == 201
    stand_in = {"absent_staff_id": STAFF, "stand_in_id": STAFF, "from_date": "2026-03-18", "to_date": "2026-03-17"}
    assert refused(stand_in, "/stand-ins") == (422, "invalid-value")


def test_an_integer_that_readers_of_json_do_not_agree_on_is_refused(refused):
    plan = {"established_on": "2026-03-16", "contact_interval_days": 10**30}
    assert refused(plan, "/plans") == (422, "invalid-value")


def test_ids_of_another_board_or_of_another_kind_are_unknown(runtime, place, tmp_path):  # noqa: F811
    other = new_board(runtime)
    (tmp_path / "other").mkdir()
    with clients(runtime, accounts_of(tmp_path / "other", other, PEOPLE), "chef") as (stranger,):
        for write in WRITES:
            if write.path == "/units":
                [elsewhere] = [answer.json()["stream"] for answer in run_examples(stranger, write)]
        before = other.ledger.size()
        # The same example has the same id in every board, so this one is made with a key of its own.
        made = stranger.post(
            "/api/v1/units", json={"name": "Annan enhet"},
            headers={"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": "2026-03-20T09:00:00+01:00"},
        ).json()["stream"]
        assert (elsewhere, other.ledger.size()) == (UNIT, before + 1)
        for path in ("", "/timeline", "/record"):
            assert name_of(stranger.get(CASE_ADDRESS + path)) == (404, "not-found")
        headers = place.headers()
        assert name_of(stranger.post(f"{CASE_ADDRESS}/notes", json=NOTE, headers=headers)) == (404, "not-found")
    size = place.board.ledger.size()
    case = {"number": "2026-0099", "gender": "woman"}
    for unit in (made, CASE, STAFF, str(uuid4())):
        headers = place.headers(**{"If-Match": None})
        answer = place.anna.post("/api/v1/cases", json={**case, "unit": unit}, headers=headers)
        assert name_of(answer) == (404, "not-found"), unit
    for address in (f"/api/v1/cases/{UNIT}/notes", f"/api/v1/cases/{STAFF}/notes", f"/api/v1/cases/{uuid4()}/notes"):
        assert name_of(place.anna.post(address, json=NOTE, headers=place.headers())) == (404, "not-found")
    assert place.board.ledger.size() == size


def test_what_is_refused_is_not_repeated_in_the_answer(place):  # noqa: F811
    secret = "Klara Hemlig"
    for body in (body_with(**{secret: 1}), body_with(entry_type=secret), body_with(texts={"fact": secret + "\x00"}), secret):
        answer = place.anna.post(f"{CASE_ADDRESS}/notes", json=body, headers=place.headers())
        if isinstance(body, dict) and secret in body:
            # The name of a member that is not taken is told, so that whoever misspelt it finds it.
            assert answer.json()["errors"] == [{"in": "body", "name": secret, "kind": "extra_forbidden"}]
        else:
            assert secret not in answer.text


CONFORMS = [
    not_a_server_error, checks.status_code_conformance, checks.content_type_conformance, checks.response_headers_conformance,
    checks.response_schema_conformance,
]
FOLLOWED_BY_HAND = {"/api/v1/changes/stream"}
"""Never ends by itself; see test_http_feed."""


@pytest.mark.parametrize(
    ("mode", "examples", "most_often"),
    [(GenerationMode.POSITIVE, 4, (200, 201, 404, 409, 422)), (GenerationMode.NEGATIVE, 3, (400, 422))],
)
def test_generated_requests_are_answered_as_the_description_says(runtime, tmp_path, mode, examples, most_often):
    """With the same requests every time; each write also to the examples' own case, so that the decision itself is asked."""
    board = new_board(runtime)
    faults: list[str] = []
    answered: Counter[int] = Counter()
    with clients(runtime, accounts_of(tmp_path, board, [("chef", "chef", STAFF)]), "chef") as (chef,):
        credentials = base64.b64encode(f"chef:{PASSWORD}".encode()).decode()
        chef.headers["Authorization"] = f"Basic {credentials}"
        for write in WRITES:
            run_examples(chef, write)
        times = _times()
        for operation in _operations(chef):
            fault = _fault_of(operation, chef, times, mode, examples, answered)
            faults += [] if fault is None else [f"{operation.label}: {fault}"]
    assert not faults, "\n\n".join(faults)
    # What is generated reaches the decisions, and does not end at the door.
    assert not answered[401] and all(answered[status] > 20 for status in most_often), answered


def _operations(client: httpx2.Client):
    schema = schemathesis.openapi.from_dict(client.get(OPENAPI_PATH).json())
    schema.location = str(client.base_url)
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path not in FOLLOWED_BY_HAND:
            yield operation


def _times() -> Iterator[str]:
    moment = datetime(2029, 1, 1, tzinfo=UTC)
    while True:
        moment += timedelta(seconds=1)
        yield moment.isoformat()


def _fault_of(
    operation, client: httpx2.Client, times: Iterator[str], mode: GenerationMode, examples: int, answered: Counter[int]
) -> str | None:
    by_path = {"/api/v1" + write.path: write for write in WRITES}
    write = by_path.get(operation.path) if operation.method == "post" else None

    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), known=st.booleans())
    def ask(case, known):
        headers = dict(case.headers or {})
        if write is not None and known:
            case.path_parameters = example_path(write, WRITES)
            headers.update({"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": next(times)})
            headers = {name: value for name, value in headers.items() if not name.startswith("Aktspar-Purpose")}
        # Past the log-in, which would answer everything alike.
        headers["Authorization"] = client.headers["Authorization"]
        case.headers = headers
        answer = case.call(base_url=str(client.base_url).rstrip("/"))
        case.validate_response(answer, checks=CONFORMS)
        answered[answer.status_code] += 1

    try:
        ask()
    except Unsatisfiable:
        # Whoever takes nothing cannot be asked wrongly.
        return None if mode is GenerationMode.NEGATIVE and operation.path == "/readyz" else "nothing was generated"
    except Exception as error:
        return "".join(traceback.format_exception_only(error))
    return None
