"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

CaseArgument = Annotated[str, typer.Argument(metavar="ÄRENDE", help="Ärendets uuid eller ärendenummer.")]
KnownAtOption = Annotated[
    str | None,
    typer.Option(
        "--known-at", metavar="NÄR",
        help="Som det var känt då: antal händelser, datum (dagens slut i Sverige) eller tidpunkt. Annars: allt som är känt nu.",
    ),
]
ValidAtOption = Annotated[str | None, typer.Option("--valid-at", metavar="DATUM", help="Som det var i verkligheten den dagen.")]
UnitOption = Annotated[str | None, typer.Option("--unit", metavar="ENHET", help="Bara den här enheten: namn eller uuid.")]
