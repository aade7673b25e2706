"""The closed list of what rules can ask about (sv. *slag av granskningsuppgift*)."""

from __future__ import annotations

from domain.codes import Code


class CheckKind(Code):
    """What a statement is about (sv. *slag av granskningsuppgift*); beside each, what its key and its code are.

    The first block is of the record's backbone; each subject adds its own below.
    """

    CASE = "case", "ärendet"
    """Key the case, on its first day; stated once, by its opening."""
    RESPONSIBLE = "responsible", "någon ansvarar"
    """Key the case, from a day to the last one (`due`) on which the responsible, or a stand-in, looks after it. No event
    states it: it is put together from assignments, stand-ins and absences (`domain.case.responsibility`)."""
    STARTED = "started", "behandlingens start"
    """Key the case."""
    CLOSED = "closed", "avslut"
    """Key the case; code the manner."""
    SESSION = "session", "besök"
    """Key the session; code its outcome. A cancelled session states nothing."""
    CONTACT = "contact", "kontakt"
    """Key the entry."""
    PLAN = "plan", "genomförandeplan"
    """Key the plan; due the day of its follow-up, number the planned days between contacts."""
    NOTE = "note", "journalanteckning"
    """Key the session that it is about, or of none the note; code `day` when it names no session."""
    NOTE_NOT_NEEDED = "note_not_needed", "ingen anteckning behövs"
    """Key the session or contact."""
    NOTE_FAULT = "note_fault", "brist i anteckning"
    """Key the note; code what is missing."""
    EXEMPTION = "exemption", "undantag från en regel"
    """Key what is exempted, or the case; due its last day; code the rule, a space and the basis
    (`domain.completeness.exempting`). It applies to what any rule finds, and no rule names it."""
