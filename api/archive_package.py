"""The archive package of a case (sv. *arkivpaket*): what the archive takes over before a case is erased, whole and described.

A zip in a fixed order with fixed times, so that the same case at the same size is the same bytes: the timeline as PDF/A-3 with
its data inside, the events and the record as JSON, what it is as metadata in JSON and XML, and a checksum for each.

Source: RA-FS 2009:2 (formats for long-term keeping); the national FGS for cases (*FGS Ärendehantering*) names what metadata an
archive wants: these are its headings; the archive's own delivery agreement says how they are to be named.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

import orjson

from adapters.report_pages import pdf_bytes
from domain.base import ErasedEvent
from projections.local_time import day_of, local_text
from projections.words import FIELD_LABELS, TEXT_LABELS, in_words

if TYPE_CHECKING:
    from uuid import UUID

    from api.reading import Reader
    from domain.base import RecordedEvent

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_NAMESPACE = "urn:aktspar:archive-package:1"


class ArchivePackage(NamedTuple):
    """A package (sv. *arkivpaket*).

    Args:
        content: The zip's bytes.
        sha256: Theirs, in hex: what the archive's receipt names.
        events: How many events it holds.
    """

    case_id: UUID
    content: bytes
    sha256: str
    events: int


def archive_package(reader: Reader, case: UUID | str, *, known_at: str | None = None) -> ArchivePackage:
    """The package of a case; it stands in the access log before it is made.

    Raises:
        NotFoundError: No such case was known.
        PurposeRequiredError: The reader has no relation to the case and states no purpose.
        UnavailableError: The access log cannot be written.
    """
    answer = reader.timeline(case, known_at=known_at)
    number, shown = answer.shown
    size = answer.document["known_at"]
    stream = reader.board.ledger.stream(shown.case_id, known_at=size)
    metadata = _metadata(reader, number, shown.case_id, size, stream)
    lines = b"".join(orjson.dumps(_event(each)) + b"\n" for each in stream)
    files = {
        "handelser.jsonl": lines,
        "metadata.json": orjson.dumps(metadata, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
        "metadata.xml": _xml(metadata),
        "tidslinje.json": orjson.dumps(answer.document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
        "tidslinje.pdf": pdf_bytes(
            "archive", _pages(metadata, shown.items), date.fromisoformat(metadata["last_recorded_on"]), attached=lines.decode()
        ),
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    content = _zip({**files, "SHA256SUMS": sums.encode()})
    return ArchivePackage(shown.case_id, content, hashlib.sha256(content).hexdigest(), len(stream))


def _metadata(reader: Reader, number: str, case_id: UUID, size: int, stream: list[RecordedEvent]) -> dict[str, Any]:
    days = [day_of(each.recorded_us).isoformat() for each in stream]
    return {
        "format": "aktspar-archive-package/1", "archive_creator": reader.board.slug, "system": "Aktspår",
        "case_number": number, "case_id": str(case_id), "ledger_origin": reader.board.store.heads["ledger"].origin,
        "known_at": size, "simulated": reader.board.simulated, "first_recorded_on": days[0], "last_recorded_on": days[-1],
        "events": len(stream), "erased_events": sum(isinstance(each.event, ErasedEvent) for each in stream),
        "secrecy": "OSL 2009:400 26 kap. 1 §", "personal_data": "Ja, känsliga; GDPR artikel 9",
    }


def _event(recorded: RecordedEvent) -> dict[str, Any]:
    is_erased = isinstance(recorded.event, ErasedEvent)
    return {
        "position": recorded.position, "recorded_us": recorded.recorded_us, "event_type": recorded.event.TYPE,
        "event": None if is_erased else recorded.event.model_dump(mode="json"),
    }


def _xml(metadata: dict[str, Any]) -> bytes:
    root = ElementTree.Element("package", xmlns=_NAMESPACE)
    for name, value in metadata.items():
        ElementTree.SubElement(root, name).text = str(value).lower() if isinstance(value, bool) else str(value)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _pages(metadata: dict[str, Any], items: Any) -> dict[str, Any]:
    labels = {
        "archive_creator": "Arkivbildare", "case_number": "Ärendenummer", "case_id": "Ärendets id", "system": "System",
        "ledger_origin": "Liggarens ursprung", "known_at": "Känt vid antal händelser", "first_recorded_on": "Första registrering",
        "last_recorded_on": "Senaste registrering", "events": "Antal händelser", "erased_events": "Varav gallrade",
        "secrecy": "Sekretess", "personal_data": "Personuppgifter",
    }
    return {
        "title": f"Arkivpaket, ärende {metadata['case_number']}", "board": metadata["archive_creator"],
        "simulated": metadata["simulated"], "facts": [[label, str(metadata[name])] for name, label in labels.items()],
        "items": [_item(each) for each in items],
    }


def _item(item: Any) -> dict[str, Any]:
    lines = []
    for part in (item.content, *(each.content for each in item.corrections)):
        if part is not None:
            lines += [[FIELD_LABELS.get(name, name), in_words(value)] for name, value in part.facts.items()]
            lines += [[TEXT_LABELS.get(each.name, FIELD_LABELS.get(each.name, each.name)), each.text] for each in part.texts]
    return {
        "heading": item.heading, "when": f"Hände {item.occurred_on.isoformat()}",
        "written": f"Skrevs {local_text(item.recorded_us)} av {item.author.name or item.author.id}", "lines": lines,
    }


def _zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.external_attr, entry.compress_type = 0o600 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return made.getvalue()
