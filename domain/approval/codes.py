"""The coded words of what takes two people."""

from __future__ import annotations

from domain.codes import Code


class ApprovalKind(Code):
    """What takes two people (sv. *slag av godkännande*). Source: OWASP ASVS 5.0, 2.3.5 (approval by several users)."""

    ERASURE = "erasure", "gallring"
    KEY_EXPORT = "key_export", "utlämning av nycklar"
    BULK_EXPORT = "bulk_export", "export av många akter"
    ACCESS_RULES = "access_rules", "ändrad behörighet"
    RESTORE = "restore", "återläsning av säkerhetskopia"


class ApprovalStatus(Code):
    """How far an approval has come (sv. *läge*)."""

    ASKED = "asked", "väntar på en andra person"
    GRANTED = "granted", "godkänd"
    DENIED = "denied", "avslagen"
    USED = "used", "använd"
    LAPSED = "lapsed", "förfallen"
