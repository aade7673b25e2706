"""Four eyes over HTTP and on the command line, and the one use of what was granted."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest

from api.approvals import require_granted
from api.writes.table import WRITES
from domain.approval.codes import ApprovalKind
from domain.errors import NotAllowedError
from tests.api.conftest import PASSWORD, new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples


@pytest.fixture
def board(runtime, tmp_path):
    """Two members of staff; Anna has two accounts."""
    made = new_board(runtime)
    people = [
        ("anna", "chef", STAFF), ("anna2", "driftansvarig", STAFF), ("bo", "arkivarie", ANOTHER), ("t", "behandlare", ANOTHER),
    ]
    accounts = accounts_of(tmp_path, made, people)
    with clients(runtime, accounts, "anna") as (chef,):
        for write in WRITES:
            if write.path == "/staff":
                assert {answer.status_code for answer in run_examples(chef, write)} == {201}
    return made


def test_one_asks_another_grants_and_it_is_used_once_though_taken_up_again(aktspar, board, monkeypatch):
    def run(*words):
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
        return aktspar("approval", *words, "--reason", "Genomgånget.", "--password-stdin", "--json")

    with pytest.raises(NotAllowedError, match="kräver två personer"):
        require_granted(board, ApprovalKind.RESTORE, "kopia 7", used_by="lokal:root")
    approval = run("request", "restore", "kopia 7", "--account", "anna").document["approval"]
    assert run("grant", approval, "--account", "anna2").document["status"] == 409
    assert run("grant", approval, "--account", "t").document["status"] == 403
    with pytest.raises(NotAllowedError):
        require_granted(board, ApprovalKind.RESTORE, "kopia 7", used_by="lokal:root")
    assert run("grant", approval, "--account", "bo").status == 0
    with pytest.raises(NotAllowedError):
        require_granted(board, ApprovalKind.RESTORE, "kopia 8", used_by="lokal:root")
    command = uuid4()
    for _ in range(2):
        assert str(require_granted(board, ApprovalKind.RESTORE, "kopia 7", used_by="lokal:root", command=command)) == approval
    with pytest.raises(NotAllowedError):
        require_granted(board, ApprovalKind.RESTORE, "kopia 7", used_by="lokal:root")
    assert aktspar("approval", "list", "--json").document["approvals"][0]["status"] == "used"
