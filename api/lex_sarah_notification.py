"""The notification to IVO as data and as pages (sv. *anmälan till IVO*): the same content, with the hashes of both."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from adapters.event_mapper import canonical
from adapters.postgres.registers import Registers
from adapters.report_pages import pdf_of_any_text
from domain.board.board import Board
from projections.lex_sarah_notification import Provider, notification

if TYPE_CHECKING:
    from api.lex_sarah_reading import LexSarahReader, Shown
    from api.main import OpenBoard


class Notification(NamedTuple):
    """A notification that can be sent (sv. *anmälan*).

    Args:
        document: As JSON: the content with the hash of its canonical form (RFC 8785), and the hash of the pages.
        pages: As PDF/A-2a and PDF/UA-1.
        version: Of the report that it is made of.
    """

    document: dict[str, Any]
    pages: bytes
    version: int


def notification_of(desk: LexSarahReader, report_id: UUID, *, known_at: str | None = None) -> Notification:
    """The notification as it would be sent now, or as it would have been when less was known.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: To the reader there is no such report; the attempt is logged.
        ForbiddenError: The reader does not see all of it; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    shown, content = _told(desk, report_id, known_at)
    board = desk.reader.board
    digest = hashlib.sha256(canonical(content)).hexdigest()
    pages = pdf_of_any_text(
        "ivo_notification", {**content, "content_sha256": digest, "board": board.slug, "simulated": board.simulated}, shown.day
    )
    document = {
        **desk.reader.head(shown.as_of), "notification": content, "content_sha256": digest,
        "pdf_sha256": hashlib.sha256(pages).hexdigest(),
    }
    return Notification(document, pages, shown.report.version)


def content_of(desk: LexSarahReader, report_id: UUID, *, known_at: str | None = None) -> tuple[dict[str, Any], int]:
    """What it says, without the pages made of it, and the size that it is as known at. Raises as `notification_of`."""
    shown, content = _told(desk, report_id, known_at)
    return content, shown.as_of.size


def _told(desk: LexSarahReader, report_id: UUID, known_at: str | None) -> tuple[Shown, dict[str, Any]]:
    shown = desk.whole(report_id, known_at=known_at)
    provider = _provider(desk.reader.board, shown.report.unit)
    return shown, notification(shown.report, provider, shown.day, shown.policy)


def _provider(board: OpenBoard, unit_id: UUID | None) -> Provider:
    registers = Registers(board.ledger)
    boards = [each.name for each in registers.of_kind("board", Board.fold).values()]
    unit = None if unit_id is None else registers.units().get(unit_id)
    return Provider(boards[0] if boards else board.slug, "–" if unit is None else unit.name)
