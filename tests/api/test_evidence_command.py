"""`aktspar evidence`: made, recorded with its hash, and only then written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from domain.evidence.events import EvidenceHandedOut
from tests.api.conftest import access_records
from tests.api.records import CORRECTED, NAME, SECRET
from tests.support.cast import CASE, OTHER_CASE

TO = ("--recipient", "Tingsrätten i Påhittköping", "--legal-basis", "osl_10_28", "--scope", "Hela akten, mål T 1-24")


def unpacked(path: Path, folder: Path) -> Path:
    """The folder that an archive was unpacked in."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def verified(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the verifier in a folder says, run as a receiver runs it: no environment, no packages."""
    command = [sys.executable, "-I", "verifier.py", *arguments]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, encoding="utf-8", check=False)


def handed_out(board):
    return [each for each in board.ledger.read(0, 1_000) if isinstance(each.event, EvidenceHandedOut)]


def test_a_package_is_written_verifies_and_stands_in_the_ledger_with_its_hash(board, aktspar, tmp_path):
    path = tmp_path / "paket.zip"
    told = aktspar("evidence", CASE, "-o", path, *TO, "--json").document
    [recorded] = handed_out(board)
    event = recorded.event
    assert told["package_sha256"] == event.package_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (event.about_case_id, event.recipient_name, event.known_size) == (CASE, TO[1], 7)
    assert (event.disclosure_basis.value, event.handed_out_scope, event.masked_parts) == (TO[3], TO[5], 0)
    folder = unpacked(path, tmp_path / "mapp")
    ran = verified(folder)
    assert (ran.returncode, ran.stdout.startswith("Inget fel. 4 händelser")) == (0, True), ran.stdout
    assert "nyckeln kom med paketet" in ran.stderr
    text = (folder / "tidslinje.jsonl").read_text("utf-8")
    assert SECRET in text and CORRECTED in text and NAME in text
    assert [each.name for each in folder.iterdir() if each.suffix == ".py"] == ["verifier.py"]


def test_the_reading_is_in_the_access_log_and_in_the_package_before_the_file_is_there(board, aktspar, tmp_path):
    path = tmp_path / "paket.zip"
    aktspar("case", "show", CASE)
    assert aktspar("evidence", CASE, "-o", path).status == 0
    last = access_records(board)[-1]
    assert (last.action, last.outcome, last.cases, last.purpose.value) == ("evidence", "shown", (CASE,), "lex_sarah")
    rows = [json.loads(line) for line in (unpacked(path, tmp_path / "m") / "lasningar.jsonl").read_text("utf-8").splitlines()]
    assert [(row["action"], row["proven"]) for row in rows] == [("case show", True), ("evidence", True)]


def test_without_a_recipient_the_package_is_for_the_authoritys_own_work(board, aktspar, tmp_path):
    told = aktspar("evidence", CASE, "-o", tmp_path / "p.zip", "--json").document
    [recorded] = handed_out(board)
    assert (recorded.event.recipient_name, recorded.event.disclosure_basis, told["recipient"]) == (None, None, None)


def test_an_earlier_moment_is_told_as_it_was_known(board, aktspar, tmp_path):
    told = aktspar("evidence", CASE, "-o", tmp_path / "p.zip", "--known-at", 6, "--json").document
    folder = unpacked(tmp_path / "p.zip", tmp_path / "m")
    text = (folder / "tidslinje.jsonl").read_text("utf-8")
    assert told["known_at"] == 6 and told["checkpoint_size"] == 7
    assert SECRET in text and CORRECTED not in text
    assert verified(folder).returncode == 0


@pytest.mark.parametrize(("arguments", "message"), [
    ((), "Ange ärendet och en ny fil"),
    ((str(CASE),), "Ange ärendet och en ny fil"),
    ((str(CASE), "-o", "finns.zip"), "Filen finns redan"),
    ((str(CASE), "-o", "ingen/p.zip"), "Mappen som filen ska ligga i finns inte"),
    ((str(CASE), "-o", "p.zip", "--recipient", "X"), "tillsammans"),
    ((str(CASE), "-o", "p.zip", *TO[:3], "osl_1", *TO[4:]), "--legal-basis finns inte"),
    ((str(CASE), "-o", "p.zip", *TO[:5], " "), "Vad utlämnandet omfattar"),
    ((str(CASE), "-o", "p.zip", "--mask", "12:fel"), "Maskens del finns inte"),
    ((str(CASE), "-o", "p.zip", "--mask", "fact=osl_1"), "Maskens grund finns inte"),
    ((str(CASE), "-o", "p.zip", "--mask", ":fact"), "Masken går inte att läsa"),
    ((str(CASE), "-o", "p.zip", "--mask", "99"), "Mask nummer 1 träffar ingen del"),
    (("2099-0001", "-o", "p.zip"), "Inget ärende med det numret"),
])
def test_what_is_refused_says_why_and_leaves_neither_file_nor_event(board, aktspar, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "finns.zip").write_bytes(b"annat")
    ran = aktspar("evidence", *arguments)
    assert ran.status == 2 and message in ran.stderr
    assert not (tmp_path / "p.zip").exists() and handed_out(board) == []


def test_a_file_that_cannot_be_written_leaves_no_half_file(board, aktspar, tmp_path, monkeypatch):
    monkeypatch.setattr("api.commands.evidence.copyfileobj", _full)
    ran = aktspar("evidence", CASE, "-o", tmp_path / "p.zip")
    assert ran.status == 2 and "Filen kan inte skrivas" in ran.stderr
    assert not (tmp_path / "p.zip").exists() and len(handed_out(board)) == 1


def _full(source, target):
    target.write(b"PK")
    raise OSError(28, os.strerror(28))


def test_the_hash_of_the_verifier_is_told_without_a_board(aktspar, tmp_path, board):
    aktspar("evidence", OTHER_CASE, "-o", tmp_path / "p.zip")
    inside = hashlib.sha256((unpacked(tmp_path / "p.zip", tmp_path / "m") / "verifier.py").read_bytes()).hexdigest()
    assert aktspar("evidence", "--verifier-hash").stdout == f"{inside}  verifier.py\n"
    assert aktspar("evidence", "--verifier-hash", "--json").document == {"file": "verifier.py", "sha256": inside}
