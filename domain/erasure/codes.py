"""The coded words of erasing by law."""

from __future__ import annotations

from domain.codes import Code


class ErasureStage(Code):
    """How far an erasure has come (sv. *gallringens läge*)."""

    PROPOSED = "proposed", "föreslagen"
    WITHDRAWN = "withdrawn", "återtagen"
    APPROVED = "approved", "godkänd"
    UNDER_WAY = "under_way", "verkställs"
    EXECUTED = "executed", "verkställd, säkerhetskopior av nycklar finns kvar"
    COMPLETED = "completed", "slutförd"


class Holder(Code):
    """Where data of a record have lain, beside the ledger (sv. *ställe med uppgifter*)."""

    KEYS = "keys", "nyckeldatabasen"
    PAYLOADS = "payloads", "det krypterade innehållet"
    READ_MODELS = "read_models", "vyerna"
    CASE_NUMBERS = "case_numbers", "sökning på nummer och namn"
    DRAFTS = "drafts", "utkasten"
    KEYS_IN_MEMORY = "keys_in_memory", "nycklar i minnet"
