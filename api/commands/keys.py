"""`aktspar keys`: the key-encryption key and the signing key: how they stand, in escrow, out of it, and exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.errors import CannotRunError
from adapters.operations import escrow as escrows
from api.invocation import Invocation, whole_number
from api.output import Screen

if TYPE_CHECKING:
    from api.main import Runtime

FileOption = Annotated[str, typer.Option("-o", "--output", metavar="FIL", help="Depositionen: en ny fil.")]
FileArgument = Annotated[str, typer.Argument(metavar="FIL", help="Depositionen.")]
ESCROW_SUBJECT = "keys escrow"
"""What an approval of the kind key_export is of."""


def status(context: typer.Context) -> None:
    """Visa hur nycklarna står: hur många, under vilken huvudnyckel, och om ett byte pågår."""
    from api.key_rotation import key_counts

    invocation: Invocation = context.obj
    with invocation.runtime() as runtime:
        document = {
            "kek_id": runtime.kek.kek_id, "kek_from": _source(runtime), "data_keys": key_counts(runtime),
            "rotating": len(key_counts(runtime)) > 1,
        }
        invocation.output.answer(document, lambda screen: _show(screen, document))


def escrow(
    context: typer.Context, file: FileOption,
    custodians: Annotated[str, typer.Option("--custodians", metavar="N", help="Antal nyckelförvaltare; två öppnar.")] = "3",
) -> None:
    """Lämna huvudnyckel och signeringsnyckel i deposition.

    Kräver ett godkännande av en annan person ('aktspar approval request' med slaget key_export och saken "keys escrow").
    Varje nyckelförvaltare skriver sin lösenfras; vilka två som helst öppnar depositionen, ingen ensam.
    """
    from api.approvals import require_granted
    from api.passphrases import ask_custodians
    from domain.approval.codes import ApprovalKind

    invocation: Invocation = context.obj
    count = whole_number(custodians, "--custodians", low=escrows.FEWEST_CUSTODIANS, high=escrows.MOST_CUSTODIANS)
    path = Path(file).expanduser().absolute()
    if path.exists():
        raise CannotRunError(f"{path} finns redan; ange en ny fil.")
    caller = invocation.caller()
    with invocation.runtime() as runtime:
        passphrases = ask_custodians(count, twice=True)
        board = runtime.board(invocation.board)
        require_granted(board, ApprovalKind.KEY_EXPORT, ESCROW_SUBJECT, used_by=caller)
        keys = escrows.EscrowedKeys(kek=runtime.kek.secret_for_escrow(), signer=_signer_pem(runtime))
        escrows.seal(path, keys, runtime.kek.kek_id, passphrases)
        document = {"file": str(path), "kek_id": runtime.kek.kek_id, "custodians": count, "needed": 2}
    invocation.output.answer(
        document,
        lambda screen: screen.line(f"Depositionen ligger i {path}: {count} nyckelförvaltare, två öppnar den."),
    )


def check(context: typer.Context, file: FileArgument) -> None:
    """Pröva att två nyckelförvaltare öppnar depositionen, och att den har dagens huvudnyckel."""
    from api.passphrases import ask_custodians
    from api.restoring import kek_of

    invocation: Invocation = context.obj
    first, second = ask_custodians(2, twice=False)
    opened = kek_of(escrows.open_escrow(Path(file).expanduser(), first, second)).kek_id
    with invocation.runtime() as runtime:
        document = {"kek_id": opened, "is_current": opened == runtime.kek.kek_id}
    words = "den har dagens huvudnyckel" if document["is_current"] else "men huvudnyckeln är bytt sedan dess: gör en ny"
    invocation.output.answer(document, lambda screen: screen.line(f"Depositionen öppnas; {words}."))


def recover(context: typer.Context, file: FileArgument) -> None:
    """Lägg tillbaka en förlorad huvudnyckel ur depositionen.

    Skriver ingenting över, och bara den nyckel som datanycklarna är inslagna under.
    """
    import base64

    from adapters.operations.durable import write_durably
    from api.passphrases import ask_custodians

    invocation: Invocation = context.obj
    settings = invocation.settings
    target = settings.kek_file or settings.data_dir / "keys" / "kek"
    if settings.kek or target.exists():
        where = "AKTSPAR_KEK" if settings.kek else target
        raise CannotRunError(f"Det finns redan en huvudnyckel ({where}); den skrivs inte över.")
    opened = escrows.open_escrow(Path(file).expanduser(), *ask_custodians(2, twice=False))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(target, base64.b64encode(opened.kek) + b"\n")
    signer = settings.signer_key_file or settings.data_dir / "keys" / "signer.pem"
    placed = opened.signer is not None and not signer.exists()
    if placed:
        write_durably(signer, opened.signer.encode())
    document = {"kek_file": str(target), "signer_placed": placed}
    invocation.output.answer(document, lambda screen: screen.line(f"Huvudnyckeln ligger i {target}."))


def rotate(context: typer.Context) -> None:
    """Byt huvudnyckel.

    Varje datanyckel slås in på nytt; dokumentationen rörs inte, och tjänsten går under tiden. Avbrutet fortsätter det där det
    var när kommandot körs igen. Gör en ny deposition efteråt.
    """
    from api.key_rotation import rotate_kek

    invocation: Invocation = context.obj
    with invocation.runtime() as runtime, invocation.output.progress("Slår in nycklarna på nytt") as progress:
        document = rotate_kek(runtime, progress)
    invocation.output.answer(
        document,
        lambda screen: screen.line(
            f"{document['rewrapped']} nycklar är inslagna under den nya huvudnyckeln {document['kek_id']}. Gör en ny deposition"
            " med 'aktspar keys escrow'."
        ),
    )


def _signer_pem(runtime: Runtime) -> str | None:
    path = runtime.settings.signer_key_file or runtime.settings.data_dir / "keys" / "signer.pem"
    return path.read_text("ascii") if path.exists() else None


def _source(runtime: Runtime) -> str:
    return "AKTSPAR_KEK" if runtime.settings.kek else "file"


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.line(f"Huvudnyckel {document['kek_id']} ({document['kek_from']})")
    for kek_id, count in document["data_keys"].items():
        screen.line(f"  {count} datanycklar under {kek_id}")
    if document["rotating"]:
        screen.line("Ett byte av huvudnyckel är inte klart: kör 'aktspar keys rotate' igen.")
