"""The map of ARCHITECTURE.md, checked against the source: who may import whom, and what a pure folder may not do."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("domain", "projections", "adapters", "api")
SOURCES = sorted(path.relative_to(ROOT).as_posix() for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
TESTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py"))

MAY_IMPORT = {
    "domain": {"domain", "pydantic"},
    "projections": {"projections", "domain"},
    "adapters": {"adapters", "projections", "domain"},
    "api": {"api", "adapters", "projections", "domain"},
}
"""Our own folders, and for the pure ones every package, that a folder may import beside the standard library."""

RECORD_KEEPING = "domain/record_keeping.py"
SHIPPED_DEFINITIONS = {
    "domain/instruments/shipped.py", "domain/completeness/shipped.py", "domain/retention/shipped.py",
}
"""Each reads the definitions that lie in its own package: they change only with the code, so reading them at import is as pure as
importing them, and whatever decides or judges by them has them without being handed them."""
COMPOSITION_ROOT = "api/main.py"
WEB_AND_SHELL = {"fastapi", "starlette", "uvicorn", "typer"}
STANDARD_LIBRARY_ONLY = {"domain/ledger/merkle.py", "domain/__init__.py", "domain/ledger/__init__.py"}
"""What an outsider may copy out and run with nothing installed."""

TOUCHES_THE_WORLD = {
    *("asyncio", "concurrent", "ctypes", "fcntl", "ftplib", "getpass", "glob", "http", "importlib", "io", "logging"),
    *("multiprocessing", "os", "pathlib", "pickle", "platform", "random", "secrets", "select", "shutil", "signal", "smtplib"),
    *("socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "zipfile"),
}
"""Modules of the standard library with clocks, chance, files, processes or nets in them."""
ASKS_THE_WORLD = {"now", "utcnow", "today", "uuid1", "uuid4", "urandom", "SystemRandom"}
BUILT_IN_IO = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint"}

MAX_LINES = 450


def imported(tree):
    """Every module that a source imports, wherever in it, by its full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that this check can read them"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def faults(path, source):
    """What a source file does that its folder may not, as sentences."""
    tree = ast.parse(source)
    modules = set(imported(tree))
    tops = {module.split(".")[0] for module in modules}
    layer = path.split("/")[0]
    yield from (f"imports {top}" for top in sorted(_forbidden(path, layer, tops)))
    if layer in ("domain", "projections"):
        reads_its_package = {"importlib"} if path in SHIPPED_DEFINITIONS and "importlib.resources" in modules else set()
        yield from (f"imports {top}" for top in sorted(tops & TOUCHES_THE_WORLD - reads_its_package))
        yield from _calls(tree)
    if path == RECORD_KEEPING:
        yield from (f"imports {module}" for module in sorted(modules) if module.startswith("eventsourcing.postgres"))
    if layer == "api" and path != COMPOSITION_ROOT:
        adapters = {module for module in modules if module.startswith("adapters.") and not module.startswith("adapters.errors")}
        if adapters and modules & PORTS:
            yield f"names both a port and an adapter: {sorted(modules & PORTS)}, {sorted(adapters)}"


def _forbidden(path, layer, tops):
    if path in STANDARD_LIBRARY_ONLY:
        return tops - sys.stdlib_module_names
    if layer in ("domain", "projections"):
        allowed = MAY_IMPORT[layer] | ({"eventsourcing"} if path == RECORD_KEEPING else set())
        return tops - allowed - sys.stdlib_module_names
    others = (set(LAYERS) | {"tests"}) - MAY_IMPORT[layer]
    return tops & (others | (WEB_AND_SHELL if layer == "adapters" else set()))


def _calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute) and called.attr in ASKS_THE_WORLD:
                yield f"line {node.lineno}: calls .{called.attr}()"
            if isinstance(called, ast.Name) and called.id in ASKS_THE_WORLD | BUILT_IN_IO:
                yield f"line {node.lineno}: calls {called.id}()"


def _ports():
    """The roles that the pure folders name for others to fill: their Protocol classes, by full name."""
    for path in SOURCES:
        if path.split("/")[0] in ("domain", "projections"):
            for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and any(ast.unparse(base).split("[")[0] == "Protocol" for base in node.bases):
                    yield f"{path.removesuffix('.py').replace('/', '.')}.{node.name}"


PORTS = set(_ports())


@pytest.mark.parametrize("path", SOURCES)
def test_a_module_keeps_to_what_its_folder_may_do(path):
    assert not list(faults(path, (ROOT / path).read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", [*SOURCES, *TESTS])
def test_a_module_can_be_read_in_one_sitting(path):
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_the_packages_that_the_merkle_tree_lies_in_are_empty():
    assert [(ROOT / path).read_text(encoding="utf-8") for path in sorted(STANDARD_LIBRARY_ONLY) if "__init__" in path] == ["", ""]


def test_there_are_sources_in_every_folder_and_a_ledger_is_a_port():
    assert {path.split("/")[0] for path in SOURCES} == set(LAYERS)
    assert "domain.ledger.port.Ledger" in PORTS


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/x.py", "import psycopg"),
        ("domain/x.py", "from projections.timeline import TimelineRow"),
        ("domain/x.py", "import eventsourcing.application"),
        ("domain/x.py", "def f():\n    from adapters import signing"),
        ("domain/x.py", "import random"),
        ("domain/x.py", "from os import path"),
        ("domain/x.py", "from datetime import datetime\nnow = datetime.now()"),
        ("domain/x.py", "import datetime\ntoday = datetime.date.today()"),
        ("domain/x.py", "from uuid import uuid4\nnew = uuid4()"),
        ("domain/x.py", "text = open('x').read()"),
        ("domain/record_keeping.py", "import fastapi"),
        ("domain/record_keeping.py", "from eventsourcing.postgres import PostgresDatastore"),
        ("domain/instruments/x.py", "from importlib.resources import files"),
        ("domain/completeness/x.py", "from importlib.resources import files"),
        ("domain/instruments/shipped.py", "import importlib"),
        ("domain/instruments/shipped.py", "from importlib.resources import files\nfrom pathlib import Path"),
        ("domain/ledger/merkle.py", "import pydantic"),
        ("domain/ledger/merkle.py", "from domain.errors import DomainError"),
        ("projections/x.py", "import pydantic"),
        ("projections/x.py", "from adapters.postgres import views"),
        ("projections/x.py", "import time"),
        ("adapters/x.py", "from api.main import app"),
        ("adapters/x.py", "import fastapi"),
        ("adapters/x.py", "from tests.support import examples"),
        ("api/x.py", "from adapters.postgres.ledger import PostgresLedger\nfrom domain.ledger.port import Ledger"),
    ],
)
def test_the_check_notices(path, source):
    assert list(faults(path, source))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/x.py", "from datetime import date\nfrom pydantic import Field\nfrom domain.base import Stamp"),
        ("domain/record_keeping.py", "from eventsourcing.application import Application"),
        ("domain/instruments/shipped.py", "from importlib.resources import files"),
        ("domain/completeness/shipped.py", "from importlib.resources import files"),
        ("projections/x.py", "from domain.base import Stamp"),
        ("adapters/x.py", "import os\nimport psycopg\nfrom projections import timeline"),
        ("api/main.py", "from adapters.postgres.ledger import PostgresLedger\nfrom domain.ledger.port import Ledger"),
        ("api/x.py", "from adapters.errors import CannotRunError\nfrom domain.ledger.port import Ledger"),
    ],
)
def test_the_check_lets_through(path, source):
    assert not list(faults(path, source))
