"""An installation of its own in a folder, driven by the commands that people type, in this process."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from adapters.settings import Settings
from api import cli
from api.main import open_runtime
from api.output import Output

PASSPHRASES = ("första förvaltarens långa fras", "andra förvaltarens långa fras", "tredje förvaltarens långa fras")


class Ran(NamedTuple):
    """What one command left."""

    status: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.stdout)


def run(*words: object, typed: str = "") -> Ran:
    """Run one command; what is typed comes on stdin, a line at a time."""
    arguments = [str(word) for word in words]
    stdout, stderr = io.BytesIO(), io.StringIO()
    output = Output(wants_json="--json" in arguments, stdout=stdout, stderr=stderr)
    with mock.patch.object(sys, "stdin", io.StringIO(typed)):
        status = cli.main(arguments, output=output)
    return Ran(status, stdout.getvalue().decode(), stderr.getvalue())


def settings(data_dir: Path) -> Settings:
    """Of an embedded installation."""
    return Settings(AKTSPAR_DATA=data_dir, DATABASE_URL="", AKTSPAR_KEYS_URL="")


def opened(data_dir: Path) -> Any:
    """The installation, open."""
    return open_runtime(settings(data_dir))


def copied(source: Path, target: Path) -> None:
    """A copy of an installation that nobody uses, or of a file; far cheaper than one made anew."""
    subprocess.run(["cp", "-pR", str(source), str(target)], check=True)
