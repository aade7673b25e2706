"""What a superuser can do, and exactly who finds it: one table, so that it is seen which checkers do not.

Twelve events, one a stream; signed and witnessed at size 12; receipts of positions 3 and 9 handed out. Three degrees of power:
`SQL` changes rows; `NEAT` also makes the stored hashes right; `ALL` also has the files, the signer's memory and its key.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import pytest

from adapters.signing import verify_ed25519
from adapters.witness import WitnessServer
from api.main import OpenBoard
from domain.errors import CorruptLedgerError
from domain.ledger.leaf import ledger_leaf_hash
from domain.ledger.merkle import ProofError
from domain.ledger.receipt import verify_receipt
from tests.support.auditing import REHASH, Audited
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command
from tests.support.witnesses import running_witness, write_policy

HELD = (3, 9)
"""The positions that somebody outside holds a receipt of."""


class Power(Enum):
    """How far the superuser's hands reach."""

    SQL = "sql"
    NEAT = "neat"
    ALL = "all"


SQL, NEAT, ALL = Power


class Abuse(NamedTuple):
    """What is done, and who finds it.

    Args:
        kinds: What `verify` names, with what is kept on the machine alone.
        finders: Everybody who finds it; whoever is not here does not.
    """

    power: Power
    statements: tuple[str, ...]
    kinds: set[str]
    finders: set[str]


AT_3 = " WHERE position = 3"
FLIPPED = "UPDATE {payload} SET payload = set_byte(payload, 40, (get_byte(payload, 40) + 1) % 256)" + AT_3
HEADER = "UPDATE {event} SET header = convert_to(replace(convert_from(header, 'UTF8'), %s, %s), 'UTF8')" + AT_3
PURPOSE = HEADER % ("'case_work'", "'lex_sarah'")
OTHER_KEY = HEADER % tuple(
    "(SELECT substring(convert_from(header, 'UTF8') FROM '\"key\":\"([^\"]+)\"')"
    f" FROM {{event}} WHERE position = {position})" for position in HELD
)
FIRST = "substr(payload, 5, ('x' || encode(substr(payload, 1, 4), 'hex'))::bit(32)::integer)"
STATED = HEADER % tuple(
    f"(SELECT encode(sha256({FIRST}), 'base64') FROM {table})" for table in ("taken", "{payload}" + AT_3)
)
LATER = "UPDATE {event} SET recorded_us = recorded_us + 1" + AT_3
PAYLOADS_SWAPPED = (
    "UPDATE {payload} SET position = -1" + AT_3, "UPDATE {payload} SET position = 3 WHERE position = 9",
    "UPDATE {payload} SET position = 9 WHERE position = -1",
)
EVENTS_SWAPPED = (
    "CREATE TEMP TABLE o AS SELECT * FROM {event} e JOIN {payload} p USING (position) WHERE position IN (3, 9);"
    " DELETE FROM {event} WHERE position IN (3, 9); DELETE FROM {payload} WHERE position IN (3, 9);"
    " UPDATE o SET position = 12 - position, recorded_us = (SELECT sum(recorded_us) FROM o) - recorded_us;"
    " INSERT INTO {payload} SELECT position, payload FROM o; ALTER TABLE o DROP payload; INSERT INTO {event} SELECT * FROM o",
)
SET_BACK = (
    "DELETE FROM {event} WHERE position >= 7", "DELETE FROM {payload} WHERE position >= 7",
    "UPDATE {head} SET size = 7, closed_us = (SELECT max(recorded_us) FROM {event})",
    "DELETE FROM {checkpoint} WHERE size > 7", "DELETE FROM {published} WHERE size > 7", "DELETE FROM {tile_hash}",
)
GO_ON = "go on"
"""As a statement: eight more events are appended, as by a service that notices nothing."""

OUTSIDE = {"old checkpoint", "receipt", "witness"}
CHANGED = {"verify", "old checkpoint", "receipt"}
ABUSES = {
    "nothing at all (control)": Abuse(SQL, (), set(), set()),
    "more is recorded (control)": Abuse(SQL, (GO_ON,), set(), set()),
    "a payload": Abuse(SQL, (FLIPPED,), {"payload"}, {"verify", "reader"}),
    "a payload, and the key": Abuse(ALL, (FLIPPED,), {"payload"}, {"verify", "reader"}),
    "a payload and what the header states of it": Abuse(SQL, (FLIPPED, STATED), {"leaf", "root"}, CHANGED | {"reader"}),
    "a payload and its header, hashes made right": Abuse(NEAT, (FLIPPED, STATED), {"root"}, CHANGED | {"reader"}),
    "a payload and its header, and the key": Abuse(ALL, (FLIPPED, STATED), set(), OUTSIDE | {"reader"}),
    "a header": Abuse(SQL, (PURPOSE,), {"leaf", "root"}, CHANGED | {"reader"}),
    "a header, hashes made right": Abuse(NEAT, (PURPOSE,), {"root"}, CHANGED | {"reader"}),
    "a header, and the key": Abuse(ALL, (PURPOSE,), set(), OUTSIDE | {"reader"}),
    "a recorded time": Abuse(SQL, (LATER,), {"leaf", "root"}, CHANGED),
    "a recorded time, hashes made right": Abuse(NEAT, (LATER,), {"root"}, CHANGED),
    "a fork: a recorded time, and the key": Abuse(ALL, (LATER,), set(), OUTSIDE),
    "a key id": Abuse(SQL, (OTHER_KEY,), {"leaf", "root"}, CHANGED | {"reader"}),
    "a key id, hashes made right": Abuse(NEAT, (OTHER_KEY,), {"root"}, CHANGED | {"reader"}),
    "a key id, and the key": Abuse(ALL, (OTHER_KEY,), set(), OUTSIDE | {"reader"}),
    "two payloads swapped": Abuse(SQL, PAYLOADS_SWAPPED, {"payload"}, {"verify", "reader"}),
    "two payloads swapped, and the key": Abuse(ALL, PAYLOADS_SWAPPED, {"payload"}, {"verify", "reader"}),
    "a position: two events swapped": Abuse(SQL, EVENTS_SWAPPED, {"leaf", "root"}, CHANGED),
    "two events swapped, hashes made right": Abuse(NEAT, EVENTS_SWAPPED, {"root"}, CHANGED),
    "two events swapped, and the key": Abuse(ALL, EVENTS_SWAPPED, set(), OUTSIDE),
    "the last five removed": Abuse(SQL, SET_BACK, {"truncated"}, CHANGED | {"signer"}),
    "the last five removed, and the key": Abuse(ALL, SET_BACK, set(), OUTSIDE),
    "yesterday's backup, and on": Abuse(SQL, (*SET_BACK, GO_ON), {"root"}, CHANGED | {"signer"}),
    "yesterday's backup, and on, and the key": Abuse(ALL, (*SET_BACK, GO_ON), set(), OUTSIDE),
}
"""A signer alone goes on from the tree that it signed last, so that it finds only what is smaller or another from there on; what
it signs next is still of the events as they were, and verification holds it against them."""


class Scene(NamedTuple):
    """The ledger, its witness, and what is held outside."""

    audited: Audited
    server: WitnessServer
    policy: Path
    note: str
    receipts: dict[int, str]
    witnessed: dict[Path, bytes]


@pytest.fixture(scope="module")
def made(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Twelve events that are signed, witnessed and have receipts."""
    folder = tmp_path_factory.mktemp("superuser")
    audited = Audited(cluster, cluster.new_board(), folder / "audited")
    for _ in range(12):
        audited.ledger.append(note_command())
    vkeys = [audited.board.checkpointer(name).vkey for name in ("ledger", "access")]
    with running_witness(folder / "witness", *vkeys) as server:
        policy = write_policy(folder / "policy", server)
        board = OpenBoard(audited.store, audited.signer, audited.folder, policy)
        note = board.publish_checkpoint().signed.note
        receipts = {position: board.receipt(position)[0] for position in HELD}
        audited.keep()
        states = {path: path.read_bytes() for path in (folder / "witness" / "state").iterdir()}
        yield Scene(audited, server, policy, note, receipts, states)
        board.projector.close()
    audited.close()


@pytest.fixture
def scene(made: Scene) -> Scene:
    """All of it as it was."""
    made.audited.folder.mkdir(exist_ok=True)
    for folder in (made.audited.files, made.audited.memory):
        folder.mkdir(parents=True, exist_ok=True)
    made.audited.restore()
    for path, content in made.witnessed.items():
        path.write_bytes(content)
    return made


def commit(scene: Scene, abuse: Abuse) -> None:
    """Do the harm, as far as the power reaches."""
    audited = scene.audited
    with audited.cluster.admin() as admin:
        admin.execute(audited.filled("CREATE TEMP TABLE taken AS SELECT payload FROM {payload} WHERE position = 3"))
        for statement in abuse.statements:
            if statement == GO_ON:
                audited.ledger.append(note_command(count=8))
            else:
                admin.execute(audited.filled(statement))
    if abuse.power is not SQL:
        audited.tamper(REHASH)
    if abuse.power is ALL:
        audited.tamper("DELETE FROM {checkpoint}", "DELETE FROM {published}", "DELETE FROM {tile_hash}")
        for folder in (audited.files, audited.memory):
            shutil.rmtree(folder)
        audited.board.make_checkpoint()


def found_by(scene: Scene) -> tuple[set[str], set[str]]:
    """What verification names by what the machine itself has, and everybody who finds anything."""
    audited = scene.audited
    kinds = {fault.kind for fault in audited.faults()}
    finders = {"verify"} if kinds else set()
    if {fault.kind for fault in audited.faults(scene.note)} & {"root", "truncated"}:
        finders.add("old checkpoint")
    board = OpenBoard(audited.store, audited.signer, audited.folder, scene.policy)
    checks: dict[str, Callable[[], object]] = {
        "reader": lambda: audited.ledger.at(HELD), "receipt": lambda: compare_receipts(scene),
        "signer": audited.board.make_checkpoint, "witness": board.publish_checkpoint,
    }
    for name, check in checks.items():
        try:
            check()
        except (CorruptLedgerError, ProofError) as error:
            if name != "witness" or "the witness W0" in str(error):
                finders.add(name)
    board.projector.close()
    return kinds, finders


def compare_receipts(scene: Scene) -> None:
    """What somebody with a receipt does: the event that is shown now is held against it."""
    for position, receipt in scene.receipts.items():
        leaves = scene.audited.board.leaves(position, 1)
        if not leaves:
            raise ProofError(f"nothing stands at {position}")
        vkey = scene.audited.board.checkpointer().vkey
        verify_receipt(receipt, ledger_leaf_hash(*leaves[0][:3]), vkey, verify_ed25519)


@pytest.mark.parametrize("what", ABUSES)
def test_an_abuse_is_found_by_exactly_those_who_can(what: str, scene: Scene) -> None:
    abuse = ABUSES[what]
    commit(scene, abuse)
    assert found_by(scene) == (abuse.kinds, abuse.finders)


def test_the_table_has_every_way_in_and_nobody_is_in_it_for_nothing() -> None:
    assert {name for abuse in ABUSES.values() for name in abuse.finders} == {*CHANGED, *OUTSIDE, "reader", "signer"}
    assert not [what for what, abuse in ABUSES.items() if abuse.statements not in ((), (GO_ON,)) and not abuse.finders]
    assert all("witness" in abuse.finders for abuse in ABUSES.values() if abuse.power is ALL and not abuse.kinds)
