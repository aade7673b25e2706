"""Accounts from the directory: a file or SCIM makes, changes and closes them, and whoever has left is shut out at once."""

from __future__ import annotations

import io
import json
from uuid import uuid4

import httpx2
import pytest

from adapters.directory_file import read_directory
from adapters.settings import Settings
from api.main import Runtime
from api.writes.table import WRITES
from domain.errors import InvalidValueError
from tests.api.conftest import PASSWORD, MemoryLog, access_records, new_board, served
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples

TOKEN = "katalogens-nyckel-som-ar-lang-nog-0123456789"
HEADER = "katalog-id;konto;namn;befattning;enhet;roll;aktiv;adress\n"
ANNA = "e1;anna;Anna Exempel;socionom;;behandlare;ja;Storgatan 1\n"
BO = "e2;bo;Bo Exempel;enhetschef;;chef;;\n"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


@pytest.fixture
def board(runtime, tmp_path):
    made = new_board(runtime)
    accounts = accounts_of(tmp_path, made, [("chef", "chef", STAFF), ("logg", "loggkontrollant", ANOTHER)])
    with clients(runtime, accounts, "chef") as (chef,):
        for write in WRITES:
            if write.path in ("/staff", "/units"):
                assert {answer.status_code for answer in run_examples(chef, write)} == {201}
    return made


@pytest.fixture
def sync(aktspar, board, tmp_path):
    def run(*rows, dry=False, header=HEADER):
        file = tmp_path / "katalog.csv"
        file.write_text(header + "".join(rows), encoding="utf-8")
        return aktspar("account", "sync", file, "--json", *(["--dry-run"] if dry else []))

    return run


def by_name(board):
    return {each.name: each for each in board.accounts.all()}


def test_accounts_and_their_entries_in_the_staff_register_are_made_once_however_often_the_file_is_read(board, sync):
    size = board.ledger.size()
    assert sync(ANNA, BO, dry=True).document["made"] == ["anna", "bo"]
    assert board.ledger.size() == size and "anna" not in by_name(board)
    first = sync(ANNA, BO)
    assert (first.status, first.document["made"], first.document["done"]) == (0, ["anna", "bo"], True)
    anna = by_name(board)["anna"]
    assert (anna.role, anna.directory_id, anna.is_closed) == ("behandlare", "e1", False)
    [registered] = [each.event for each in board.ledger.stream(anna.staff)]
    assert (registered.name, registered.title) == ("Anna Exempel", "socionom")
    size = board.ledger.size()
    again = sync(ANNA, BO).document
    assert (again["made"], again["changed"], again["closed"]) == ([], [], []) and board.ledger.size() == size
    changed = sync(ANNA.replace("socionom", "1:e socionom").replace(";behandlare", ";chef"), BO).document
    assert changed["changed"] == ["anna"] and by_name(board)["anna"].role == "chef"
    assert board.ledger.stream(anna.staff)[-1].event.title == "1:e socionom"
    assert b"Storgatan" not in (board.accounts._path.read_bytes())
    records = [each for each in access_records(board) if each.action == "account sync"]
    assert len(records) == 3 and {each.outcome for each in records} == {"written"}


def test_whoever_is_no_longer_in_the_file_is_shut_out_by_the_next_request_and_nothing_of_them_is_gone(
    board, sync, runtime, tmp_path
):
    sync(ANNA, BO)
    people = json.loads((tmp_path / "accounts.json").read_text())
    chef = next(each for each in people["accounts"] if each["name"] == "chef")
    for each in people["accounts"]:
        # The same password as the manager's, so that a log-in can be tried.
        each.update({name: chef[name] for name in ("salt", "digest", "n", "r", "p")})
    (tmp_path / "accounts.json").write_text(json.dumps(people))
    with clients(runtime, board.accounts, "anna", "chef") as (anna, other):
        assert anna.get("/api/v1/units").status_code == 200
        assert sync(BO).document["closed"] == ["anna"]
        assert anna.get("/api/v1/units").status_code == 401
        assert other.get("/api/v1/units").status_code == 200
        assert board.accounts.named("anna") is None and board.accounts.of_directory("e1") is None
        left = by_name(board)["anna"]
        assert left.is_closed and board.ledger.stream(left.staff)
        assert sync(ANNA, BO).document["opened"] == ["anna"]
        assert anna.get("/api/v1/units").status_code == 200


def test_an_account_that_the_directory_never_named_is_left_alone(board, sync):
    sync(ANNA, BO)
    sync(BO)
    assert not by_name(board)["chef"].is_closed and not by_name(board)["logg"].is_closed


def many(count):
    return [f"e{n};konto{n};Person Exempel{n};;;behandlare;;\n" for n in range(count)]


def test_closing_more_than_the_policys_share_asks_for_a_second_person_and_the_share_itself_does_not(
    board, sync, aktspar, monkeypatch
):
    def approval(*words):
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
        return aktspar("approval", *words, "--reason", "Avvecklad enhet.", "--password-stdin", "--json").document

    people = many(10)
    sync(*people)
    assert sync(*people[2:]).document["closed"] == ["konto0", "konto1"]
    refused = sync(*people[4:])
    assert refused.status == 2 and "kräver två personer" in refused.document["detail"]
    assert not by_name(board)["konto2"].is_closed
    subject = sync(*people[4:], dry=True).document["approval_subject"]
    asked = approval("request", "access_rules", subject, "--account", "chef")["approval"]
    assert sync(*people[4:]).status == 2
    approval("grant", asked, "--account", "logg")
    assert sync(*people[4:]).document["closed"] == ["konto2", "konto3"]


def test_one_leaver_of_a_few_is_closed_the_same_day_without_a_second_person(board, sync):
    sync(ANNA, BO)
    assert sync(BO).document["closed"] == ["anna"]


@pytest.mark.parametrize(("rows", "fault"), [
    ([ANNA.replace(";behandlare", ";kung")], "Rollen kung finns inte"), ([ANNA, ANNA.replace("e1", "e9")], "Samma konto"),
    ([ANNA, BO.replace("e2", "e1")], "Samma katalog-id"), ([ANNA.replace("Anna Exempel", "")], "Raden saknar namn"),
    ([ANNA.replace(";ja;", ";kanske;")], "ja eller nej"), ([ANNA.replace(";;beh", ";Ingenstans;beh")], "Enheten finns inte"),
    ([ANNA.replace(";anna;", ";an na;")], "Kontots namn ska vara"),
])
def test_a_file_with_any_fault_changes_nothing_and_says_where_without_saying_who(board, sync, rows, fault):
    before, size = board.accounts.all(), board.ledger.size()
    ran = sync(BO.replace("e2", "e7").replace("bo", "bosse"), *rows)
    assert ran.status == 1 and not ran.document["done"]
    assert any(fault in each["fault"] for each in ran.document["faults"]) and "Exempel" not in ran.stdout
    assert board.accounts.all() == before and board.ledger.size() == size


def test_a_name_is_never_used_again_for_somebody_else(board, sync):
    sync(ANNA, BO)
    assert "hör till en annan person" in str(sync(ANNA.replace("e1", "e5"), BO).document["faults"])
    assert "har ändrats i katalogen" in str(sync(ANNA.replace(";anna;", ";anna2;"), BO).document["faults"])


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"[1]", b"namn;roll\nA;chef\n", HEADER.encode()])
def test_an_empty_or_unreadable_file_closes_nobody(content):
    with pytest.raises(InvalidValueError, match="Katalogfilen"):
        read_directory(content)


def test_json_and_csv_say_the_same():
    row = {"katalog-id": "e1", "konto": "Anna", "namn": "Anna Exempel", "befattning": "socionom", "roll": "behandlare",
           "aktiv": True, "adress": "Storgatan 1", "enhet": None}
    assert read_directory(json.dumps([row]).encode()) == read_directory((HEADER + ANNA).encode())
    assert read_directory((HEADER + ANNA).replace(";", ",").encode("utf-8-sig")) == read_directory((HEADER + ANNA).encode())


@pytest.fixture
def scim(runtime, board, tmp_path):
    settings = Settings(AKTSPAR_DATA=tmp_path, DATABASE_URL="", AKTSPAR_KEYS_URL="", AKTSPAR_SCIM_TOKEN=TOKEN)
    running = Runtime(settings, runtime.connections, runtime.keys, runtime.kek)
    with served(running, board.accounts, MemoryLog()) as address:
        with httpx2.Client(base_url=f"{address.rstrip('/')}/scim/v2", headers={"Authorization": f"Bearer {TOKEN}"}) as client:
            yield client
    running.close()


def user(**changes):
    unit = {ENTERPRISE: {"department": changes.pop("unit")}} if "unit" in changes else {}
    return {
        "userName": "eva", "externalId": "e7", "displayName": "Eva Exempel", "title": "socionom",
        "roles": [{"value": "behandlare"}], "active": True, **unit, **changes,
    }


def test_scim_makes_lists_replaces_and_closes_with_one_access_record_each(board, scim):
    made = scim.post("/Users", json=user())
    assert (made.status_code, made.headers["content-type"]) == (201, "application/scim+json")
    assert made.json()["id"] == "eva" and made.json()["externalId"] == "e7" and made.json()["active"] is True
    before = board.store.access.size()
    assert scim.get("/Users", params={"filter": 'userName eq "eva"'}).json()["totalResults"] == 1
    assert scim.get("/Users", params={"filter": 'externalId eq "e8"'}).json()["totalResults"] == 0
    assert scim.get("/Users/eva").json() == made.json()
    put = scim.put("/Users/eva", json=user(title="1:e socionom", roles=[{"value": "chef"}]))
    assert (put.json()["title"], by_name(board)["eva"].role) == ("1:e socionom", "chef")
    patch = {"Operations": [{"op": "Replace", "path": "active", "value": "False"}]}
    assert scim.patch("/Users/eva", json=patch).json()["active"] is False
    assert board.accounts.named("eva") is None
    assert scim.patch("/Users/eva", json={"Operations": [{"op": "replace", "value": {"active": True}}]}).json()["active"]
    assert scim.delete("/Users/eva").status_code == 204
    assert scim.get("/Users/eva").status_code == 404 and by_name(board)["eva"].is_closed
    assert board.store.access.size() == before + 8
    assert {each.caller for each in access_records(board)[before:]} == {"katalog:scim"}


@pytest.mark.parametrize(("body", "status", "kind"), [
    (user(roles=[{"value": "kung"}]), 400, "invalidValue"), (user(externalId=""), 400, "invalidValue"),
    (user(active="kanske"), 400, "invalidValue"), (user(userName="chef"), 409, "uniqueness"), ([], 400, "invalidSyntax"),
    (user(unit="Ingenstans"), 409, "uniqueness"), (user(active=False), 400, "invalidValue"),
])
def test_what_scim_refuses_is_said_in_its_form_and_makes_nothing(board, scim, body, status, kind):
    before = board.store.access.size(), board.accounts.all()
    answer = scim.post("/Users", json=body)
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem.get("scimType")) == (status, str(status), kind)
    assert problem["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"] and problem["detail"]
    assert (board.store.access.size(), board.accounts.all()) == (before[0] + 1, before[1])


def test_scim_asks_for_its_token_and_is_not_there_without_one(board, scim, runtime):
    for token in ("Bearer fel", "", f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
        answer = scim.get("/Users", headers={"Authorization": token})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    with served(runtime, board.accounts, MemoryLog()) as address:
        for token in (TOKEN, "None"):
            headers = {"Authorization": f"Bearer {token}"}
            assert httpx2.get(f"{address.rstrip('/')}/scim/v2/Users", headers=headers).status_code == 401
    assert scim.patch("/Users/chef", json={}).status_code == 404
    assert scim.get("/Users", params={"filter": f'title co "{uuid4()}"'}).json()["scimType"] == "invalidFilter"
