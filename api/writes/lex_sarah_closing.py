"""How the work with a Lex Sarah report ends, when nothing is left in any region, and how it is taken up again."""

from __future__ import annotations

from api.writes.write import Write
from domain.lex_sarah.report import LexSarahReport

_ONE = "/lex-sarah-reports/{report_id}"

WRITES: tuple[Write, ...] = (
    Write(
        _ONE + "/closings", LexSarahReport.close, "Avsluta ett Lex Sarah-ärende när inget återstår i någon del",
        {"lessons": "Utse ersättare i förväg, och se över anteckningarna varje vecka."}, on="2026-06-30",
    ),
    Write(
        _ONE + "/reopenings", LexSarahReport.reopen, "Återuppta ett avslutat ärende som en ny version",
        {"reopen_reason": "new_facts", "reopen_text": "En granskning visar att ett ärende till berörs."}, on="2026-06-30",
    ),
)
