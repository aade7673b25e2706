"""`aktspar reconstruct`: one case rebuilt: what happened against what was written, with the gaps drawn as gaps."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.options import CaseArgument, KnownAtOption
from api.commands.reconstruct_screen import show
from api.invocation import Invocation
from api.problems import UsageError
from api.reconstruction_reading import Question, ReconstructionReader, wanted_rows

DayOption = Annotated[
    str | None, typer.Option("--day", metavar="DATUM", help="Visa också vad som var känt den dagen, och vad som skrevs senare.")
]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="NÄR", help="Visa också vad som tillkom, rättades och lästes sedan dess. Som --known-at."),
]
ToOption = Annotated[str | None, typer.Option("--to", metavar="NÄR", help="Till den tidpunkten; annars till --known-at.")]
SourceOption = Annotated[
    str | None, typer.Option("--source", metavar="KÄLLA", help="Bara det här: hand, import eller källsystemets namn.")
]
AuthorOption = Annotated[
    str | None, typer.Option("--author", metavar="MEDARBETARE", help="Bara det som en medarbetare skrev: namn eller uuid.")
]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="SLAG", help="note, visit, signal, staffing, rating, other, gap, eller ett händelseslag."),
]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", metavar="PERIOD", help="Det som hände eller skrevs då: 2026, 2026-07, 2026-07-10 eller DAG..DAG."),
]


def reconstruct(
    context: typer.Context, case: CaseArgument, known_at: KnownAtOption = None, day: DayOption = None,
    first: FromOption = None, last: ToOption = None, source: SourceOption = None, author: AuthorOption = None,
    kind: KindOption = None, period: PeriodOption = None,
    readings: Annotated[bool, typer.Option("--readings/--no-readings", help="Visa när akten lästes.")] = True,
    whole_log: Annotated[
        bool, typer.Option("--whole-log", help="Läs hela åtkomstloggen, inte bara det som registret över den pekar ut.")
    ] = False,
    texts: Annotated[bool, typer.Option("--texts", help="Visa hela texterna i stället för början av dem.")] = False,
) -> None:
    """Rekonstruera ett ärende.

    Vad som hände bredvid vad som skrevs, i den ordning det hände, med luckorna ritade som luckor: hur länge ingen skrev, vad som
    skulle ha gjorts och vem som ansvarade. Vem som läste akten visas med --purpose lex-sarah, internkontroll eller loggkontroll.
    """
    invocation: Invocation = context.obj
    if whole_log and not readings:
        raise UsageError("--whole-log gäller läsningarna och kan inte stå tillsammans med --no-readings.")
    wanted = wanted_rows(source=source, author=author, kind=kind, period=period)
    question = Question(known_at, day, first, last, wanted, readings, whole_log)
    with invocation.reader("reconstruct") as reader, invocation.output.progress("Läser åtkomstloggen") as progress:
        answer = ReconstructionReader(reader, progress).of(case, question)
        invocation.output.answer(answer.document, lambda screen: show(screen, answer.document, whole_texts=texts))
