"""`aktspar sbom`: which packages, in which versions, with which checksums, this Aktspår is made of."""

from __future__ import annotations

from pathlib import Path

import typer

from adapters.errors import CannotRunError
from adapters.sbom import sbom as made_of
from api.invocation import Invocation
from api.output import Screen

LOCK = Path(__file__).parents[2] / "uv.lock"
VERSION = "1"


def sbom(context: typer.Context) -> None:
    """Skriv komponentförteckningen (CycloneDX) ur låsfilen."""
    invocation: Invocation = context.obj
    try:
        document = made_of(LOCK.read_text("utf-8"), VERSION)
    except OSError as error:
        raise CannotRunError(f"Låsfilen {LOCK} kan inte läsas: {error.strerror}.") from error

    def show(screen: Screen) -> None:
        for each in document["components"]:
            screen.line(f"{each['name']} {each['version']}")

    invocation.output.answer(document, show)
