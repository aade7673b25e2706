"""What is shipped for whoever installs: units that are hardened and start commands that exist, and the list of components."""

from __future__ import annotations

import configparser
import contextlib
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from adapters.sbom import sbom
from api.commands.sbom import LOCK, VERSION
from tests.api.installation import run

ROOT = Path(__file__).parent.parent
UNITS = sorted((ROOT / "docs" / "deploy").glob("*.service"))
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateDevices": "yes", "UMask": "0077",
    "CapabilityBoundingSet": "", "LimitCORE": "0", "User": "aktspar", "RestrictSUIDSGID": "yes",
}


def read(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(path.read_text("utf-8"))
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_is_hardened_and_starts_a_command_that_exists(path):
    service = read(path)["Service"]
    assert {name: service[name] for name in HARDENED} == HARDENED
    words = service["ExecStart"].split()
    assert words[0] == "/opt/aktspar/aktspar"
    command = [word for word in words[1:3] if re.fullmatch("[a-z]+", word)]
    assert run(*command, "--help").status == 0
    stated = {word for word in words if word.startswith("--")}
    assert all(option in run_help(command) for option in stated)


def run_help(command: list[str]) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        run(*command, "--help")
    return said.getvalue()


def test_the_system_itself_finds_no_fault_in_the_units(tmp_path):
    """Where the machine has systemd's own check; elsewhere only what is tested above is known."""
    check = shutil.which("systemd-analyze")
    for path in UNITS if check else ():
        unit = tmp_path / path.name
        unit.write_text(path.read_text("utf-8").replace("/opt/aktspar/aktspar", str(ROOT / "aktspar")))
        answer = subprocess.run([check, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False)
        assert path.name not in answer.stderr, answer.stderr


def test_the_list_of_components_is_the_lock_files():
    stated = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text("utf-8"))
    assert stated == sbom(LOCK.read_text("utf-8"), VERSION), "run: ./aktspar sbom --json > docs/sbom.cdx.json"


def test_the_list_of_components_has_what_runs_and_no_test_tool():
    names = {each["name"] for each in sbom(LOCK.read_text("utf-8"), VERSION)["components"]}
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert pinned <= names and "pytest" not in names
    assert all(each["hashes"] for each in sbom(LOCK.read_text("utf-8"), VERSION)["components"])


def test_a_changed_lock_is_another_list():
    """The control: the comparison above would notice."""
    changed = re.sub(r'(name = "pydantic"\nversion = ")[^"]+', r"\g<1>0.0.1", LOCK.read_text("utf-8"), count=1)
    assert sbom(changed, VERSION) != sbom(LOCK.read_text("utf-8"), VERSION)
