"""`aktspar evidence`: a case's evidence package as a file that anybody can check."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, BinaryIO
from uuid import UUID, uuid4

import typer

from adapters.errors import CannotRunError
from api.commands.options import KnownAtOption
from api.invocation import Invocation
from api.problems import UsageError
from domain.base import Purpose
from domain.case.disclosure.codes import DisclosureBasis
from domain.evidence.package import Recipient
from domain.evidence.parties import parse_unmasking

if TYPE_CHECKING:
    from api.evidence import Asked

_GROUNDS = {each.value: each for each in DisclosureBasis}


def evidence(
    context: typer.Context,
    case: Annotated[str | None, typer.Argument(metavar="ÄRENDE", help="Ärendets uuid eller nummer.")] = None,
    file: Annotated[Path | None, typer.Option("-o", "--output", metavar="FIL.zip", help="En ny fil.")] = None,
    known_at: KnownAtOption = None,
    mask: Annotated[
        list[str] | None,
        typer.Option(
            "--mask", metavar="DEL|POSITION[:DEL][=GRUND]",
            help="Maskera en del (third_party), en händelse (120) eller en del av den (120:fact=osl_26_5). Kan upprepas.",
        ),
    ] = None,
    recipient: Annotated[str | None, typer.Option("--recipient", metavar="NAMN", help="Vem som får paketet.")] = None,
    legal_basis: Annotated[
        str | None,
        typer.Option("--legal-basis", metavar="GRUND", help=f"Rättslig grund: {', '.join(_GROUNDS)}."),
    ] = None,
    scope: Annotated[str | None, typer.Option("--scope", metavar="TEXT", help="Vad som lämnas ut, och i vilket mål.")] = None,
    show_protected: Annotated[
        bool, typer.Option("--show-protected", help="Visa skyddade personuppgifter, som annars är maskerade."),
    ] = False,
    recipient_person: Annotated[
        UUID | None,
        typer.Option(
            "--recipient-person", metavar="PERSON",
            help="Vem i ärendet mottagaren är: ärendets uuid, eller uppgiften om företrädaren eller den närstående.",
        ),
    ] = None,
    unmask: Annotated[
        list[str] | None,
        typer.Option(
            "--unmask", metavar="UPPGIFT:DEL=GRUND",
            help="Lämna ut en del till personen trots skyddet, med bestämmelsen som prövades. Kan upprepas.",
        ),
    ] = None,
    unmask_reason: Annotated[
        str | None, typer.Option("--unmask-reason", metavar="TEXT", help="Varför det lämnas ut trots skyddet."),
    ] = None,
    verifier_hash: Annotated[
        bool, typer.Option("--verifier-hash", help="Skriv SHA-256 för verifieraren i paketen, och gör inget annat."),
    ] = False,
) -> None:
    """Gör ett bevispaket för ett ärende.

    Tidslinjen som pdf för arkivet, händelserna med bevis, åtkomstloggen, reglerna och ett program som kontrollerar allt utan
    Aktspår. Utlämnandet registreras innan filen skrivs; utan --recipient är paketet för nämndens eget arbete.
    """
    invocation: Invocation = context.obj
    if verifier_hash:
        _show_hash(invocation)
        return
    if case is None or file is None:
        raise UsageError("Ange ärendet och en ny fil: aktspar evidence ÄRENDE -o FIL.zip.")
    to = _recipient(recipient, legal_basis, scope, recipient_person)
    if bool(unmask) != (unmask_reason is not None):
        raise UsageError("Ange --unmask och --unmask-reason tillsammans.")
    unmaskings = tuple(parse_unmasking(each, unmask_reason or "") for each in unmask or ())
    if file.exists():
        raise UsageError("Filen finns redan. Ange ett annat namn, eller ta bort den först.")
    if not file.parent.is_dir():
        raise UsageError("Mappen som filen ska ligga i finns inte.")
    from api.evidence import Asked

    _hand_out(invocation, file, Asked(case, known_at, tuple(mask or ()), show_protected, to, unmaskings))


def _hand_out(invocation: Invocation, file: Path, asked: Asked) -> None:
    from api.evidence import Acting, hand_out
    from projections.areas.evidence import package_document

    caller = invocation.caller()
    with invocation.reader("evidence", usual_purpose=Purpose.LEX_SARAH) as reader, TemporaryFile() as made:
        acting = Acting(reader.board.access_log.pseudonym(caller), uuid4(), uuid4())
        package, _ = hand_out(reader, asked, acting, made)
        _write(file, made)
        document = {
            "file": str(file), "bytes": file.stat().st_size, "simulated": reader.board.simulated, **package_document(package)
        }
        invocation.output.answer(document, lambda screen: screen.line(
            f"Bevispaketet skrevs till {file}, känt vid {document['known_at']} händelser, med {document['masked_parts']}"
            f" maskerade delar. SHA-256 {document['package_sha256']}."
        ))


def _write(file: Path, made: BinaryIO) -> None:
    try:
        with file.open("xb") as target:
            copyfileobj(made, target)
    except FileExistsError:
        raise CannotRunError("En fil med det namnet har just kommit till. Paketet skrevs inte; gör ett nytt.") from None
    except OSError as error:
        file.unlink(missing_ok=True)
        raise CannotRunError(
            f"Filen kan inte skrivas: {error.strerror}. Paketet är registrerat men skrevs inte; gör ett nytt på en annan plats."
        ) from None


def _recipient(name: str | None, basis: str | None, scope: str | None, person: UUID | None) -> Recipient | None:
    if name is None and basis is None and scope is None and person is None:
        return None
    if name is None or basis is None or scope is None:
        raise UsageError("Ange --recipient, --legal-basis och --scope tillsammans; utan dem är paketet för eget arbete.")
    if basis not in _GROUNDS:
        raise UsageError(f"--legal-basis finns inte; välj bland {', '.join(_GROUNDS)}.")
    return Recipient(name, _GROUNDS[basis], scope, person)


def _show_hash(invocation: Invocation) -> None:
    from adapters.evidence.assembled import NAME, verifier_hash

    digest = verifier_hash()
    invocation.output.answer({"file": NAME, "sha256": digest}, lambda screen: screen.raw(f"{digest}  {NAME}\n"))
