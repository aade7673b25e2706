"""How the service stands (sv. *driftläge*): whether it can serve, what is measured, and what is running; nothing of any case."""

from __future__ import annotations

import platform
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from api.alarms import Reading, readings

if TYPE_CHECKING:
    from api.main import Runtime


_PROJECT = Path(__file__).parents[1] / "pyproject.toml"


class Standing(NamedTuple):
    """How an installation stands, as one board's operator may see it.

    Args:
        checks: As `/readyz` has them.
        readings: Of the installation and of the own board; another board's are its own operator's.
        versions: What is running, by name.
    """

    checks: dict[str, bool]
    readings: list[Reading]
    versions: dict[str, str]


def standing_of(runtime: Runtime, slug: str) -> Standing:
    """How an installation stands now.

    Args:
        slug: The board of whoever asks.

    Raises:
        UnavailableError: A database does not answer.
    """
    others = set(runtime.boards()) - {slug}
    return Standing(
        runtime.readiness(), [each for each in readings(runtime) if each.of.partition("/")[0] not in others],
        {"Aktspår": _own_version(), "PostgreSQL": runtime.server_version(), "Python": platform.python_version()},
    )


def _own_version() -> str:
    # Aktspår runs from its clone, so that nothing of it is installed that could be asked.
    found: str = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"]
    return found
