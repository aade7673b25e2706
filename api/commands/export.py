"""`aktspar export`: answers as files for the board's own programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.errors import CannotRunError
from api.commands.goals import PeriodOption
from api.commands.options import KnownAtOption, UnitOption
from api.invocation import Invocation
from api.problems import UsageError
from domain.base import Purpose


def goals(
    context: typer.Context,
    period: PeriodOption,
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FIL", help="En ny fil: .xlsx, .csv eller .json.")],
    known_at: KnownAtOption = None,
    unit: UnitOption = None,
    external: Annotated[bool, typer.Option("--external", help="Utan små tal, för den som inte arbetar med ärendena.")] = False,
) -> None:
    """Skriv resultaten för en period till en fil.

    Excel med resultat, fördelning på kön och definitioner på var sitt blad; csv med semikolon, en rad för varje resultat och kön.
    """
    from api.goal_export import MEDIA_TYPES, goal_file

    invocation: Invocation = context.obj
    form = file.suffix.removeprefix(".").lower()
    if form not in MEDIA_TYPES:
        raise UsageError(f"Filen ska sluta på .{', .'.join(MEDIA_TYPES)}.")
    if file.exists():
        raise UsageError("Filen finns redan. Ange ett annat namn, eller ta bort den först.")
    with invocation.reader("export goals", usual_purpose=Purpose.STATISTICS) as reader:
        made = goal_file(reader, form, period, known_at=known_at, unit=unit, external=external)
        _write(file, made.content)
        document = {"file": str(file), "bytes": len(made.content), "results": made.results, "external": external}
        invocation.output.answer(
            document, lambda screen: screen.line(f"{made.results} resultat skrevs till {file}.")
        )


def _write(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as target:
            target.write(content)
    except OSError as error:
        raise CannotRunError(
            f"Filen kan inte skrivas: {error.strerror}. Ange en mapp som finns och som går att skriva i."
        ) from None
