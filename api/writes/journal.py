"""What may be written in the journal (sv. *journal*); how a note is signed or leaves a wrong file is in `signing`."""

from __future__ import annotations

from api.writes.parties import warnings_of_parties
from api.writes.write import Write, example_id
from domain.case.case import Case

NOTES = "/cases/{case_id}/notes"
UNMARKED = "omärkt"

WRITES: tuple[Write, ...] = (
    Write(
        NOTES, Case.record_note, "Skriv en journalanteckning",
        {
            "occurred": {"on": "2026-03-16", "at": "13:30:00", "precision": "minute"}, "entry_type": "contact",
            "texts": {
                "fact": "Möte på enheten. Familjen har haft två lugna veckor.",
                "individual_view": "Mamman säger att kvällarna fungerar bättre.",
                "child_view": "Barnet vill ha mer tid med mormor.",
                "assessment": "Arbetssättet med kvällsrutiner har effekt och fortsätter.",
            },
            "information_source": "mamman och barnet", "channel": "meeting", "participants": ["mamma", "barn", "behandlare"],
            "individual_informed": True,
        },
        new_ids=("note_id",), warns=warnings_of_parties,
        more={
            UNMARKED: {
                "occurred": {"on": "2026-03-16"}, "entry_type": "event", "texts": {"unmarked": "Skolan ringde om frånvaro."},
                "information_source": "mentor", "channel": "telephone",
            },
        },
    ),
    Write(
        NOTES + "/{note_id}/corrections", Case.correct_note, "Rätta en journalanteckning: hela texten på nytt",
        {
            "texts": {
                "fact": "Möte på enheten. Familjen har haft tre lugna veckor.",
                "individual_view": "Mamman säger att kvällarna fungerar bättre.",
                "child_view": "Barnet vill ha mer tid med mormor.",
                "assessment": "Arbetssättet med kvällsrutiner har effekt och fortsätter.",
            },
            "reason": "Antalet veckor var fel.",
        },
        new_ids=("correction_id",), on="2026-03-17", warns=warnings_of_parties,
    ),
    Write(
        "/cases/{case_id}/differing-opinions", Case.note_differing_opinion, "Anteckna att den enskilde anser att något är fel",
        {
            "target_ids": [example_id(NOTES, "note_id")], "statement": "Jag sade att kvällarna fungerar bra, inte bättre.",
            "stated_by": "mamma", "stated_on": "2026-03-18",
        },
        new_ids=("opinion_id",), on="2026-03-18",
    ),
)
