"""Documents that are kept as they were sent or came (sv. *bevarad handling*): their bytes, and the hash that proves them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from domain.base import Immutable
from domain.errors import InvalidValueError
from domain.lex_sarah.codes import DocumentKind
from domain.policies import Policy

_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


class GivenDocument(Immutable):
    """A document that is handed in to be kept (sv. *handling*).

    Args:
        document_title: What it is, such as "Anmälan" or "Utredning"; without names.
        media_type: Such as `application/pdf` (RFC 6838).
        content: Its bytes in base64 (RFC 4648 section 4).
    """

    document_kind: DocumentKind
    document_title: str
    media_type: str
    content: str


class KeptDocument(Immutable):
    """A document that is kept (sv. *bevarad handling*).

    Args:
        sha256: Of the bytes, in lower-case hexadecimal.
        size: In bytes, from 1.
        content: The bytes in base64.
    """

    document_kind: DocumentKind
    document_title: str
    media_type: str
    sha256: str
    size: int
    content: str

    def bytes(self) -> bytes:
        """The document as it was sent or came."""
        return base64.b64decode(self.content)


def keep(documents: tuple[GivenDocument, ...], policy: Policy) -> tuple[KeptDocument, ...]:
    """The documents with their hashes, in their order.

    Raises:
        InvalidValueError: Of each in turn: `document_title`, `media_type`, `content`; then the same document twice; then they
            are larger together than `policy.kept_documents_max_bytes`.
    """
    kept = tuple(_kept(each, policy) for each in documents)
    if len({each.sha256 for each in kept}) < len(kept):
        raise InvalidValueError("Samma handling står två gånger. Ta bort den ena.")
    size = sum(each.size for each in kept)
    if size > policy.kept_documents_max_bytes:
        raise InvalidValueError(
            f"Handlingarna är {size} byte tillsammans, och högst {policy.kept_documents_max_bytes} kan sparas på en gång."
            " Minska dem, eller skicka en del som komplettering."
        )
    return kept


def _kept(document: GivenDocument, policy: Policy) -> KeptDocument:
    policy.require_short_text(document.document_title, "Handlingens rubrik")
    if _MEDIA_TYPE.fullmatch(document.media_type) is None:
        raise InvalidValueError("Handlingens mediatyp saknas eller är fel skriven. Ange den som till exempel application/pdf.")
    try:
        content = base64.b64decode(document.content, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidValueError("Handlingens innehåll är inte base64. Koda filens byte med base64.") from None
    if not content:
        raise InvalidValueError("Handlingen är tom. Välj filen igen.")
    return KeptDocument(
        document_kind=document.document_kind, document_title=document.document_title, media_type=document.media_type,
        sha256=hashlib.sha256(content).hexdigest(), size=len(content), content=base64.b64encode(content).decode(),
    )
