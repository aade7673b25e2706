"""`aktspar records-extract`: what of a record goes out to a person of the case, as pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer

from adapters.errors import CannotRunError
from api.invocation import Invocation
from api.problems import UsageError
from domain.base import Purpose


def records_extract(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="ÄRENDE", help="Ärendets uuid eller nummer.")],
    person: Annotated[
        UUID,
        typer.Option(
            "--for", metavar="PERSON",
            help="Ärendets uuid för den enskilde, eller uppgiften om företrädaren eller den närstående.",
        ),
    ],
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FIL.pdf", help="En ny fil.")],
) -> None:
    """Gör ett utdrag ur akten för en person i ärendet.

    Utdraget följer svaret på personens senaste begäran: det som sekretessprövningen släpper, utom det som en annan i ärendet
    skyddas mot att personen får veta. Utlämnandet registreras innan filen skrivs.
    """
    from api.evidence import Acting
    from api.record_extract import hand_out_extract
    from projections.areas.record_extract import extract_document

    if file.exists():
        raise UsageError("Filen finns redan. Ange ett annat namn, eller ta bort den först.")
    if not file.parent.is_dir():
        raise UsageError("Mappen som filen ska ligga i finns inte.")
    invocation: Invocation = context.obj
    caller = invocation.caller()
    with invocation.reader("records-extract", usual_purpose=Purpose.CASE_WORK) as reader:
        acting = Acting(reader.board.access_log.pseudonym(caller), uuid4(), uuid4())
        made, _ = hand_out_extract(reader, case, person, acting)
        _write(file, made.pdf)
        document = {"file": str(file), "simulated": reader.board.simulated, **extract_document(made.extract)}
        invocation.output.answer(document, lambda screen: screen.line(
            f"Utdraget skrevs till {file}, med {document['shown_parts']} delar som lämnas ut och {document['masked_parts']} som"
            f" inte gör det. SHA-256 {document['extract_sha256']}."
        ))


def _write(file: Path, pdf: bytes) -> None:
    try:
        with file.open("xb") as target:
            target.write(pdf)
    except FileExistsError:
        raise CannotRunError("En fil med det namnet har just kommit till. Utdraget skrevs inte; gör ett nytt.") from None
    except OSError as error:
        file.unlink(missing_ok=True)
        raise CannotRunError(
            f"Filen kan inte skrivas: {error.strerror}. Utdraget är registrerat men skrevs inte; gör ett nytt på en annan plats."
        ) from None
