"""`aktspar approval`: what takes two people is asked for by one and answered by another."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID, uuid4

import typer

from api.commands.acting import acting_account
from api.invocation import Invocation
from api.output import Screen
from api.problems import UsageError
from domain.approval.codes import ApprovalKind

_KINDS = ", ".join(ApprovalKind)

AccountOption = Annotated[str, typer.Option("--account", metavar="KONTO", help="Kontot som begär eller svarar; det loggar in.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Läs kontots lösenord som en rad på stdin.")]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Skälet; utan namn på personer.")]
ApprovalArgument = Annotated[str, typer.Argument(metavar="GODKÄNNANDE", help="Godkännandets uuid, se 'aktspar approval list'.")]


def request(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="SLAG", help=f"Ett av {_KINDS}.")],
    subject: Annotated[str, typer.Argument(metavar="VAD", help="Det som ska göras, till exempel ett ärendes uuid.")],
    account: AccountOption, reason: ReasonOption, password_stdin: StdinOption = False,
) -> None:
    """Begär något som kräver två personer."""
    if kind not in list(ApprovalKind):
        raise UsageError(f"Slaget finns inte; välj bland {_KINDS}.")
    _write(
        context.obj, "/approvals", {"approval_kind": kind, "approval_subject": subject, "approval_reason": reason}, account,
        password_stdin, said="Begärt. En annan person godkänner med 'aktspar approval grant {}'.",
    )


def grant(
    context: typer.Context, approval: ApprovalArgument, account: AccountOption, reason: ReasonOption,
    password_stdin: StdinOption = False,
) -> None:
    """Godkänn det som en annan person har begärt."""
    _write(
        context.obj, "/approvals/{approval_id}/grants", {"approval_answer_reason": reason}, account, password_stdin,
        approval=_uuid(approval), said="Godkänt: {}.",
    )


def deny(
    context: typer.Context, approval: ApprovalArgument, account: AccountOption, reason: ReasonOption,
    password_stdin: StdinOption = False,
) -> None:
    """Neka det som en annan person har begärt."""
    _write(
        context.obj, "/approvals/{approval_id}/denials", {"approval_answer_reason": reason}, account, password_stdin,
        approval=_uuid(approval), said="Nekat: {}.",
    )


def list_approvals(context: typer.Context) -> None:
    """Visa det som har begärts och vad som blev av det."""
    invocation: Invocation = context.obj
    with invocation.reader("approval list") as reader:
        answer, _ = reader.register("approvals")
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document["approvals"]))


def _write(
    invocation: Invocation, path: str, body: dict[str, Any], account_name: str, password_stdin: bool, *, said: str,
    approval: UUID | None = None,
) -> None:
    from api.shell_writing import written_by

    account = acting_account(invocation, account_name, password_stdin=password_stdin)
    with invocation.runtime() as runtime:
        ids = {} if approval is None else {"approval_id": approval}
        written = written_by(runtime, account, path, ids, body, uuid4())
    document = {"approval": written.document["stream"], "recorded_at": written.document["recorded_at"]}
    invocation.output.answer(document, lambda screen: screen.line(said.format(document["approval"])))


def _show(screen: Screen, approvals: list[dict[str, Any]]) -> None:
    screen.table(
        ("Godkännande", "Slag", "Gäller", "Läge", "Senast"),
        [
            (each["approval"], each["kind_in_words"], each["subject"], each["status_in_words"], each["last_day"])
            for each in approvals
        ],
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise UsageError("Godkännandet ska anges med sitt uuid; se 'aktspar approval list'.") from None
