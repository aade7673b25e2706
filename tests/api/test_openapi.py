"""The OpenAPI document: every write is described whole, and its examples can be run one after another on an empty board."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from api.http.app import OPENAPI_PATH
from api.http.documents import Written
from api.writes.table import WRITES, shapes
from tests.api.conftest import new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, headers_of, run_examples


@pytest.fixture
def managers(runtime, tmp_path):
    """Clients of two managers and of who investigates, on an empty board."""
    people = [("chef", "chef", STAFF), ("bo", "chef", ANOTHER), ("ulla", "utredare", STAFF)]
    accounts = accounts_of(tmp_path, new_board(runtime), people)
    with clients(runtime, accounts, "chef", "bo", "ulla") as opened:
        yield opened


@pytest.fixture
def chef(managers):
    """The first of the managers."""
    return managers[0]


def test_every_example_is_accepted_in_the_order_of_the_table_and_has_one_answer_however_often_it_is_asked(managers):
    refused, changed = {}, []
    for write in WRITES:
        answers = run_examples(managers[0], write, *managers[1:])
        refused.update({
            f"{write.path} ({number})": answer.json() for number, answer in enumerate(answers) if answer.status_code != 201
        })
        again = run_examples(managers[0], write, *managers[1:])
        changed += [
            write.path for first, second in zip(answers, again, strict=True)
            if first.status_code == 201 and (second.status_code, second.content) != (200, first.content)
        ]
        for answer in answers:
            if answer.status_code == 201:
                document = Written.model_validate_json(answer.content)
                assert answer.headers["etag"] == f'"{document.version}"'
    assert not refused, json.dumps(refused, ensure_ascii=False, indent=1)
    assert not changed


def test_every_write_has_its_description_example_headers_and_answers(chef):
    document = chef.get(OPENAPI_PATH).json()
    for shape in shapes():
        write = shape.write
        operation = document["paths"]["/api/v1" + write.path]["post"]
        assert operation["summary"] == write.summary and len(operation["tags"]) == 1
        content = operation["requestBody"]["content"]["application/json"]
        examples = [content["example"]] if "example" in content else [each["value"] for each in content["examples"].values()]
        assert examples == [dict(body) for _, body in write.examples()], write.path
        named = {each["name"]: each for each in operation["parameters"]}
        assert {name for name in named if named[name]["required"]} == {
            *shape.path, "Idempotency-Key", *(() if write.begins else ("If-Match",)),
        }, write.path
        assert named["Aktspar-Simulated-Time"]["example"] == headers_of(write)["Aktspar-Simulated-Time"]
        statuses = {"200", "201", "400", "401", "403", "404", "409", "413", "415", "422", "500", "503"}
        assert operation["responses"].keys() == statuses | (set() if write.begins else {"412", "428"}), write.path


def test_every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own(chef):
    document = chef.get(OPENAPI_PATH).json()
    names = Counter(operation["operationId"] for methods in document["paths"].values() for operation in methods.values())
    assert [name for name, count in names.items() if count > 1] == []
    for reference in _references(document):
        found = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert found, reference


def test_coded_words_say_what_they_are_called_in_swedish(chef):
    schemas = chef.get(OPENAPI_PATH).json()["components"]["schemas"]
    assert "start_up = uppstart; motivation = motivation" in schemas["TreatmentPhase"]["description"]


def test_the_addresses_of_writes_are_distinct_and_begin_with_their_stream():
    assert max(Counter(write.path for write in WRITES).values()) == 1
    for shape in shapes():
        assert shape.stream in (shape.path[:1] or shape.parameters), shape.write.path
        assert not shape.write.begins or not shape.path, shape.write.path


def _references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)
