"""The command line (sv. *kommandoraden*): which commands there are, and how any call of them ends.

Exit status 0 = done, 1 = the answer is "not in order", 2 = wrong use, unknown id or cannot run.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.settings import Settings
from api.commands import (
    access_log,
    account,
    account_sync,
    alerts,
    analyses,
    annual_wheel,
    approval,
    backup,
    bench,
    case,
    checkpoint,
    completeness,
    demo,
    deviations,
    erase,
    evidence,
    export,
    export_all,
    goal_chain,
    goal_trend,
    goals,
    import_calendar,
    import_workbook,
    internal_control,
    keys,
    lexsarah,
    migrate,
    ratings,
    rebuild,
    reconstruct,
    records_extract,
    report,
    restore,
    review,
    sample,
    sbom,
    serve,
    signer,
    status,
    tiles,
    timeline,
    upgrade,
    verify,
    witness,
    worker,
)
from api.invocation import PURPOSE_WORDS, Invocation, OpenRuntime
from api.output import Output
from api.problems import UsageError, problem_of
from api.swedish import SwedishCommand, SwedishGroup, usage_message

if TYPE_CHECKING:
    from api.main import Runtime

PROGRAM = "aktspar"
INTERRUPTED = 130
DEBUG_VARIABLE = "AKTSPAR_DEBUG"
"""Set to 1, it shows the program's own account of an error; that may hold what somebody wrote."""

_FLAGS = ("--json",)
_OPTIONS = ("--data", "--board", "--as", "--purpose")
_EPILOG = "Före eller efter varje kommando: --json, --data MAPP, --board NÄMND, --as NAMN, --purpose ÄNDAMÅL."


def run() -> None:
    """Run the command that the process was started with, and end the process."""
    # Told to stop in whatever way, a command still gives back what it holds: its locks, and the server that it started.
    for told_to_stop in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(told_to_stop, _interrupt)
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str], *, open_runtime: OpenRuntime | None = None, output: Output | None = None) -> int:
    """Run one command and give its exit status.

    Args:
        arguments: The command line after the program's name.
        open_runtime: How an Aktspår is opened; the composition root's way when left out.
        output: Where it writes; the process's own streams when left out.
    """
    output = output or Output(wants_json="--json" in _before_separator(arguments))
    invocation = Invocation(output, open_runtime or _open_runtime)
    try:
        status = _command()(_options_first(arguments), prog_name=PROGRAM, standalone_mode=False, obj=invocation) or 0
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except SystemExit:
        # typer's way out when whoever reads the help has gone: that is no error.
        status = 0
    except typer.TyperException as error:
        return _refuse(UsageError(usage_message(error)), output)
    except Exception as error:
        return _refuse(error, output)
    if status == INTERRUPTED:
        output.say("Avbrutet.")
    return status


def _refuse(error: Exception, output: Output) -> int:
    if os.environ.get(DEBUG_VARIABLE) == "1":
        output.say("".join(traceback.format_exception(error)))
    problem = problem_of(error)
    output.refuse(problem)
    return problem.exit_status


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _open_runtime(settings: Settings) -> AbstractContextManager[Runtime]:
    # Late: the composition root is what starts this module.
    from api.main import open_runtime

    return open_runtime(settings)


_app = typer.Typer(
    cls=SwedishGroup, add_completion=False, rich_markup_mode=None, invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]}, epilog=_EPILOG,
)


@_app.callback()
def _global_options(
    context: typer.Context,
    wants_json: Annotated[bool, typer.Option("--json", help="Svara med ett enda JSON-dokument på stdout.")] = False,
    data: Annotated[str, typer.Option("--data", metavar="MAPP", help="Datakatalogen; går före AKTSPAR_DATA.")] = "",
    board: Annotated[str, typer.Option("--board", metavar="NÄMND", help="Nämndens kortnamn; behövs när det finns flera.")] = "",
    name: Annotated[str, typer.Option("--as", metavar="NAMN", help="Vem du är; behövs mot DATABASE_URL.")] = "",
    purpose: Annotated[
        str,
        typer.Option(
            "--purpose", metavar="ÄNDAMÅL",
            help=f"Varför du läser: {', '.join(PURPOSE_WORDS)}. Annars drift, och för resultat statistik.",
        ),
    ] = "",
) -> None:
    """Aktspår: dokumentation som går att kontrollera, som den var känd vid varje tidigare tillfälle."""
    invocation: Invocation = context.obj
    invocation.data_dir = Path(data) if data else None
    invocation.board, invocation.name, invocation.purpose_word = board or None, name or None, purpose or None
    if context.invoked_subcommand is None:
        raise UsageError(f"Kommandot saknas. Se '{PROGRAM} --help'.")


def _options_first(arguments: Sequence[str]) -> list[str]:
    """The global options moved before the command, wherever they stood."""
    moved: list[str] = []
    kept: list[str] = []
    rest = iter(_before_separator(arguments))
    for argument in rest:
        if argument in _FLAGS or argument.startswith(tuple(f"{option}=" for option in (*_FLAGS, *_OPTIONS))):
            moved.append(argument)
        elif argument in _OPTIONS:
            moved += [argument, *([value] if (value := next(rest, None)) is not None else [])]
        else:
            kept.append(argument)
    return [*moved, *kept, *arguments[len(_before_separator(arguments)) :]]


def _before_separator(arguments: Sequence[str]) -> Sequence[str]:
    # After `--` everything is an argument, whatever it looks like.
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def _register() -> None:
    plain = {
        "demo": demo.demo, "import": import_workbook.import_workbook, "import-calendar": import_calendar.import_calendar,
        "timeline": timeline.timeline, "reconstruct": reconstruct.reconstruct, "ratings": ratings.ratings,
        "status": status.status,
        "checkpoint": checkpoint.checkpoint, "receipt": checkpoint.receipt, "verify": verify.verify, "serve": serve.serve,
        "worker": worker.worker,
        "alerts": alerts.alerts, "evidence": evidence.evidence, "records-extract": records_extract.records_extract,
        "completeness": completeness.completeness,
        "migrate": migrate.migrate, "goals": goals.goals, "goals-trend": goal_trend.goal_trend,
        "indicators": goals.indicators, "goal-chain": goal_chain.goal_chain, "annual-wheel": annual_wheel.annual_wheel,
        "deviations": deviations.deviations,
        "internal-control": internal_control.internal_control,
        "bench": bench.bench, "backup": backup.backup, "restore": restore.restore,
        "rebuild": rebuild.rebuild, "upgrade": upgrade.upgrade, "sbom": sbom.sbom,
    }
    groups = {
        "case": ("Ärenden.", {"list": case.list_cases, "show": case.show}),
        "export": ("Svar som filer.", {
                "goals": export.goals, "completeness": export.completeness, "everything": export_all.everything,
                "archive": export_all.archive,
            }),
        "report": (
            "Rapporter: inlämnade siffror och det som har ändrats sedan dess.",
            {"freeze": report.freeze, "show": report.show, "list": report.list_reports},
        ),
        "review": (
            "Journalgranskningar: iakttagelser, svar och antal per regel.", {"list": review.list_reviews, "show": review.show},
        ),
        "sample": (
            "Stickprov: ärenden som dras för granskning, så att vem som helst kan dra samma.",
            {
                "rule": sample.rule, "draw": sample.draw, "show": sample.show, "list": sample.list_samples,
                "verify": sample.verify, "chances": sample.chances,
            },
        ),
        "analyses": (
            "Jämställdhet och ärendemängd.", {"equality": analyses.equality, "caseload": analyses.caseload},
        ),
        "erase": (
            "Gallring enligt lag.",
            {
                "propose": erase.propose, "approve": erase.approve, "withdraw": erase.withdraw, "execute": erase.execute,
                "status": erase.status, "certificate": erase.certificate, "examine": erase.examine, "hold": erase.hold,
                "release": erase.release, "archived": erase.archived,
            },
        ),
        "access-log": (
            "Åtkomstloggen: vem som har läst vad, loggkontroll och den enskildes utdrag.",
            {
                "show": access_log.show, "review": access_log.review, "extract": access_log.extract, "plan": access_log.plan,
                "draw": access_log.draw, "assess": access_log.assess, "measure": access_log.measure, "close": access_log.close,
            },
        ),
        "approval": (
            "Det som kräver två personer: begärs av en och godkänns av en annan.",
            {
                "request": approval.request, "grant": approval.grant, "deny": approval.deny, "list": approval.list_approvals,
            },
        ),
        "keys": (
            "Huvudnyckeln: läge, deposition, byte.",
            {
                "status": keys.status, "escrow": keys.escrow, "check": keys.check, "recover": keys.recover,
                "rotate": keys.rotate, "rotate-signer": signer.rotate_signer,
            },
        ),
        "lexsarah": ("Lex Sarah: från rapporten till avslutet.", lexsarah.commands()),
        "tiles": ("Liggarna som plattor, för främmande verktyg.", {"export": tiles.export}),
        "witness": (
            "Vittne: signerar en annan organisations kontrollpunkter.",
            {"init": witness.init, "trust": witness.trust, "serve": witness.serve},
        ),
        "account": (
            "Inloggningar till webbtjänsten.",
            {"add": account.add, "list": account.list_accounts, "remove": account.remove, "sync": account_sync.sync},
        ),
    }
    for name, function in plain.items():
        _app.command(name, cls=SwedishCommand, epilog=_EPILOG)(function)
    for group_name, (text, commands) in groups.items():
        group = typer.Typer(cls=SwedishGroup, help=text, rich_markup_mode=None)
        for name, function in commands.items():
            group.command(name, cls=SwedishCommand, epilog=_EPILOG)(function)
        _app.add_typer(group, name=group_name)


@cache
def _command() -> Callable[..., int | None]:
    """Every command, made once in a process: that takes a tenth of a second, and they hold nothing of a call."""
    return typer.main.get_command(_app)


_register()
