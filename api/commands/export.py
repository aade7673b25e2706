"""`aktspar export`: answers as files for the board's own programs."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO

import typer

from adapters.errors import CannotRunError
from api.commands.completeness import RuleOption
from api.commands.goals import PeriodOption
from api.commands.options import KnownAtOption, UnitOption, ValidAtOption
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
    form = _form(file, MEDIA_TYPES)
    with invocation.reader("export goals", usual_purpose=Purpose.STATISTICS) as reader:
        made = goal_file(reader, form, period, known_at=known_at, unit=unit, external=external)
        _write(file, BytesIO(made.content))
        document = {"file": str(file), "bytes": len(made.content), "results": made.results, "external": external}
        invocation.output.answer(
            document, lambda screen: screen.line(f"{made.results} resultat skrevs till {file}.")
        )


def completeness(
    context: typer.Context,
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FIL", help="En ny fil: .xlsx, .pdf, .csv eller .json.")],
    known_at: KnownAtOption = None,
    valid_at: ValidAtOption = None,
    unit: UnitOption = None,
    rule: RuleOption = None,
) -> None:
    """Skriv granskningen av journalerna till en fil.

    Excel med ett blad för varje del, pdf för arkivet (PDF/A) som kan läsas upp, csv med en rad för varje iakttagelse. Filen säger
    vilka versioner av reglerna som gällde och hur den görs om; samma fråga ger samma fil.
    """
    from api.completeness_export import MEDIA_TYPES, completeness_file

    invocation: Invocation = context.obj
    form = _form(file, MEDIA_TYPES)
    with invocation.reader("export completeness", usual_purpose=Purpose.INTERNAL_CONTROL) as reader, TemporaryFile() as made:
        written = completeness_file(reader, form, made, known_at=known_at, valid_at=valid_at, unit=unit, rule=rule)
        made.seek(0)
        _write(file, made)
        document = {"file": str(file), "bytes": file.stat().st_size, "findings": written.findings}
        invocation.output.answer(
            document, lambda screen: screen.line(f"{written.findings} iakttagelser skrevs till {file}.")
        )


def _form(file: Path, forms: Collection[str]) -> str:
    form = file.suffix.removeprefix(".").lower()
    if form not in forms:
        raise UsageError(f"Filen ska sluta på .{', .'.join(forms)}.")
    if file.exists():
        raise UsageError("Filen finns redan. Ange ett annat namn, eller ta bort den först.")
    return form


def _write(file: Path, content: BinaryIO) -> None:
    try:
        with file.open("xb") as target:
            copyfileobj(content, target)
    except OSError as error:
        raise CannotRunError(
            f"Filen kan inte skrivas: {error.strerror}. Ange en mapp som finns och som går att skriva i."
        ) from None
