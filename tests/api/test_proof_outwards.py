"""What outsiders have: tiles that a foreign verifier rebuilds the tree from, receipts, witnessed draws, a key that is changed."""

from __future__ import annotations

import io
import shutil

import httpx2
import pytest

from adapters.accounts import ACCOUNTS_FILE, Accounts, Role, new_account
from adapters.settings import Settings
from adapters.signing import verify_ed25519
from api.checkpoint_job import RENEW_SECONDS, Checkpoints
from api.main import OpenBoard
from api.signer_rotation import rotate
from domain.errors import CorruptLedgerError
from domain.ledger.checkpoint import NoteError, open_checkpoint, verifier_key
from domain.ledger.leaf import ledger_leaf_hash
from domain.ledger.receipt import verify_receipt
from tests.api import records
from tests.api.conftest import PASSWORD, MemoryLog, access_records, account_of_inga, served
from tests.support import foreign_verifier
from tests.support.browser import NO_TLS
from tests.support.ledger_commands import note_command
from tests.support.witnesses import running_witness, write_policy


def grown(board: OpenBoard, count: int) -> None:
    """So many more events, each at a time after the last."""
    closed = board.store.head().closed_us
    board.ledger.append_all(note_command(recorded_us=[closed + 1 + n]) for n in range(count))


@pytest.fixture
def witnessed(runtime, board, tmp_path):
    """The board, reopened with a policy that asks a witness of its own."""
    vkeys = [board.checkpointer(name).vkey for name in ("ledger", "access")]
    with running_witness(tmp_path / "w", *vkeys) as server:
        policy = write_policy(tmp_path / "policy", server)
        runtime.settings = Settings(
            AKTSPAR_DATA=tmp_path, DATABASE_URL="", AKTSPAR_KEYS_URL="", AKTSPAR_WITNESS_POLICY=policy
        )
        yield runtime.reopen(board.slug), server


# --- tiles --------------------------------------------------------------------------------------------------------


def test_a_foreign_verifier_rebuilds_the_tree_from_what_is_served(service, board):
    grown(board, 600)
    made = board.publish_checkpoint()
    prefix = f"/tlog/{board.slug}/ledger/1/"

    def fetch(path: str) -> bytes:
        client = service.client if path.startswith("tile/entries") else service.stranger
        answer = client.get(prefix + path)
        assert answer.status_code == 200, (path, answer.text)
        return answer.content

    assert foreign_verifier.check_log(fetch, board.checkpointer().vkey) == made.signed.checkpoint.size == records.SIZE + 600
    asked = [each for each in access_records(board) if each.action.startswith("GET /tlog")]
    assert len(asked) == 3 and {each.caller for each in asked} == {"konto:inga"}


@pytest.mark.parametrize(("path", "status"), [
    ("ledger/1/tile/entries/000.p/5", 401), ("ledger/2/checkpoint", 404), ("other/1/checkpoint", 422),
    ("ledger/1/tile/0/000.p/200", 404), ("ledger/1/tile/0/000", 404), ("ledger/1/tile/0/0", 404), ("ledger/1/tile/9/000", 404),
    ("ledger/1/tile/0/000.p/5", 200), ("ledger/1/checkpoint", 200), ("access/1/checkpoint", 404), ("ledger/0/checkpoint", 422),
])
def test_hashes_are_open_and_entries_and_what_nothing_vouches_for_are_not(path, status, service, board):
    board.publish_checkpoint()
    grown(board, 300)
    assert service.stranger.get(f"/tlog/{board.slug}/{path}").status_code == status


def test_the_access_log_s_entries_and_receipts_are_for_whoever_reviews_it(service, runtime, board, tmp_path):
    service.client.get("/api/v1/cases")
    board.publish_checkpoint("access")
    entries, receipt = f"/tlog/{board.slug}/access/1/tile/entries/000.p/1", "/api/v1/ledger/receipts/0?ledger=access"
    assert service.client.get(entries).status_code == 403
    assert service.client.get(receipt).status_code == 403
    with served(runtime, account_of_inga(tmp_path, board, "loggkontrollant"), MemoryLog()) as address:
        with httpx2.Client(base_url=address, auth=("inga", PASSWORD), verify=NO_TLS) as client:
            assert client.get(entries).status_code == 200
            text = client.get(receipt).json()["receipt"]
    position, us, header = _leaf_of(board)
    vkey = board.checkpointer("access").vkey
    assert verify_receipt(text, ledger_leaf_hash(position, us, header), vkey, verify_ed25519)[0] == 0


def test_the_access_log_s_receipt_in_the_shell_is_for_whoever_reviews_it_and_is_logged(aktspar, board, runtime, monkeypatch):
    aktspar("case", "list")
    accounts = Accounts(runtime.settings.data_dir / ACCOUNTS_FILE)
    for role in (Role.LOG_CONTROLLER, Role.AUDITOR, Role.INTERNAL_CONTROL, Role.OPERATOR):
        name = f"kvitto-{role}"
        accounts.add(new_account(name, str(role), "Inga Exempel", board.slug), PASSWORD)

    def asked(role, password=PASSWORD, ledger="access"):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        return aktspar("receipt", "0", "--ledger", ledger, "--account", f"kvitto-{role}", "--password-stdin", "--json")

    assert aktspar("receipt", "0", "--ledger", "access").status == 2
    assert "--account" in aktspar("receipt", "0", "--ledger", "access").stderr
    assert "lösenord är fel" in asked(Role.AUDITOR, "fel-losenord").document["detail"]
    for role in (Role.INTERNAL_CONTROL, Role.OPERATOR):
        assert "loggkontrollant eller revisor" in asked(role).document["detail"]
    before = board.store.access.size()
    for number, role in enumerate((Role.LOG_CONTROLLER, Role.AUDITOR), 1):
        ran = asked(role)
        assert (ran.status, ran.document["position"]) == (0, 0)
        assert board.store.access.size() == before + number
        assert access_records(board)[-1].action == "receipt" and access_records(board)[-1].caller == f"konto:kvitto-{role}"


def _leaf_of(board):
    [row] = board.store.access.recorder.rows_at([0])
    return row[0], row[3], row[5]


def test_an_export_is_whole_and_gone_on_with_and_never_written_over(aktspar, board, tmp_path):
    out = tmp_path / "out"
    first = aktspar("tiles", "export", out, "--json").document["ledgers"][0]
    assert (first["size"], first["present"]) == (records.SIZE, 0)
    folder = out / board.slug / "ledger" / "1"

    def fetch(path):
        return (folder / path).read_bytes()

    assert foreign_verifier.check_log(fetch, first["verifier_key"]) == records.SIZE
    grown(board, 300)
    second = aktspar("tiles", "export", out, "--json").document["ledgers"][0]
    assert foreign_verifier.check_log(fetch, second["verifier_key"]) == second["size"] == records.SIZE + 300
    again = aktspar("tiles", "export", out, "--json").document["ledgers"][0]
    assert again["written"] == 0 and again["present"] > 0
    partial = folder / f"tile/0/001.p/{records.SIZE + 300 - 256}"
    partial.write_bytes(b"x" * len(partial.read_bytes()))
    ran = aktspar("tiles", "export", out)
    assert ran.status == 1 and partial.read_bytes()[:1] == b"x"


def test_an_export_of_another_tree_is_refused(aktspar, board, api_cluster, tmp_path):
    aktspar("tiles", "export", tmp_path / "out")
    with api_cluster.admin() as admin:
        schema = board.store.schema
        for table in ("event", "payload"):
            admin.execute(f"DELETE FROM {schema}.ledger_{table} WHERE position >= 5")
        admin.execute(f"UPDATE {schema}.ledger_head SET size = 5")
        admin.execute(f"DELETE FROM {schema}.ledger_checkpoint")
        admin.execute(f"DELETE FROM {schema}.ledger_published")
    for folder in ("checkpoints", "keys/signer.high-water"):
        shutil.rmtree(tmp_path / folder)
    assert aktspar("tiles", "export", tmp_path / "out").status == 1


# --- receipts -----------------------------------------------------------------------------------------------------


def test_a_receipt_comes_when_the_witnesses_have_signed(runtime, witnessed, tmp_path):
    board, _ = witnessed
    with served(runtime, account_of_inga(tmp_path, board), MemoryLog()) as address:
        with httpx2.Client(base_url=address, auth=("inga", PASSWORD), verify=NO_TLS) as client:
            waiting = client.get("/api/v1/ledger/receipts/3")
            assert (waiting.status_code, waiting.content, waiting.headers["retry-after"]) == (202, b"", "10")
            assert client.get("/api/v1/ledger/receipts/3", headers={"Prefer": "wait=0"}).status_code == 202
            Checkpoints(runtime).run()
            found = client.get("/api/v1/ledger/receipts/3", headers={"Prefer": "respond-async, wait=9"})
    assert found.status_code == 200
    [leaf] = board.leaves(3, 1)
    proven = verify_receipt(found.json()["receipt"], ledger_leaf_hash(*leaf[:3]), board.checkpointer().vkey, verify_ed25519)
    assert proven[1].size == found.json()["size"]


def test_a_receipt_reads_a_tile_a_level_and_not_the_ledger(board):
    grown(board, 1500)
    board.publish_checkpoint()
    proof, asked = board.proof(), []
    hashes = proof.store.hashes
    proof.store.hashes = lambda level, first, last: asked.append((level, last - first)) or hashes(level, first, last)
    proof.receipt(700)
    assert len(asked) <= 4 and all(count <= 256 for _, count in asked)


# --- the worker ---------------------------------------------------------------------------------------------------


def test_the_worker_publishes_both_ledgers_and_renews_an_idle_one(runtime, board):
    now = [0.0]
    job = Checkpoints(runtime, lambda: now[0])
    told = job.run()["checkpoints"]
    assert [(each["ledger"], each["size"], each["published"]) for each in told] == [
        ("ledger", records.SIZE, True), ("access", 0, True)
    ]
    assert job.run() is None, "nothing new is nothing to tell"
    grown(board, 1)
    assert [each["ledger"] for each in job.run()["checkpoints"]] == ["ledger"]
    now[0] = RENEW_SECONDS
    assert [each["ledger"] for each in job.run()["checkpoints"]] == ["ledger", "access"]


def test_one_damaged_ledger_keeps_no_other_from_its_checkpoint(runtime, board, api_cluster):
    board.make_checkpoint()
    with api_cluster.admin() as admin:
        admin.execute(f"UPDATE {board.store.schema}.ledger_head SET size = 5")
    with pytest.raises(CorruptLedgerError, match="have been signed"):
        Checkpoints(runtime).run()
    assert board.last_checkpoint("access").checkpoint.size == 0


# --- samples ------------------------------------------------------------------------------------------------------


def test_a_sample_is_drawn_from_the_first_witnessed_checkpoint_after_its_rule(aktspar, runtime, witnessed):
    board, _ = witnessed
    asked = ("--unit", "Resursenheten", "--size", "1", "--json")
    drawn = ("sample", "draw", *asked)
    ran = aktspar("sample", "rule", *asked)
    assert ran.status == 0, ran.stdout + ran.stderr
    assert aktspar(*drawn).status == 2, "the control: nobody outside has signed anything after the rule"
    aktspar("checkpoint")
    ran = aktspar(*drawn)
    assert ran.status == 0, ran.stdout + ran.stderr
    assert "seed" in ran.stdout


# --- another key --------------------------------------------------------------------------------------------------


def test_another_key_signs_from_a_size_on_and_the_earlier_one_has_said_so(runtime, board):
    old = board.publish_checkpoint()
    earlier = board.checkpointer().vkey
    told = rotate(runtime)
    assert [each["ledger"] for each in told] == ["ledger", "access"]
    last_size = told[0]["earlier_key_last_size"]
    assert last_size == old.signed.checkpoint.size + 1
    later = runtime.reopen(board.slug)
    vkey = later.checkpointer().vkey
    assert vkey == told[0]["new_verifier_key"] != earlier
    assert open_checkpoint(later.make_checkpoint().note, earlier, verify_ed25519).size == last_size
    grown(later, 3)
    signed = later.publish_checkpoint().signed
    assert open_checkpoint(signed.note, vkey, verify_ed25519).size == last_size + 3
    assert later.verify().faults == [] and later.verify("access").faults == []


def test_the_earlier_key_is_refused_beyond_its_last_size(runtime, board):
    thief = runtime.signer()
    rotate(runtime)
    later = runtime.reopen(board.slug)
    grown(later, 3)
    checkpoint = later.make_checkpoint().checkpoint
    stolen = thief.sign_checkpoint(checkpoint, checkpoint.origin)
    assert open_checkpoint(stolen, verifier_key(checkpoint.origin, thief.public_key), verify_ed25519), "the control"
    assert [fault.kind for fault in later.verify(notes=[stolen]).faults] == ["checkpoint"]
    with pytest.raises(NoteError):
        open_checkpoint(stolen, later.checkpointer().vkey, verify_ed25519)


def test_a_rotation_that_was_broken_off_goes_on(runtime, board, monkeypatch):
    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("api.signer_rotation.write_retired", stop)
        with pytest.raises(Exception, match="kan inte skrivas"):
            rotate(runtime)
    size = board.ledger.size()
    board = runtime.reopen(board.slug)
    earlier = board.checkpointer().vkey
    told = rotate(runtime)
    assert board.ledger.size() == size, "the event is not recorded twice"
    assert runtime.reopen(board.slug).checkpointer().vkey == told[0]["new_verifier_key"] != earlier
