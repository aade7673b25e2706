"""`aktspar access-log`: who read what; the monthly review; the individual's own extract."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4

import typer

from api.commands.acting import acting_account
from api.invocation import Invocation, whole_number
from api.output import Screen
from api.problems import UsageError
from domain.base import Purpose

CaseOption = Annotated[str, typer.Option("--case", metavar="ÄRENDE", help="Bara läsningar av ärendet: nummer eller uuid.")]
StaffOption = Annotated[str, typer.Option("--staff", metavar="UUID", help="Bara den här medarbetarens läsningar.")]
FromOption = Annotated[str, typer.Option("--from", metavar="DAG", help="Från och med, till exempel 2026-03-01.")]
ToOption = Annotated[str, typer.Option("--to", metavar="DAG", help="Till och med.")]
LimitOption = Annotated[str, typer.Option("--limit", metavar="ANTAL", help="Högst så många, de senaste: 1 till 1000.")]
AccountOption = Annotated[str, typer.Option("--account", metavar="KONTO", help="Kontot som skriver; det loggar in.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Läs kontots lösenord som en rad på stdin.")]
ReviewArgument = Annotated[str, typer.Argument(metavar="LOGGKONTROLL", help="Uuid, se 'aktspar access-log review'.")]
NumberArgument = Annotated[str, typer.Argument(metavar="LÄSNING", help="Läsningens nummer i dragningen.")]


def show(
    context: typer.Context, case: CaseOption = "", staff: StaffOption = "", first: FromOption = "", last: ToOption = "",
    limit: LimitOption = "100",
) -> None:
    """Visa vem som har läst vad, när och varför. Att loggen läses står också i loggen."""
    from api.log_review_reading import access_log

    invocation: Invocation = context.obj
    with invocation.reader("access-log show", usual_purpose=Purpose.LOG_REVIEW) as reader:
        case_id = reader.shown_case(case, reader.as_of(None)) if case else None
        answer = access_log(
            reader, case=case_id, staff=_uuid(staff) if staff else None, first=_day(first), last=_day(last),
            limit=whole_number(limit, "--limit", low=1, high=1_000), progress=_progress(invocation),
        )
        rows = answer.document["readings"]
        invocation.output.answer(answer.document, lambda screen: _readings(screen, rows))


def review(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="[LOGGKONTROLL]", help="Uuid; utan visas alla och vad som saknas.")] = "",
) -> int:
    """Visa loggkontrollerna och månaderna som saknar en, eller en loggkontroll med sina läsningar.

    Svarar 1 om någon månad inte är kontrollerad i tid.
    """
    from api.log_review_reading import log_review, log_reviews

    invocation: Invocation = context.obj
    with invocation.reader("access-log review", usual_purpose=Purpose.LOG_REVIEW) as reader:
        answer = log_review(reader, _uuid(one)) if one else log_reviews(reader)
        document = answer.document
        invocation.output.answer(document, lambda screen: _one(screen, document) if one else _all(screen, document))
        return 1 if document.get("overdue") else 0


def extract(
    context: typer.Context, case: Annotated[str, typer.Argument(metavar="ÄRENDE", help="Nummer eller uuid.")],
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="FIL.pdf", help="Skriv som PDF.")] = None,
) -> None:
    """Ta ut den enskildes utdrag: vilka som har läst i akten, när, varför och vad."""
    from adapters.report_pages import pdf_of_any_text
    from api.access import today
    from api.log_review_reading import access_extract

    invocation: Invocation = context.obj
    with invocation.reader("access-log extract", usual_purpose=Purpose.LOG_REVIEW) as reader:
        as_of = reader.as_of(None)
        document = access_extract(reader, reader.shown_case(case, as_of), as_of).document
        if out is not None:
            try:
                out.write_bytes(pdf_of_any_text("access_extract", document, today(reader.board)))
            except OSError as error:
                raise UsageError(f"Filen kan inte skrivas: {error.strerror}.") from None
        invocation.output.answer(document, lambda screen: _readings(screen, document["readings"]))


def plan(
    context: typer.Context, unit: Annotated[str, typer.Argument(metavar="ENHET", help="Enhetens uuid.")],
    month: Annotated[str, typer.Argument(metavar="MÅNAD", help="Till exempel 2026-03.")], account: AccountOption,
    password_stdin: StdinOption = False,
) -> None:
    """Planera en loggkontroll av en enhets månad."""
    _write(context.obj, "", {"unit": str(_uuid(unit)), "log_month": month}, account, password_stdin, None)


def draw(
    context: typer.Context, review_id: ReviewArgument, account: AccountOption,
    seed: Annotated[str, typer.Option("--seed", metavar="FRÖ", help="Bara för övning.")] = "",
    password_stdin: StdinOption = False,
) -> None:
    """Dra månadens läsningar, med frö ur den första bevittnade kontrollpunkten efter planen."""
    _write(context.obj, "/draws", {"seed": seed} if seed else {}, account, password_stdin, review_id)


def assess(
    context: typer.Context, review_id: ReviewArgument, number: NumberArgument,
    judgement: Annotated[str, typer.Argument(metavar="BEDÖMNING", help="justified, not_justified eller unclear.")],
    account: AccountOption, reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Skälet.")],
    password_stdin: StdinOption = False,
) -> None:
    """Bedöm en läsning som någon annan har gjort."""
    body = {"reading_number": _number(number), "log_judgement": judgement, "judgement_reason": reason}
    _write(context.obj, "/assessments", body, account, password_stdin, review_id)


def measure(
    context: typer.Context, review_id: ReviewArgument, number: NumberArgument,
    what: Annotated[str, typer.Argument(metavar="ÅTGÄRD", help="Till exempel manager_told; se docs/log-review.md.")],
    account: AccountOption, on: Annotated[str, typer.Option("--on", metavar="DAG", help="När det gjordes.")],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Vad som gjordes; utan namn.")],
    password_stdin: StdinOption = False,
) -> None:
    """Registrera vad som görs efter en avvikelse."""
    body = {"reading_number": _number(number), "log_measure": what, "log_measure_on": on, "log_measure_note": note}
    _write(context.obj, "/measures", body, account, password_stdin, review_id)


def close(
    context: typer.Context, review_id: ReviewArgument, account: AccountOption, password_stdin: StdinOption = False
) -> None:
    """Avsluta månadens loggkontroll."""
    _write(context.obj, "/closing", {}, account, password_stdin, review_id)


def _write(
    invocation: Invocation, part: str, body: dict[str, Any], name: str, password_stdin: bool, review_id: str | None
) -> None:
    from api.shell_writing import written_by

    ids = {} if review_id is None else {"log_review_id": _uuid(review_id)}
    path = "/log-reviews" if review_id is None else f"/log-reviews/{{log_review_id}}{part}"
    account = acting_account(invocation, name, password_stdin=password_stdin)
    with invocation.runtime() as runtime:
        written = written_by(runtime, account, path, ids, body, uuid4())
    document = {"log_review": written.document["stream"], "recorded_at": written.document["recorded_at"]}
    invocation.output.answer(document, lambda screen: screen.line(f"Registrerat i loggkontroll {document['log_review']}."))


def _readings(screen: Screen, rows: list[dict[str, Any]]) -> None:
    screen.table(
        ("När", "Vem", "Varför", "Vad", "Utfall"),
        [(each["at_in_words"], each["who"], each["why"], each["what"], each["outcome_in_words"]) for each in rows],
    )


def _all(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Loggkontroll", "Månad", "Dragna", "Bedömda", "Ej befogade", "Avslutad"),
        [
            (each["log_review"], each["month"], each["drawn"], each["assessed"], each["not_justified"], each["closed_on"] or "")
            for each in document["log_reviews"]
        ],
    )
    for each in document["overdue"]:
        screen.line(f"{each['unit_name']} {each['month']}: ingen loggkontroll, skulle vara klar {each['due_on']}.")


def _one(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Nr", "När", "Vem", "Varför", "Vad", "Urvalsgrunder", "Bedömning"),
        [
            (each["number"], each["at_in_words"], each["who"], each["why"], each["what"], ", ".join(each["kinds_in_words"]),
             each["judgement_in_words"] or "")
            for each in document["readings"]
        ],
    )


def _progress(invocation: Invocation) -> Any:
    def tell(done: int, total: int) -> None:
        if done % 100_000 < 2_000 and total > 100_000:
            invocation.output.say(f"Läst {done} av {total} poster i åtkomstloggen.")

    return tell


def _number(text: str) -> int:
    return whole_number(text, "Läsningens nummer", low=1, high=1_000_000)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise UsageError("Ange ett uuid; se 'aktspar access-log review' eller GET /api/v1/units.") from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("Dagen ska anges som 2026-03-01.") from None
