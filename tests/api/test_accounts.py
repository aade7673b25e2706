"""Log-ins: how accounts are kept, and what a wrong one costs."""

from __future__ import annotations

import io
import json
import shutil
import stat
from uuid import uuid4

import pytest

from adapters.accounts import SHORTEST_PASSWORD, Account, Accounts, Role, new_account
from adapters.errors import CannotRunError
from domain.base import Purpose, Stamp
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.ledger.port import Command
from domain.policies import DEFAULT_POLICY
from domain.staff.staff_member import StaffMember
from tests.api.conftest import new_board
from tests.support.examples import ANNA, BO

PASSWORD = "ett långt lösenord"
INGA = new_account("inga", "internkontroll", "Inga Exempel", "socialnamnden")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "accounts.json"


@pytest.fixture(scope="module")
def file_of_inga(tmp_path_factory):
    made = tmp_path_factory.mktemp("inga") / "accounts.json"
    Accounts(made).add(INGA, PASSWORD)
    return made


@pytest.fixture
def accounts(path, file_of_inga):
    """Inga's account, in a file that is this test's own: derived once, since that is meant to be slow."""
    path.parent.mkdir()
    shutil.copy2(file_of_inga, path)
    return Accounts(path)


def test_the_right_password_gives_the_account_every_time(accounts, path):
    assert accounts.log_in("inga", PASSWORD) == accounts.log_in("inga", PASSWORD) == INGA
    assert Accounts(path).log_in("inga", PASSWORD) == INGA


@pytest.mark.parametrize(("name", "password"), [("inga", "fel"), ("inga", ""), ("Inga", PASSWORD), ("bo", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_gives_none(accounts, name, password):
    accounts.log_in("inga", PASSWORD)
    assert accounts.log_in(name, password) is None


def test_half_a_letter_is_a_wrong_password(accounts):
    assert accounts.log_in("inga", "\ud800") is None


def test_letters_composed_in_another_way_are_the_same_letters(path):
    accounts = Accounts(path)
    accounts.add(new_account("åsa", "chef", "", "n"), "lösenord med prickar")
    assert accounts.log_in("a\u030asa", "lo\u0308senord med prickar") is not None


def test_the_file_holds_no_password_and_is_its_owners_only(accounts, path):
    assert PASSWORD not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    [stored] = json.loads(path.read_text())["accounts"]
    assert stored["n"] * stored["p"] >= 2**15 * 3, "as much work as the source asks for"


def test_two_accounts_with_one_password_are_stored_differently(accounts, path):
    accounts.add(new_account("bo", "chef", "Bo", "n"), PASSWORD)
    one, other = json.loads(path.read_text())["accounts"]
    assert one["salt"] != other["salt"] and one["digest"] != other["digest"]


def test_an_account_that_is_removed_cannot_log_in_any_more(accounts, path):
    running = Accounts(path)
    assert running.log_in("inga", PASSWORD) == INGA
    accounts.remove("inga")
    assert running.log_in("inga", PASSWORD) is None
    with pytest.raises(NotFoundError):
        accounts.remove("inga")


def test_a_new_password_ends_what_the_old_one_has_proven(accounts, path):
    running = Accounts(path)
    assert running.log_in("inga", PASSWORD) == INGA
    accounts.remove("inga")
    accounts.add(INGA, PASSWORD + "!")
    assert running.log_in("inga", PASSWORD) is None
    assert running.log_in("inga", PASSWORD + "!") == INGA


def test_accounts_are_listed_by_name_without_secrets(accounts):
    accounts.add(new_account("bo", "chef", " ", "n"), PASSWORD)
    assert accounts.all() == [Account(name="bo", role=Role.MANAGER, display_name="bo", board="n"), INGA]


def test_a_name_is_taken_once(accounts):
    with pytest.raises(ConflictError):
        accounts.add(INGA, PASSWORD)


@pytest.mark.parametrize("password", ["k" * (SHORTEST_PASSWORD - 1), "k" * 257])
def test_a_password_is_neither_short_nor_endless(accounts, password):
    with pytest.raises(InvalidValueError, match="12 till 256"):
        accounts.add(new_account("bo", "chef", "", "n"), password)


def test_a_password_is_not_the_name(accounts):
    with pytest.raises(InvalidValueError, match="namn"):
        accounts.add(new_account("bertil-bertil", "chef", "", "n"), "Bertil-Bertil")


@pytest.mark.parametrize("name", ["", "Bo", "bo b", "bo:b", ".bo", "b" * 65, "bo\n"])
def test_a_name_has_no_other_signs(name):
    with pytest.raises(InvalidValueError, match="namn"):
        new_account(name, "chef", "", "n")


def test_a_role_is_one_of_those_that_there_are():
    with pytest.raises(InvalidValueError, match="behandlare, chef, internkontroll, utredare"):
        new_account("bo", "vaktmästare", "", "n")


def test_every_role_has_the_purpose_that_it_reads_for():
    assert {role.value: role.purpose for role in Role} == {
        "behandlare": Purpose.CASE_WORK, "chef": Purpose.MANAGEMENT_REVIEW, "internkontroll": Purpose.INTERNAL_CONTROL,
        "utredare": Purpose.LEX_SARAH, "loggkontrollant": Purpose.LOG_REVIEW, "arkivarie": Purpose.ADMINISTRATION,
        "revisor": Purpose.INTERNAL_CONTROL, "driftansvarig": Purpose.ADMINISTRATION,
    }


def test_a_file_that_others_may_read_is_refused(accounts, path):
    path.chmod(0o640)
    with pytest.raises(CannotRunError, match="chmod 600"):
        Accounts(path).log_in("inga", PASSWORD)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"accounts": [{"name": "inga"}]}', '{"extra": 1}'])
def test_a_damaged_file_is_refused_without_quoting_it(accounts, path, content):
    path.write_text(content)
    with pytest.raises(CannotRunError, match="skadad") as refusal:
        Accounts(path).all()
    assert "accounts\"" not in str(refusal.value)


def test_a_salt_that_is_no_base64_is_damage(accounts, path):
    document = json.loads(path.read_text())
    document["accounts"][0]["salt"] = "åäö"
    path.write_text(json.dumps(document))
    with pytest.raises(CannotRunError, match="skadad"):
        Accounts(path).all()


def test_the_commands_make_list_and_remove_accounts(aktspar, board, monkeypatch, runtime):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    made = aktspar("account", "add", "inga", "--role", "utredare", "--display-name", "Inga Exempel", "--json")
    assert (made.status, made.document["account"]["board"]) == (0, board.slug)
    assert PASSWORD not in made.stdout
    stored = Accounts(runtime.settings.data_dir / "accounts.json")
    assert stored.log_in("inga", PASSWORD).role == Role.INVESTIGATOR
    assert aktspar("account", "list", "--json").document["accounts"][0]["name"] == "inga"
    assert "inga" in aktspar("account", "list").stdout
    assert aktspar("account", "remove", "inga").status == 0
    assert aktspar("account", "remove", "inga", "--json").document["status"] == 404
    assert aktspar("account", "list", "--json").document == {"accounts": []}


def test_an_account_that_writes_is_somebody_in_the_boards_register(aktspar, runtime, monkeypatch):
    board = new_board(runtime)
    stamp = Stamp(actor_id=ANNA, unit_id=None, purpose=Purpose.ADMINISTRATION)
    registered = StaffMember().register(staff_id=ANNA, name="Anna Exempel", title="Socionom", stamp=stamp, policy=DEFAULT_POLICY)
    board.ledger.append(Command(uuid4(), b"test", registered, [1_000_000]))
    for staff, status in ((BO, 2), ("Anna", 2), (str(ANNA).upper(), 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
        ran = aktspar("account", "add", "anna", "--role", "behandlare", "--staff", staff, "--json")
        assert ran.status == status, ran.stdout
    assert ran.document["account"]["staff"] == str(ANNA)
    assert Accounts(runtime.settings.data_dir / "accounts.json").log_in("anna", PASSWORD).staff == ANNA
    assert Accounts(runtime.settings.data_dir / "accounts.json").log_in("anna", PASSWORD).role.writes
