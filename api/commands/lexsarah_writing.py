"""Writing a Lex Sarah report from the shell (sv. *skrivning*): what is given, read from a file and asked for, by who logs in."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from api.commands.acting import acting_account
from api.invocation import Invocation
from api.problems import UsageError

if TYPE_CHECKING:
    from api.main import OpenBoard


def write(
    invocation: Invocation, account_name: str, password_stdin: bool, path: str, ids: dict[str, UUID], given: list[str] | None,
    body: Path | None, ask: bool | None, documents: list[str] | None = None, *, said: str,
) -> None:
    """Have a write made by an account, and say that it was.

    Args:
        path: Of the write, as `api.writes.table` has it.
        ids: In its address.
        given: Members of its body as `name=value`.
        body: A file with members of its body.
        ask: Whether what is missing is asked for; None = when there is somebody to ask.
        documents: Documents to keep as `kind=file`.
        said: What the screen says, with {} for the stream.

    Raises:
        UsageError: What is given cannot be read.
        AktsparError: What `api.writing.Writer.write` refuses.
    """
    from api.shell_form import asked_members, document_of, given_members
    from api.shell_writing import written_by
    from api.writes.table import shapes

    account = acting_account(invocation, account_name, password_stdin=password_stdin)
    [shape] = [each for each in shapes() if each.write.path == path]
    with invocation.runtime() as runtime:
        look_up = _look_up(runtime.board(account.board))
        members = {**_from_file(body), **given_members(shape.body, given or (), look_up)}
        if documents:
            members["documents"] = [document_of(each) for each in documents]
        if sys.stdin.isatty() if ask is None else ask:
            members = asked_members(shape.body, members, _asked, look_up)
        written = written_by(runtime, account, path, ids, members, uuid4())
    document = written.document
    invocation.output.answer(document, lambda screen: screen.line(said.format(document["stream"])))


def _look_up(board: OpenBoard) -> Callable[[str, str], str]:
    """Ids by what people call them: a unit and a member of staff by name, a case by number."""
    from adapters.postgres.registers import Registers
    from api.search_terms import is_uuid

    def look_up(name: str, text: str) -> str:
        if is_uuid(text):
            return text.strip()
        registers = Registers(board.ledger)
        if name.endswith("unit") or name.endswith("unit_id"):
            found = [key for key, each in registers.units().items() if each.name.casefold() == text.casefold()]
        elif "case" in name:
            found = list(board.views.find_case(text, board.ledger.size()))
        else:
            found = [key for key, each in registers.staff().items() if each.name.casefold() == text.casefold()]
        if len(found) != 1:
            raise UsageError(f"{'Ingen' if not found else 'Flera'} heter så. Ange uuid:t.")
        return str(found[0])

    return look_up


def _from_file(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        raise UsageError("Filen i --body går inte att läsa som JSON. Kontrollera sökvägen och innehållet.") from None
    if not isinstance(found, dict):
        raise UsageError("Filen i --body ska vara ett JSON-objekt.")
    return found


def _asked(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise UsageError("Svaret saknas. Svara på varje fråga, eller ange uppgiften med --set.")
    return line.rstrip("\n")
