"""A board can leave with everything, in formats that need no Aktspår; and one case can go to the archive."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import zipfile

import jsonschema_rs
import pytest

from api import exit_export
from domain.approval.codes import ApprovalKind
from domain.ledger.leaf import ledger_leaf_hash
from domain.ledger.merkle import root_hash
from tests.api import records
from tests.api.conftest import access_records
from tests.support.examples import CASE, OTHER_CASE
from tests.support.granted import grant


@pytest.fixture
def folder(aktspar, board, tmp_path, monkeypatch):
    monkeypatch.setattr(exit_export, "PART_EVENTS", 3)
    grant(board, ApprovalKind.BULK_EXPORT, "export everything")
    path = tmp_path / "export"
    assert aktspar("export", "everything", path).status == 0
    return path


def lines(folder, ledger="ledger"):
    return [json.loads(line) for path in sorted((folder / ledger).iterdir()) for line in path.read_text("utf-8").splitlines()]


def test_everything_takes_two_people(aktspar, board, tmp_path):
    ran = aktspar("export", "everything", tmp_path / "export")
    assert ran.status == 2 and "kräver två personer" in ran.stderr and not (tmp_path / "export").exists()


def test_the_exported_events_give_the_signed_root_by_the_description_alone(folder, board):
    found = lines(folder)
    hashes = []
    for line in found:
        header = base64.b64decode(line["header"])
        hashes.append(ledger_leaf_hash(line["position"], line["recorded_us"], header))
        assert base64.b64encode(hashes[-1]).decode() == line["leaf_hash"]
    note = (folder / "checkpoint-ledger.txt").read_text().splitlines()
    size = int(note[1])
    assert size >= len(found) > records.SIZE and [line["position"] for line in found] == list(range(len(found)))
    assert base64.b64encode(root_hash([leaf.leaf_hash for leaf in board.leaves(0, size)])).decode() == note[2]


def test_every_event_is_there_in_clear_and_fits_its_schema(folder, board):
    for line, recorded in zip(lines(folder), board.ledger.read(0, 1_000), strict=False):
        schema = json.loads((folder / "schema" / f"{line['event_type']}.json").read_text())
        assert jsonschema_rs.is_valid(schema, line["event"])
        assert line["event"] == recorded.event.model_dump(mode="json")
    assert records.NAME in (folder / "cases" / f"{CASE}.json").read_text("utf-8")


def test_registers_are_rows_that_a_spreadsheet_reads(folder):
    text = (folder / "registers" / "unit.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [json.loads(row["content"])["name"] for row in rows] == ["Resursenheten", "KBT-teamet"]


def test_every_file_has_its_checksum(folder):
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"}
    assert sums == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def test_the_cases_of_a_part_stand_in_the_access_log_before_the_part_is_written(aktspar, board, tmp_path, monkeypatch):
    grant(board, ApprovalKind.BULK_EXPORT, "export everything")
    monkeypatch.setattr(exit_export, "PART_EVENTS", 3)
    seen = []
    write = exit_export.write_durably

    def watched(path, content):
        if path.parent.name in ("ledger", "cases") and str(CASE) in content.decode():
            seen.append(any(CASE in record.cases for record in access_records(board)))
        write(path, content)

    monkeypatch.setattr(exit_export, "write_durably", watched)
    assert aktspar("export", "everything", tmp_path / "export").status == 0
    assert seen and all(seen)


def test_an_interrupted_export_goes_on_with_the_same_events(aktspar, board, tmp_path, monkeypatch):
    grant(board, ApprovalKind.BULK_EXPORT, "export everything")
    monkeypatch.setattr(exit_export, "PART_EVENTS", 3)
    path, write = tmp_path / "export", exit_export.write_durably

    def full(target, content):
        if target.name == "0000000006.jsonl":
            raise OSError(28, "No space left on device")
        write(target, content)

    monkeypatch.setattr(exit_export, "write_durably", full)
    assert aktspar("export", "everything", path).status == 2
    assert not (path / "SHA256SUMS").exists()
    monkeypatch.setattr(exit_export, "write_durably", write)
    records.record_one_more(board)
    ran = aktspar("export", "everything", path, "--json")
    assert ran.status == 0 and len(lines(path)) == ran.document["sizes"]["ledger"] < board.ledger.size()


def test_a_folder_with_something_else_in_it_is_refused(aktspar, board, tmp_path):
    grant(board, ApprovalKind.BULK_EXPORT, "export everything")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "annat.txt").touch()
    ran = aktspar("export", "everything", tmp_path / "export")
    assert ran.status == 2 and "inte tom" in ran.stderr


def test_an_archive_package_is_whole_described_and_the_same_bytes_each_time(aktspar, board, tmp_path):
    one = aktspar("export", "archive", CASE, "-o", tmp_path / "a.zip", "--json")
    two = aktspar("export", "archive", "2024-0001", "-o", tmp_path / "b.zip", "--json")
    assert one.status == two.status == 0 and one.document["sha256"] == two.document["sha256"]
    with zipfile.ZipFile(tmp_path / "a.zip") as package:
        files = {name: package.read(name) for name in package.namelist()}
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert files["tidslinje.pdf"].startswith(b"%PDF") and b"<case_number>2024-0001</case_number>" in files["metadata.xml"]
    events = [json.loads(line) for line in files["handelser.jsonl"].splitlines()]
    assert len(events) == one.document["events"] and str(OTHER_CASE) not in files["handelser.jsonl"].decode()
    assert "export archive" in {record.action for record in access_records(board)}


def test_an_archive_package_is_a_new_zip(aktspar, board, tmp_path):
    (tmp_path / "a.zip").touch()
    for name in ("a.zip", "a.pdf"):
        ran = aktspar("export", "archive", CASE, "-o", tmp_path / name)
        assert ran.status == 2 and "slutar på .zip" in ran.stderr
