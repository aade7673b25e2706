"""`aktspar erase`: what has had its time is proposed by one, approved by another and carried out, step by step."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID, uuid4

import typer

from api.commands.acting import acting_account
from api.invocation import Invocation
from api.output import Screen
from api.problems import EXIT_NOT_IN_ORDER, UsageError
from domain.codes import Code, YesNoUnknown
from domain.errors import NotFoundError
from domain.retention.codes import HoldKind, RecordContent

if TYPE_CHECKING:
    from adapters.accounts import Account
    from api.erasure_desk import ErasureDesk
    from api.main import Runtime

AccountOption = Annotated[str, typer.Option("--account", metavar="KONTO", help="Kontot som handlar; det loggar in.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Läs kontots lösenord som en rad på stdin.")]
ErasureArgument = Annotated[str, typer.Argument(metavar="GALLRING", help="Gallringens uuid, se 'aktspar erase status'.")]
RecordArgument = Annotated[str, typer.Argument(metavar="AKT", help="Ärendets eller orons uuid.")]


def propose(
    context: typer.Context, account: AccountOption,
    record: Annotated[list[str] | None, typer.Option("--record", metavar="AKT", help="Bara den här akten; kan upprepas.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa listan utan att föreslå något.")] = False,
    password_stdin: StdinOption = False,
) -> None:
    """Föreslå gallring av det som ska gallras.

    Listan fryses. En annan person godkänner den.
    """
    invocation: Invocation = context.obj
    who = _logged_in(invocation, account, password_stdin)
    with invocation.runtime() as runtime, invocation.output.progress("Bedömer akterna") as progress:
        desk = _desk(runtime, who, "erase propose")
        document = desk.due(progress=progress) if dry_run else desk.propose(
            uuid4(), [_uuid(each) for each in record or ()], progress=progress
        )
    invocation.output.answer(document, lambda screen: (_show_due if dry_run else _show)(screen, document))


def approve(
    context: typer.Context, erasure: ErasureArgument, account: AccountOption,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Vad som har kontrollerats.")],
    password_stdin: StdinOption = False,
) -> None:
    """Godkänn ett förslag som en annan person har lämnat."""
    _acted(context, account, password_stdin, "erase approve", lambda desk: desk.approve(
        _uuid(erasure), uuid4(), approval_note=note
    ))


def withdraw(
    context: typer.Context, erasure: ErasureArgument, account: AccountOption,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Orsaken.")], password_stdin: StdinOption = False,
) -> None:
    """Återta ett förslag som inte är påbörjat."""
    _acted(context, account, password_stdin, "erase withdraw", lambda desk: desk.withdraw(_uuid(erasure), uuid4(), reason=reason))


def execute(
    context: typer.Context, erasure: ErasureArgument, account: AccountOption, password_stdin: StdinOption = False
) -> None:
    """Verkställ en godkänd gallring, eller fortsätt där den avbröts."""
    invocation: Invocation = context.obj
    who = _logged_in(invocation, account, password_stdin)
    with invocation.runtime() as runtime, invocation.output.progress("Gallrar") as progress:
        document = _desk(runtime, who, "erase execute").execute(_uuid(erasure), progress=progress)
    invocation.output.answer(document, lambda screen: _show(screen, document))


def status(
    context: typer.Context,
    erasure: Annotated[str | None, typer.Argument(metavar="GALLRING", help="En gallring; annars alla.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Visa akterna vars tid är ute. Slutar med 1 om någon är sen.")] = False,
) -> int:
    """Visa gallringarna och hur långt de har kommit, eller vad som ska gallras."""
    invocation: Invocation = context.obj
    with invocation.runtime() as runtime:
        desk = _operator_desk(invocation, runtime, "erase status")
        if due:
            with invocation.output.progress("Bedömer akterna") as progress:
                document = desk.due(progress=progress)
        else:
            document = desk.erasures() if erasure is None else desk.erasure(_uuid(erasure))
    show = _show_due if due else _show_all if erasure is None else _show
    invocation.output.answer(document, lambda screen: show(screen, document))
    return EXIT_NOT_IN_ORDER if due and document["overdue"] else 0


def certificate(
    context: typer.Context, erasure: ErasureArgument,
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FIL", help="Intyget: .json eller .pdf.")],
) -> None:
    """Skriv intyget om en verkställd gallring, utan identitet."""
    from api.http.erasure_routes import certificate_pages

    invocation: Invocation = context.obj
    if file.suffix not in (".json", ".pdf"):
        raise UsageError("Intyget skrivs som .json eller .pdf: ange -o FIL.json eller -o FIL.pdf.")
    with invocation.runtime() as runtime:
        document = _operator_desk(invocation, runtime, "erase certificate").certificate(_uuid(erasure))
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
    file.write_bytes(text if file.suffix == ".json" else certificate_pages(document))
    invocation.output.answer(document, lambda screen: screen.line(f"Intyget är skrivet till {file}."))


def examine(
    context: typer.Context, record: RecordArgument, account: AccountOption,
    sampled_birthday: Annotated[str, typer.Option("--sampled-birthday", metavar="JA/NEJ/OKÄNT", help="Född den 5, 15 eller 25.")],
    other_data: Annotated[str, typer.Option("--other-data", metavar="JA/NEJ/OKÄNT", help="Andra uppgifter om personen kvar.")],
    content: Annotated[list[str] | None, typer.Option(
        "--content", metavar="INNEHÅLL", help=f"Vad akten innehåller, av: {', '.join(RecordContent)}. Kan upprepas."
    )] = None,
    password_stdin: StdinOption = False,
) -> None:
    """Anteckna vad en akt innehåller som styr hur länge den sparas."""
    _acted(context, account, password_stdin, "erase examine", lambda desk: desk.examine(
        _uuid(record), uuid4(), record_contents=[_word(RecordContent, each) for each in content or ()],
        sampled_birthday=_word(YesNoUnknown, sampled_birthday), other_data=_word(YesNoUnknown, other_data),
    ))


def hold(
    context: typer.Context, record: RecordArgument, account: AccountOption,
    kind: Annotated[str, typer.Option("--kind", metavar="SLAG", help=f"Ett av: {', '.join(HoldKind)}.")],
    basis: Annotated[str, typer.Option("--basis", metavar="TEXT", help="Diarienummer eller mål; aldrig ett namn.")],
    review_on: Annotated[str, typer.Option("--review-on", metavar="DATUM", help="Dagen då hindret omprövas.")],
    password_stdin: StdinOption = False,
) -> None:
    """Sätt ett gallringshinder, med grund och dag för omprövning."""
    _acted(context, account, password_stdin, "erase hold", lambda desk: desk.hold(
        _uuid(record), uuid4(), hold_kind=_word(HoldKind, kind), hold_basis=basis, review_hold_on=_day(review_on)
    ))


def release(
    context: typer.Context, record: RecordArgument, account: AccountOption,
    hold_id: Annotated[str, typer.Option("--hold", metavar="HINDER", help="Hindrets uuid.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Varför hindret hävs.")],
    password_stdin: StdinOption = False,
) -> None:
    """Häv ett gallringshinder."""
    _acted(context, account, password_stdin, "erase release", lambda desk: desk.release(
        _uuid(record), uuid4(), hold_id=_uuid(hold_id), reason=reason
    ))


def archived(
    context: typer.Context, record: RecordArgument, account: AccountOption,
    archive: Annotated[str, typer.Option("--archive", metavar="ARKIV", help="Vilket arkiv.")],
    receipt: Annotated[str, typer.Option("--receipt", metavar="BETECKNING", help="Arkivets beteckning för det mottagna.")],
    on: Annotated[str, typer.Option("--on", metavar="DATUM", help="Dagen för överlämnandet.")],
    package: Annotated[Path | None, typer.Option(
        "--package", metavar="FIL.zip", help="Arkivpaketet som lämnades över; dess SHA-256 antecknas."
    )] = None,
    password_stdin: StdinOption = False,
) -> None:
    """Anteckna arkivets kvittens på hela akten."""
    sha256 = None if package is None else _digest(package)
    _acted(context, account, password_stdin, "erase archived", lambda desk: desk.archived(
        _uuid(record), uuid4(), archive=archive, archive_receipt=receipt, archived_on=_day(on), archived_sha256=sha256
    ))


def _acted(context: typer.Context, account: str, password_stdin: bool, action: str, act: Any) -> None:
    invocation: Invocation = context.obj
    who = _logged_in(invocation, account, password_stdin)
    with invocation.runtime() as runtime:
        document = act(_desk(runtime, who, action))
    invocation.output.answer(document, lambda screen: _show(screen, document))


def _logged_in(invocation: Invocation, name: str, password_stdin: bool) -> Account:
    from api.access_matrix import rule_of
    from api.problems import ForbiddenError

    account = acting_account(invocation, name, password_stdin=password_stdin)
    rule = rule_of("POST /api/v1/erasures")
    if rule is None or rule.relation(account.role) is None:
        raise ForbiddenError(f"Rollen {account.role} arbetar inte med gallring. Det gör arkivarie och chef.")
    return account


def _desk(runtime: Runtime, account: Account, action: str) -> ErasureDesk:
    from api.erasure_desk import ErasureDesk

    return ErasureDesk(
        runtime.board(account.board), account, caller=f"konto:{account.name}", action=action, request_id=uuid4()
    )


def _operator_desk(invocation: Invocation, runtime: Runtime, action: str) -> ErasureDesk:
    from api.erasure_desk import ErasureDesk

    caller = invocation.caller()
    return ErasureDesk(runtime.board(invocation.board), caller, caller=caller, action=action, request_id=uuid4())


def _show(screen: Screen, document: dict[str, Any]) -> None:
    if "erasure" not in document:
        screen.line(f"Antecknat för akten {document['record']}: {len(document['holds'])} hinder.")
        return
    screen.line(f"Gallring {document['erasure']}: {document['stage_in_words']}.")
    screen.table(
        ("Akt", "Lagrum", "Sista anteckning", "Senast", "Förstörd"),
        [
            (each["record"], each["basis"], each["last_note_on"], each["finish_by"], each["destroyed_on"] or "–")
            for each in document["records"]
        ],
    )
    if document["erased_from"] and not document["completed_on"]:
        screen.line(f"Räknas som gallrad från {document['erased_from']}, när nycklarnas sista säkerhetskopia är borta.")


def _show_all(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Gallring", "Läge", "Föreslagen", "Akter"),
        [
            (each["erasure"], each["stage_in_words"], each["proposed_on"], str(len(each["records"])))
            for each in document["erasures"]
        ],
    )


def _show_due(screen: Screen, document: dict[str, Any]) -> None:
    screen.line(f"{len(document['due'])} akter ska gallras, {document['overdue']} av dem är sena.")
    screen.table(
        ("Akt", "Lagrum", "Sista anteckning", "Senast"),
        [(each["record"], each["basis"], each["last_note_on"], each["finish_by"]) for each in document["due"]],
    )
    screen.line(f"{len(document['kept'])} akter vars tid är ute sparas:")
    screen.table(
        ("Akt", "Läge", "Varför"),
        [(each["record"], each["status_in_words"], "; ".join(each["reasons_in_words"])) for each in document["kept"]],
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise NotFoundError("Ange akten, gallringen eller hindret med sitt uuid; se 'aktspar erase status'.") from None


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"Arkivpaketet går inte att läsa: {error.strerror}.") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError("Ange dagen som ett datum, till exempel 2026-04-10.") from None


def _word(kind: type[Code], text: str) -> Any:
    word = text.strip().casefold()
    found = next((each for each in kind if word in (each.value, each.swedish.casefold())), None)
    if found is None:
        raise UsageError(f"Värdet finns inte; välj bland {', '.join(each.value for each in kind)}.")
    return found
