"""Facts about a board (sv. *nämnd*)."""

from __future__ import annotations

from typing import ClassVar

from domain.base import DomainEvent, RetentionClass


class BoardEstablished(DomainEvent):
    """A board, the controller of its personal data, began to keep its records here (sv. *nämnd*).

    Source: GDPR art. 4.7 (controller); KL 2017:725 6 kap. (board).
    """

    TYPE: ClassVar[str] = "board.established"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    name: str
    slug: str
    """The board's name in schema names and addresses; no personal data."""
