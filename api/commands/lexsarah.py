"""`aktspar lexsarah`: a report of a wrong or a tangible risk, from its submission to its closing, in the shell.

Every step is the service's own write, under the same rules and in the same log. Whoever acts logs in: a report has a list of who
may see it, and a shell on the machine is no place on it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from api.commands.acting import acting_account
from api.commands.lexsarah_writing import write
from api.invocation import Invocation, whole_number
from api.problems import EXIT_NOT_IN_ORDER, UsageError

if TYPE_CHECKING:
    from adapters.accounts import Account
    from api.lex_sarah_reading import LexSarahReader
    from api.main import Runtime

AccountOption = Annotated[str, typer.Option("--account", metavar="KONTO", help="Kontot som handlar; det loggar in.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Läs kontots lösenord som en rad på stdin.")]
ReportArgument = Annotated[str, typer.Argument(metavar="RAPPORT", help="Rapportens uuid, se 'aktspar lexsarah list'.")]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="NAMN=VÄRDE", help="En uppgift; kan upprepas.")]
BodyOption = Annotated[Path | None, typer.Option("--body", metavar="FIL", help="Uppgifterna som ett JSON-objekt.")]
DocumentOption = Annotated[
    list[str] | None, typer.Option("--document", metavar="SLAG=FIL", help="En handling som sparas; kan upprepas.")
]
MeasureOption = Annotated[str, typer.Option("--measure", metavar="ÅTGÄRD", help="Åtgärdens uuid.")]
AskOption = Annotated[bool | None, typer.Option(
    "--ask/--no-ask", help="Fråga efter det som saknas; annars frågas det i en terminal.", show_default=False
)]
KnownOption = Annotated[str | None, typer.Option("--known-at", metavar="NÄR", help="Som det var känt då.")]

_REPORTS = "/lex-sarah-reports"
_ONE = _REPORTS + "/{report_id}"
_OF_MEASURE = _ONE + "/measures/{measure_id}"

STEPS = {
    "supplement": ("supplements", "Komplettera en rapport."),
    "receive": ("receipts", "Bekräfta att rapporten är mottagen."),
    "register": ("registrations", "Ge rapporten dess diarienummer."),
    "affected": ("affected", "Ange på nytt vilka som berörs."),
    "assess": ("assessments", "Gör den första bedömningen."),
    "form": ("form-changes", "Ändra utredningens form."),
    "assign": ("investigators", "Utse utredare; åtkomsten flyttas."),
    "conflict": ("conflicts", "Anmäl jäv."),
    "grant": ("accesses", "Ge någon åtkomst."),
    "end-access": ("access-endings", "Avsluta någons åtkomst."),
    "link": ("links", "Koppla till en annan rapport om samma händelse."),
    "transfer": ("transfers", "Överlämna till annan nämnd."),
    "transfer-answer": ("transfer-answers", "Skriv in den andra nämndens svar."),
    "find": ("findings", "Skriv in en iakttagelse."),
    "interview": ("interviews", "Skriv in ett samtal."),
    "document": ("documents", "Hänvisa till ett underlag."),
    "cause": ("cause-analyses", "Ange orsakerna, område för område."),
    "consequence": ("consequences", "Bedöm konsekvenserna för en som berörs."),
    "recurrence": ("recurrence-assessments", "Bedöm risken för upprepning."),
    "immediate": ("immediate-measures", "Skriv in vad som gjordes genast."),
    "measure": ("measures", "Planera en åtgärd."),
    "drop-measure": ("dropped-measures", "Avsluta en åtgärd med motivering."),
    "no-measure": ("unneeded-measures", "Motivera varför inga fler åtgärder behövs."),
    "inform": ("informed-individuals", "Skriv in att den enskilde är informerad."),
    "not-inform": ("uninformed-individuals", "Motivera varför den enskilde inte informeras."),
    "link-record": ("record-links", "Koppla till anteckningen i akten."),
    "not-link-record": ("unlinked-records", "Motivera varför akten saknar anteckning."),
    "unknown-individuals": ("unknown-individuals", "Skriv in vad som gjorts för att finna fler berörda."),
    "complete": ("investigations", "Slutför utredningen."),
    "return": ("returns", "Begär komplettering av utredningen."),
    "decide": ("decisions", "Besluta om graden och om anmälan till IVO."),
    "escalate": ("escalations", "Höj graden."),
    "decide-ivo": ("ivo-notification-decisions", "Besluta om anmälan till IVO."),
    "notify-ivo": ("ivo-notifications", "Skriv in anmälan till IVO; den sparas som den skickades."),
    "ivo-number": ("ivo-case-numbers", "Skriv in IVO:s diarienummer."),
    "ivo-request": ("ivo-requests", "Skriv in att IVO begär komplettering."),
    "ivo-deadline": ("ivo-deadlines", "Skriv in att IVO har ändrat sista dagen."),
    "ivo-supplement": ("ivo-supplements", "Skriv in en komplettering till IVO; den sparas."),
    "ivo-letter": ("ivo-letters", "Spara en skrivelse från IVO."),
    "ivo-answer": ("ivo-decisions", "Skriv in IVO:s beslut."),
    "feedback": ("feedback", "Skriv in en återföring."),
    "no-feedback": ("feedback-omissions", "Motivera varför en nivå inte får återföring."),
    "lesson": ("lessons", "Dela lärdomen."),
    "close": ("closings", "Avsluta ärendet när inget återstår."),
    "reopen": ("reopenings", "Återuppta ett avslutat ärende."),
    "strike": ("strikings", "Stryk en felaktig uppgift."),
}
"""Each step by its command, with the last part of its write's address."""
MEASURE_STEPS = {
    "measure-done": ("completions", "Skriv in att en åtgärd är genomförd."),
    "measure-effect": ("effects", "Följ upp om en åtgärd hjälpte."),
    "measure-due": ("due-changes", "Ändra en åtgärds tid."),
}


def report(
    context: typer.Context, account: AccountOption, given: SetOption = None, body: BodyOption = None, ask: AskOption = None,
    password_stdin: StdinOption = False,
) -> None:
    """Lämna en Lex Sarah-rapport: sju frågor.

    Alla som arbetar här ska rapportera missförhållanden och påtagliga risker för det.
    """
    write(context.obj, account, password_stdin, _REPORTS, {}, given, body, ask, said="Rapporten är lämnad: {}. Tack.")


def list_reports(
    context: typer.Context, account: AccountOption, known_at: KnownOption = None, password_stdin: StdinOption = False
) -> int:
    """Visa rapporterna som du har del i, dina utredningar först. Slutar med 1 om något är försenat."""
    def ask(desk: LexSarahReader) -> Any:
        return desk.reports(known_at=known_at)[0]

    answer = _read(context.obj, account, password_stdin, "lexsarah list", ask)
    from api.commands.lexsarah_screen import show_list

    context.obj.output.answer(answer.document, lambda screen: show_list(screen, answer.document["lex_sarah_reports"]))
    late = [step for each in answer.shown for step in each.get("steps", ()) if step["late"] and step["done_on"] is None]
    return EXIT_NOT_IN_ORDER if late else 0


def show(
    context: typer.Context, report_id: ReportArgument, account: AccountOption, known_at: KnownOption = None,
    password_stdin: StdinOption = False,
) -> None:
    """Visa ett ärende, så mycket av det som du får se."""
    def ask(desk: LexSarahReader) -> Any:
        return desk.report(_uuid(report_id), known_at=known_at)

    answer = _read(context.obj, account, password_stdin, "lexsarah show", ask)
    from api.commands.lexsarah_screen import show_report

    context.obj.output.answer(answer.document, lambda screen: show_report(screen, answer.document))


def missing(
    context: typer.Context, report_id: ReportArgument, account: AccountOption, password_stdin: StdinOption = False
) -> int:
    """Visa vad som återstår. Slutar med 1 om något gör det."""
    answer = _read(
        context.obj, account, password_stdin, "lexsarah missing", lambda desk: desk.what_is_missing(_uuid(report_id))
    )
    from api.commands.lexsarah_screen import show_missing

    context.obj.output.answer(answer.document, lambda screen: show_missing(screen, answer.document))
    return 0 if answer.document["nothing_left"] else EXIT_NOT_IN_ORDER


def notification(
    context: typer.Context, report_id: ReportArgument, account: AccountOption,
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FIL", help="Anmälan: .pdf eller .json.")],
    known_at: KnownOption = None, password_stdin: StdinOption = False,
) -> None:
    """Skriv anmälan till IVO som fil, att skicka och sedan spara med notify-ivo."""
    from api.lex_sarah_notification import notification_of

    if file.suffix not in (".pdf", ".json"):
        raise UsageError("Anmälan skrivs som .pdf eller .json: ange -o FIL.pdf eller -o FIL.json.")
    made = _read(
        context.obj, account, password_stdin, "lexsarah notification",
        lambda desk: notification_of(desk, _uuid(report_id), known_at=known_at),
    )
    text = json.dumps(made.document, ensure_ascii=False, indent=2).encode() + b"\n"
    file.write_bytes(made.pages if file.suffix == ".pdf" else text)
    context.obj.output.answer(made.document, lambda screen: screen.line(f"Anmälan är skriven till {file}."))


def kept(
    context: typer.Context, report_id: ReportArgument, account: AccountOption,
    sha256: Annotated[str, typer.Option("--sha256", metavar="HASH", help="Handlingens sha256, ur 'lexsarah show'.")],
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FIL", help="Dit handlingen skrivs.")],
    password_stdin: StdinOption = False,
) -> None:
    """Hämta en handling som skickades till IVO eller kom därifrån: samma byte som då."""
    found = _read(context.obj, account, password_stdin, "lexsarah kept", lambda desk: desk.kept(_uuid(report_id), sha256))
    file.write_bytes(found.bytes())
    told = {"sha256": found.sha256, "size": found.size, "media_type": found.media_type, "file": str(file)}
    context.obj.output.answer(told, lambda screen: screen.line(f"Handlingen är skriven till {file}."))


def statistics(
    context: typer.Context, year: Annotated[str, typer.Option("--year", metavar="ÅR", help="Kalenderåret.")],
    known_at: KnownOption = None,
) -> None:
    """Visa årets rapporter i siffror, utan någons identitet."""
    from api.commands.lexsarah_screen import show_statistics
    from api.lex_sarah_statistics import lex_sarah_statistics
    from domain.base import Purpose

    number = whole_number(year, "Året", low=1900, high=2199)
    with context.obj.reader("lexsarah statistics", usual_purpose=Purpose.STATISTICS) as reader:
        answer = lex_sarah_statistics(reader, number, known_at=known_at)
    context.obj.output.answer(answer.document, lambda screen: show_statistics(screen, answer.document))


def commands() -> dict[str, Callable[..., Any]]:
    """Every command of the group by its name, in the order of the work."""
    steps = {name: _step(_ONE + "/" + last, text) for name, (last, text) in STEPS.items()}
    of_measures = {name: _measure_step(_OF_MEASURE + "/" + last, text) for name, (last, text) in MEASURE_STEPS.items()}
    reading = {
        "list": list_reports, "show": show, "missing": missing, "notification": notification, "kept": kept,
        "statistics": statistics,
    }
    return {"report": report, **reading, **steps, **of_measures}


def _step(path: str, text: str) -> Callable[..., None]:
    def step(
        context: typer.Context, report_id: ReportArgument, account: AccountOption, given: SetOption = None,
        body: BodyOption = None, document: DocumentOption = None, ask: AskOption = None, password_stdin: StdinOption = False,
    ) -> None:
        write(
            context.obj, account, password_stdin, path, {"report_id": _uuid(report_id)}, given, body, ask, document,
            said="Inskrivet i Lex Sarah-ärendet.",
        )

    step.__doc__ = text
    return step


def _measure_step(path: str, text: str) -> Callable[..., None]:
    def step(
        context: typer.Context, report_id: ReportArgument, account: AccountOption, measure: MeasureOption,
        given: SetOption = None, body: BodyOption = None, ask: AskOption = None, password_stdin: StdinOption = False,
    ) -> None:
        ids = {"report_id": _uuid(report_id), "measure_id": _uuid(measure)}
        write(context.obj, account, password_stdin, path, ids, given, body, ask, said="Inskrivet i Lex Sarah-ärendet.")

    step.__doc__ = text
    return step


def _read(
    invocation: Invocation, account_name: str, password_stdin: bool, action: str, ask: Callable[[LexSarahReader], Any]
) -> Any:
    account = acting_account(invocation, account_name, password_stdin=password_stdin)
    with invocation.runtime() as runtime:
        return ask(_desk(runtime, account, action))


def _desk(runtime: Runtime, account: Account, action: str) -> LexSarahReader:
    from api.access import CaseAccess
    from api.lex_sarah_reading import LexSarahReader
    from api.reading import Reader
    from domain.base import Purpose

    board = runtime.board(account.board)
    reader = Reader(board, f"konto:{account.name}", Purpose.LEX_SARAH, action)
    return LexSarahReader(reader, account, CaseAccess(board, account, None).place())


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise UsageError("Ange rapporten och åtgärden med uuid; se 'aktspar lexsarah list' och 'show'.") from None
