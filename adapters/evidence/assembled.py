"""The verifier as the one file that lies in every package: its parts (`adapters/evidence/offline/`) joined, and its hash.

The parts are modules like any others, so that tests can hold each to the ledger's own code. Joined, they import nothing but
Python's standard library.
"""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from pathlib import Path

NAME = "verifier.py"
_FOLDER = Path(__file__).parent / "offline"
_PARTS = ("proof.py", "events.py", "program.py")
"""In the order that one rests on another; the last is the program, whose description is the file's."""
_OURS = "adapters."


@cache
def verifier_source() -> bytes:
    """The file, the same bytes for the same version of the program."""
    sources = [(_FOLDER / name).read_text("utf-8") for name in _PARTS]
    imports = _joined([name for source in sources for name in _imports(source)])
    described = ast.get_docstring(ast.parse(sources[-1]), clean=False)
    head = f'"""{described}"""\n\nfrom __future__ import annotations\n\n' + "\n".join(imports) + "\n"
    return (head + "".join("\n" + _body(source) for source in sources)).rstrip("\n").encode() + b"\n"


def verifier_hash() -> str:
    """Its SHA-256 in hex, which is published so that a receiver can tell it from another."""
    return hashlib.sha256(verifier_source()).hexdigest()


def _imports(source: str) -> list[tuple[str, str | None]]:
    """(Module, name taken from it) for each import of the standard library; None = the module itself."""
    found: list[tuple[str, str | None]] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            found += [(alias.name, None) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not str(node.module).startswith(("__future__", _OURS)):
            found += [(str(node.module), alias.name) for alias in node.names]
    return found


def _joined(found: list[tuple[str, str | None]]) -> list[str]:
    plain = sorted({module for module, name in found if name is None})
    named = {module: sorted({name for each, name in found if each == module and name}) for module, name in found if name}
    return [f"import {module}" for module in plain] + [f"from {each} import {', '.join(named[each])}" for each in sorted(named)]


def _body(source: str) -> str:
    last = max(node.end_lineno or 0 for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom))
    return "\n".join(source.split("\n")[last:]).strip("\n") + "\n\n"
