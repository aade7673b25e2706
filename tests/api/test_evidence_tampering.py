"""Any changed byte of a package is noticed and the file named; what somebody who holds the key changes is held to the ledger."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.evidence.assembled import verifier_hash, verifier_source
from adapters.evidence.offline import program
from adapters.signing import SigningKey
from api.evidence_building import build
from api.reading import Reader
from domain.base import Purpose
from domain.evidence.manifest import key_name, signed_text
from domain.evidence.package import Recipe
from tests.api import records
from tests.api.test_evidence_command import unpacked, verified
from tests.support.cast import CASE, OTHER_CASE

SELF = "verifier.py"


@pytest.fixture
def package(board, aktspar, tmp_path) -> Path:
    """A package with a correction, a reading, and a masked part, unpacked."""
    aktspar("timeline", CASE)
    ran = aktspar("evidence", CASE, "-o", tmp_path / "p.zip", "--mask", "5:fact=osl_26_5")
    assert ran.status == 0, ran.stderr
    return unpacked(tmp_path / "p.zip", tmp_path / "mapp")


def told(folder: Path, capsys, *arguments: str) -> tuple[int, list[str]]:
    """Exit status and lines, of the verifier's own code in this process."""
    capsys.readouterr()
    status = program.main([*arguments, str(folder)])
    return status, capsys.readouterr().out.splitlines()


def files_of(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.name != SELF)


def names(lines: list[str]) -> set[str]:
    return {line.split(": ")[0] for line in lines}


def test_an_unchanged_package_is_in_order(package, capsys):
    status, lines = told(package, capsys)
    assert (status, len(lines)) == (0, 1) and "1 delar är maskerade" in lines[0]


def test_every_byte_position_that_is_tried_in_every_file_is_noticed_and_the_file_named(package, capsys):
    for path in files_of(package):
        content = path.read_bytes()
        if not content:
            continue
        last = len(content) - 1
        for at in sorted({0, 1, last // 3, last // 2, last - 1, last}):
            for value in {content[at] ^ 1, content[at] ^ 0x80, 0x0A if content[at] != 0x0A else 0x20}:
                path.write_bytes(content[:at] + bytes([value]) + content[at + 1:])
                status, lines = told(package, capsys)
                assert status == 1 and path.name in names(lines), (path.name, at, lines)
        for changed in (content[:-1], content[1:], content + b"\n", b""):
            path.write_bytes(changed)
            status, lines = told(package, capsys)
            assert status == 1 and path.name in names(lines), (path.name, len(changed), lines)
        path.write_bytes(content)
    assert told(package, capsys)[0] == 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_one_byte_anywhere_is_noticed_and_the_file_named(package, capsys, data):
    path = data.draw(st.sampled_from([each for each in files_of(package) if each.stat().st_size]))
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda each: each != content[at]))
    try:
        path.write_bytes(content[:at] + bytes([value]) + content[at + 1:])
        status, lines = told(package, capsys)
        assert status == 1 and path.name in names(lines)
        assert told(package, capsys, "--key", str(package / "nyckel.txt"))[0] in ((2,) if path.name == "nyckel.txt" else (1,))
    finally:
        path.write_bytes(content)


def test_a_file_that_is_missing_renamed_or_added_is_named(package, capsys):
    for path in files_of(package):
        hidden = package.parent / path.name
        path.rename(hidden)
        status, lines = told(package, capsys)
        assert status == 1 and any(line == f"{path.name}: saknas" for line in lines), (path.name, lines)
        hidden.rename(package / ("x" + path.name))
        status, lines = told(package, capsys)
        assert status == 1 and {path.name, "x" + path.name} <= names(lines) or path.name == "innehall.json"
        (package / ("x" + path.name)).rename(path)
    (package / "extra.txt").write_text("hej")
    assert told(package, capsys) == (1, ["extra.txt: finns inte i innehållsförteckningen"])
    (package / "extra.txt").unlink()
    (package / "mapp").mkdir()
    assert names(told(package, capsys)[1]) == {"mapp"}


def test_a_file_of_another_package_does_not_fit(package, board, aktspar, capsys, tmp_path):
    aktspar("evidence", OTHER_CASE, "-o", tmp_path / "q.zip")
    other = unpacked(tmp_path / "q.zip", tmp_path / "annan")
    for path in files_of(package):
        content = path.read_bytes()
        if content == (other / path.name).read_bytes():
            assert path.name in ("nyckel.txt", "definitioner.json", "regler.json")
            continue
        path.write_bytes((other / path.name).read_bytes())
        status, lines = told(package, capsys)
        # A good signature of another table of contents and a changed table look alike; the line names both.
        named = "innehall.json" if path.name == "innehall.signatur" else path.name
        assert status == 1 and named in names(lines), path.name
        path.write_bytes(content)


def test_the_key_from_elsewhere_is_asked_for_and_another_key_is_refused(package, board, capsys, tmp_path):
    mine, other = tmp_path / "min.txt", tmp_path / "annan.txt"
    mine.write_text(board.checkpointer().vkey + "\n")
    origin = board.store.incarnations["ledger"].current.origin
    other.write_text(SigningKey.create(tmp_path / "annan.pem").verifier_key(origin))
    assert told(package, capsys, "--key", str(mine))[0] == 0
    assert "varning" not in verified(package, "--key", str(mine)).stderr
    status, lines = told(package, capsys, "--key", str(other))
    assert status == 1 and {"nyckel.txt", "innehall.signatur"} <= names(lines)


def signed_again(folder: Path, key: SigningKey) -> None:
    """What somebody does who changes files and holds a key: new hashes, new signature."""
    manifest = json.loads((folder / "innehall.json").read_bytes())
    for each in manifest["files"]:
        content = (folder / each["name"]).read_bytes()
        each["bytes"], each["sha256"] = len(content), sha256(content).hexdigest()
    content = json.dumps(manifest).encode()
    (folder / "innehall.json").write_bytes(content)
    origin = manifest["origin"]
    (folder / "innehall.signatur").write_text(key.sign_text(signed_text(origin, content), key_name(origin)), "utf-8")


def test_a_package_signed_again_by_another_key_is_found_by_the_key_from_elsewhere(package, board, capsys, tmp_path):
    mine, forger = tmp_path / "min.txt", SigningKey.create(tmp_path / "forger.pem")
    mine.write_text(board.checkpointer().vkey)
    origin = board.store.incarnations["ledger"].current.origin
    (package / "nyckel.txt").write_text(forger.verifier_key(origin) + "\n")
    signed_again(package, forger)
    # Even alone the package does not hold together: the checkpoints are the board's.
    assert names(told(package, capsys)[1]) == {"kontrollpunkt.txt", "kontrollpunkt-atkomst.txt"}
    status, lines = told(package, capsys, "--key", str(mine))
    assert status == 1 and {"nyckel.txt", "innehall.signatur"} <= names(lines)


def rewritten(folder: Path, name: str, change) -> None:
    rows = [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
    rows = change(rows) or rows
    (folder / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def other_text(rows):
    part = next(part for row in rows for part in row["segments"] if "helgerna" in part.get("plaintext", ""))
    part["plaintext"] = part["plaintext"].replace("helgerna", "nätterna")


def other_author(rows):
    rows[-1]["author"]["name"] = "Någon Annan"


def other_shown(rows):
    field = next(field for row in rows for entry in (row, *row["beneath"]) for field in entry["shown"] if field["kind"] == "fact")
    field["words"] = field["words"].replace("helgerna", "nätterna")


def unshown(rows):
    for row in rows:
        for entry in row["beneath"]:
            entry["shown"] = [field for field in entry["shown"] if field["kind"] != "fact"]


def earlier(rows):
    rows[-1]["recorded_us"] -= 1


def other_header(rows):
    rows[0]["header"] = rows[0]["header"].replace("case_work", "statistics")


def masked_more(rows):
    row = next(row for row in rows if len(row["segments"]) > 1)
    row["segments"][-1] = {"masked": "osl_26_1"}


def shown_mask(rows):
    row = next(row for row in rows for part in row["segments"] if "masked" in part)
    guess = {"plaintext": '{"fact":"Ja."}', "salt": "A" * 43 + "="}
    row["segments"] = [part if "plaintext" in part else guess for part in row["segments"]]


INSIDER = [
    ("handelser.jsonl", other_text, "handelser.jsonl", "är inte den som liggaren har"),
    ("handelser.jsonl", earlier, "handelser.jsonl", "beviset leder inte"),
    ("handelser.jsonl", other_header, "handelser.jsonl", "beviset leder inte"),
    ("handelser.jsonl", lambda rows: rows[:1] + rows[2:], "handelser.jsonl", "bevisets position"),
    ("handelser.jsonl", lambda rows: rows[::-1], "handelser.jsonl", "ordningen"),
    ("handelser.jsonl", masked_more, "maskering.jsonl", "just de delar"),
    ("handelser.jsonl", shown_mask, "handelser.jsonl", "är inte den som liggaren har"),
    ("maskering.jsonl", lambda rows: rows[1:] or [{**rows[0], "why": "osl_26_1"}], "maskering.jsonl", "just de delar"),
    ("tidslinje.jsonl", other_author, "tidslinje.jsonl", "författare"),
    ("tidslinje.jsonl", other_shown, "tidslinje.jsonl", "är inte vad händelsen säger"),
    ("tidslinje.jsonl", unshown, "tidslinje.jsonl", "en text i händelsen visas inte"),
    ("tidslinje.jsonl", lambda rows: rows[1:], "tidslinje.jsonl", "visas inte"),
    ("lasningar.jsonl", lambda rows: rows[1:], "lasningar.jsonl", "visas inte"),
    ("lasningar.jsonl", lambda rows: [{**row, "caller": "konto:annan"} for row in rows], "lasningar.jsonl", "åtkomstloggen"),
    ("handelser-bevis.jsonl", lambda rows: rows[:-1], "handelser.jsonl", "bevisets position"),
]


def test_whoever_holds_the_signing_key_cannot_change_what_the_ledger_says(package, board, capsys):
    for name, change, named, reason in INSIDER:
        before = (package / name).read_bytes()
        rewritten(package, name, change)
        signed_again(package, board._signer)
        status, lines = told(package, capsys)
        assert status == 1 and any(line.startswith(f"{named}: ") and reason in line for line in lines), (reason, lines)
        (package / name).write_bytes(before)
    signed_again(package, board._signer)
    assert told(package, capsys)[0] == 0


def test_a_withheld_event_is_a_gap_in_its_stream_even_with_its_proof_withheld(package, board, capsys):
    def without(rows):
        return [row for row in rows if row["position"] != 5]

    for name in ("handelser.jsonl", "handelser-bevis.jsonl", "maskering.jsonl"):
        rewritten(package, name, without)
    manifest = json.loads((package / "innehall.json").read_bytes())
    manifest["count"]["ledger"] -= 1
    (package / "innehall.json").write_text(json.dumps(manifest))
    signed_again(package, board._signer)
    status, lines = told(package, capsys)
    assert status == 1 and any("händelse 3 i strömmen" in line and "saknas" in line for line in lines), lines


HOSTILE_TABLES = [
    b"[" * 200_000, b"{" * 10, b'{"format":1}', b"\xff\xfe", b'{"format":"aktspar/bevispaket/1"}', b"1" * 5_000,
    b'{"format":"aktspar/bevispaket/1","files":[{"name":"../../etc/passwd","bytes":1,"sha256":""}]}',
    b'{"format":"aktspar/bevispaket/1","format":"x"}', b'"' + b"a" * (2 << 20) + b'"', b"null", b'{"a":NaN}',
]


def test_a_hostile_table_of_contents_is_named_and_nothing_else_happens(package, capsys):
    for content in HOSTILE_TABLES:
        (package / "innehall.json").write_bytes(content)
        status, lines = told(package, capsys)
        assert status == 1 and "innehall.json" in names(lines), content[:60]


HOSTILE_LINES = [
    b"[" * 100_000 + b"\n", b"{}\n", b'{"position":true}\n', b'{"position":0,"position":1}\n', b"\xff\n",
    b'{"a":1.5}\n', b"null\n",
    b'{"position":2,"recorded_us":1,"header":"{}","segments":[]}\r\n', b'{"position":-1,"recorded_us":-1}\n', b"x" * (9 << 20),
    b'{"position":2,"recorded_us":1,"header":"{\\"seg\\":[1]}","segments":{}}\n', b'{"position":"2"}\n', b"{}",
]


def test_hostile_lines_under_a_good_signature_are_named_without_a_crash(package, board, capsys):
    for name in ("handelser.jsonl", "handelser-bevis.jsonl", "tidslinje.jsonl", "maskering.jsonl", "lasningar.jsonl"):
        before = (package / name).read_bytes()
        for content in HOSTILE_LINES:
            (package / name).write_bytes(content)
            signed_again(package, board._signer)
            status, lines = told(package, capsys)
            assert status == 1 and names(lines) & {name, "handelser.jsonl"}, (name, content[:60], lines)
        (package / name).write_bytes(before)


def test_links_and_odd_names_are_named_and_not_followed(package, capsys, tmp_path):
    secret = tmp_path / "utanfor.txt"
    secret.write_bytes((package / "regler.json").read_bytes())
    (package / "regler.json").unlink()
    (package / "regler.json").symlink_to(secret)
    os.mkfifo(package / "ko")
    (package / "rad\nbrott\x1b[31m").write_text("x")
    status, lines = told(package, capsys)
    assert status == 1 and {"regler.json", "ko"} <= names(lines)
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("arguments", [("--key",), ("--okänd",), ("a", "b"), ("--key", "finns-inte.txt"), ("ingen-mapp",)])
def test_wrong_use_ends_with_2(package, arguments):
    assert verified(package, *arguments).returncode == 2


def test_the_verifier_imports_the_standard_library_only_and_runs_with_nothing_else():
    tree = ast.parse(verifier_source())
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names
    assert not modules & {"socket", "subprocess", "urllib", "http", "shutil", "tempfile"}
    assert sha256(verifier_source()).hexdigest() == verifier_hash()


def test_the_verifier_writes_nothing_and_takes_bounded_memory(package):
    before = {path.name: path.stat().st_mtime_ns for path in package.iterdir()}
    limited = "import resource,runpy,sys;resource.setrlimit(resource.RLIMIT_AS,(256<<20,)*2);sys.argv=['v'];"
    code = limited + "runpy.run_path('verifier.py',run_name='__main__')"
    ran = subprocess.run([sys.executable, "-I", "-c", code], cwd=package, env={}, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert {path.name: path.stat().st_mtime_ns for path in package.iterdir()} == before


def test_a_note_in_the_verifier_says_that_it_is_not_the_one_that_was_put_in(package):
    with (package / SELF).open("ab") as file:
        file.write(b"\n# en rad till\n")
    ran = verified(package)
    assert ran.returncode == 0 and "verifier.py är inte den som lades i paketet" in ran.stderr


def test_the_same_recipe_gives_the_same_bytes(board, aktspar, tmp_path):
    aktspar("case", "show", CASE)
    sizes = board.make_checkpoint().checkpoint.size, board.make_checkpoint("access").checkpoint.size
    recipe = Recipe(CASE, 7, *sizes, date(2024, 9, 5))
    first = build(Reader(board, "x", Purpose.LEX_SARAH, "evidence"), recipe)
    records.record_one_more(board)
    aktspar("case", "show", CASE)
    board.make_checkpoint()
    assert build(Reader(board, "y", Purpose.LEX_SARAH, "evidence"), recipe) == first
