"""What a newcomer installs: the same packages through uv and through pip, and a start script that explains itself."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}

Pins = dict[tuple[str, str], frozenset[str]]
"""Name and version of each package, and the hashes of its files."""


def lock() -> dict:
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked_packages() -> list[dict]:
    return [package for package in lock()["package"] if package["name"] != "aktspar"]


def own_entry() -> dict:
    [found] = [package for package in lock()["package"] if package["name"] == "aktspar"]
    return found


def reachable(dependencies: list[dict]) -> Pins:
    """Everything that uv would install for some platform, from the lock's own graph."""
    pins: Pins = {}
    waiting = edges(dependencies)
    seen = set()
    while waiting:
        name, version, extra = waiting.pop()
        if (name, version, extra) in seen:
            continue
        seen.add((name, version, extra))
        for package in locked_packages():
            if package["name"] != name or version not in (None, package["version"]):
                continue
            files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
            pins[name, package["version"]] = frozenset(file["hash"] for file in files)
            needs = package.get("optional-dependencies", {}).get(extra, []) if extra else package.get("dependencies", [])
            waiting += edges(needs)
    return pins


def edges(needs: list[dict]) -> list[tuple[str, str | None, str]]:
    """Name, version where the lock has several, and the extra: none, and each that is asked for."""
    return [(need["name"], need.get("version"), extra) for need in needs for extra in ["", *need.get("extra", [])]]


def pinned_for_pip(path: Path) -> Pins:
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    pins: Pins = {}
    for line in text.splitlines():
        stated = re.match(r"([a-z0-9-]+)==(\S+)( ;|\s|$)", line)
        assert stated is not None, line
        pins[stated[1], stated[2]] = frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    return pins


def test_pip_and_uv_install_the_same_files_to_run():
    assert pinned_for_pip(ROOT / "requirements.lock") == reachable(own_entry()["dependencies"])


def test_pip_and_uv_install_the_same_files_to_test():
    assert pinned_for_pip(ROOT / "tests" / "requirements.lock") == reachable(own_entry()["dev-dependencies"]["dev"])


def test_every_package_has_a_hash():
    for path in (ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock"):
        pins = pinned_for_pip(path)
        assert pins and all(pins.values())


def test_the_lock_was_made_from_this_project_file():
    stated = own_entry()["metadata"]
    assert written(stated["requires-dist"], without_extra=True) == wanted(project()["project"]["dependencies"])
    assert written(stated["requires-dev"]["dev"]) == wanted(project()["dependency-groups"]["dev"])


def written(entries: list[dict], *, without_extra: bool = False) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    kept = [entry for entry in entries if not (without_extra and "extra ==" in entry.get("marker", ""))]
    return {
        (entry["name"], frozenset(entry.get("extras", [])), frozenset(entry.get("specifier", "").split(","))) for entry in kept
    }


def wanted(requirements: list[str]) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    found = set()
    for requirement in requirements:
        stated = re.fullmatch(r"([A-Za-z0-9-]+)(?:\[([a-z,]+)\])?([^;]*)(;.*)?", requirement)
        assert stated is not None, requirement
        extras = frozenset(stated[2].split(",")) if stated[2] else frozenset()
        found.add((stated[1].lower(), extras, frozenset(stated[3].split(","))))
    return found


def test_pips_extra_is_uvs_group():
    assert project()["project"]["optional-dependencies"]["dev"] == project()["dependency-groups"]["dev"]


def test_the_lock_names_public_hosts_only():
    hosts = set(re.findall(r"[a-z+]+://([^/\"]+)", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == PUBLIC_HOSTS
    for path in (ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock"):
        assert "://" not in path.read_text(encoding="utf-8")


def test_nothing_of_ours_lands_in_site_packages():
    assert project()["tool"]["uv"]["package"] is False
    assert own_entry()["source"] == {"virtual": "."}


# The start script


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone that has been set up, with a main program that shows what it got."""
    clone = tmp_path / "klon med mellanslag"
    for name in ("aktspar", "uv.lock", "requirements.lock"):
        clone.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, clone / name)
    (clone / "api").mkdir()
    (clone / "api" / "__init__.py").touch()
    (clone / "api" / "main.py").write_text(
        "import os, sys\nprint([sys.argv[1:], sys.stdin.read(), os.getcwd(), __file__])\nsys.exit(7)\n"
    )
    stamp(clone)
    return clone


def stamp(clone: Path) -> None:
    """What a finished set-up leaves, with this interpreter in place of an installed one."""
    venv = clone / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    shutil.copy(clone / "uv.lock", venv / "aktspar-run.lock")
    (venv / "aktspar-python").write_text(f"{sys.implementation.name} {sys.version_info[0]} {sys.version_info[1]}\n")


def start(script: Path, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "CI", "PYTHONPATH")}
    command = [str(script), *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**kept, **environment}, input="in\n", capture_output=True, text=True, check=False
    )


def programs(folder: Path, *names: str) -> str:
    """A PATH with these programs only."""
    folder.mkdir()
    for name in ("sh", "dirname", "readlink", "cmp", "cat", "rm", "mktemp", "df", "awk", "grep", *names):
        found = shutil.which(name)
        assert found is not None, name
        (folder / name).symlink_to(found)
    return str(folder)


def test_a_start_passes_arguments_input_folder_and_status_on(clone: Path, tmp_path: Path):
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    # Neither the caller's modules nor another project's get in front of ours.
    (elsewhere / "api.py").write_text("raise SystemExit(99)")
    link = tmp_path / "länk"
    link.symlink_to(clone / "aktspar")
    for script in (clone / "aktspar", link):
        done = start(script, "import", "en fil.xlsx", "*", cwd=elsewhere, PYTHONPATH=str(elsewhere))
        assert (done.returncode, done.stderr) == (7, "")
        expected = [["import", "en fil.xlsx", "*"], "in\n", str(elsewhere), str(clone / "api" / "main.py")]
        assert done.stdout == f"{expected}\n"


@pytest.mark.parametrize("spoil", ["no stamp", "other lock", "other python", "no python"])
def test_a_half_made_or_outdated_set_up_is_not_used(clone: Path, tmp_path: Path, spoil: str):
    venv = clone / ".venv"
    match spoil:
        case "no stamp":
            (venv / "aktspar-run.lock").unlink()
        case "other lock":
            (clone / "uv.lock").write_text("changed")
        case "other python":
            (venv / "aktspar-python").write_text("cpython 3 10\n")
        case "no python":
            (venv / "bin" / "python").unlink()
            (venv / "bin" / "python").symlink_to("/nonexistent/python3")
    # It goes on to set up, and here finds no Python to do it with.
    done = start(clone / "aktspar", "status", cwd=tmp_path, PATH=programs(tmp_path / "bin"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "aktspar: Python 3.11 eller senare saknas; "
        "installera det, eller sätt PYTHON till sökvägen, och kör samma kommando igen.\n"
    )


def test_an_interrupted_set_up_is_made_again_from_nothing(clone: Path, tmp_path: Path):
    (clone / ".venv" / "aktspar-run.lock").unlink()
    (clone / ".venv" / "half").touch()
    path = programs(tmp_path / "bin", "cp", "mv", "ln", "mkdir")
    # An installer that makes what uv makes, so that the test needs no network.
    uv = tmp_path / "bin" / "uv"
    uv.write_text(
        '#!/bin/sh\nmkdir -p "$UV_PROJECT_ENVIRONMENT/bin"\n'
        f'ln -s {sys.executable} "$UV_PROJECT_ENVIRONMENT/bin/python"\n'
    )
    uv.chmod(0o755)
    done = start(clone / "aktspar", "status", cwd=tmp_path, PATH=path, PYTHON=sys.executable)
    assert (done.returncode, "installerar Python-paketen" in done.stderr) == (7, True), done.stderr
    assert not (clone / ".venv" / "half").exists()
    again = start(clone / "aktspar", "status", cwd=tmp_path, PATH=path)
    assert (again.returncode, again.stderr) == (7, "")


def test_a_failed_installation_is_one_sentence_and_leaves_no_stamp(clone: Path, tmp_path: Path):
    (clone / ".venv" / "aktspar-run.lock").unlink()
    path = programs(tmp_path / "bin")
    (tmp_path / "bin" / "uv").write_text("#!/bin/sh\ncat uv.lock > /dev/full\n")
    (tmp_path / "bin" / "uv").chmod(0o755)
    done = start(clone / "aktspar", "status", cwd=tmp_path, PATH=path, PYTHON=sys.executable, TMPDIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("aktspar: disken är full; ")
    assert not (clone / ".venv").exists()


def test_a_python_without_venv_is_named(clone: Path, tmp_path: Path):
    (clone / ".venv" / "aktspar-run.lock").unlink()
    path = programs(tmp_path / "bin")
    # As Debian's without python3-venv: everything but ensurepip.
    bare = tmp_path / "bare"
    bare.write_text(
        '#!/bin/sh\ncase "$*" in\n'
        f'*ensurepip*) exit 1 ;;\n*sys.executable*) echo {bare} ;;\n*) exec {sys.executable} "$@" ;;\nesac\n'
    )
    bare.chmod(0o755)
    done = start(clone / "aktspar", "status", cwd=tmp_path, PATH=path, PYTHON=str(bare))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "aktspar: Python saknar venv-modulen; på Debian och Ubuntu: apt install python3-venv. Kör sedan samma kommando igen.\n"
    )


def test_what_is_started_by_hand_may_be_executed():
    for name in ("aktspar", ".ci/run"):
        assert (ROOT / name).stat().st_mode & stat.S_IXUSR, name


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, flags=re.MULTILINE)] == list(range(1, 16))
    assert text.rstrip().endswith("EUPL version.")
