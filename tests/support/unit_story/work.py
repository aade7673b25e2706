"""The work that is counted: seven cases of the KBT team, and what is put right in them when the figures are handed in."""

from __future__ import annotations

from typing import NamedTuple

from tests.support.unit_story.cast import JOHAN, KARIN, KBT, Pens


class Treated(NamedTuple):
    """A client, with their AUDIT answers at the start and the closing; None = not rated, or not closed in the story."""

    number: str
    name: str
    gender: str
    birth_year: int
    started: str
    closed: str | None
    manner: str | None
    audit: tuple[tuple[int, ...], tuple[int, ...] | None]
    treated_well: int | None = None

    @property
    def key(self) -> str:
        """What the story calls the case."""
        return f"{self.name.split()[0]}s ärende"


_HEAVY, _LESS, _LITTLE = (3, 3, 2, 2, 2, 2, 1, 2, 2, 2), (2, 2, 1, 1, 0, 1, 0, 1, 0, 2), (1, 1, 0, 0, 0, 0, 0, 0, 0, 2)
TREATED = (
    Treated("2024-0411", "Stina Påhittad", "woman", 1988, "2024-11-11", "2025-02-14", "as_planned", (_HEAVY, _LITTLE), 9),
    Treated("2024-0432", "Göran Exempelsson", "man", 1979, "2024-11-18", "2025-03-28", "as_planned", (_HEAVY, None), 8),
    Treated("2024-0440", "Petra Sagsten", "woman", 1992, "2024-11-25", "2025-04-17", "as_planned", (_LESS, _LESS)),
    Treated("2025-0021", "Ali Fiktivson", "man", 1985, "2025-01-13", "2025-04-25", "interrupted", (_HEAVY, None)),
    Treated("2025-0037", "Maj Demosson", "woman", 1969, "2025-01-20", "2025-10-10", "as_planned", (_HEAVY, _LESS), 10),
    Treated("2025-0088", "Ove Låtsas", "man", 1990, "2025-03-03", "2025-11-21", "as_planned", (_LESS, _LITTLE), 6),
    Treated("2025-0102", "Elsa Tänkt", "woman", 1997, "2025-09-01", None, None, (_LESS, None)),
)


def tell_work(pens: Pens) -> None:
    """November 2024 to November 2025."""
    for each in TREATED:
        _tell_case(pens, each)
    _tell_what_was_put_right(pens)


def _tell_case(pens: Pens, client: Treated) -> None:
    case, first = pens.case(client.key), client.started
    case.write(f"{first} 09:00", KARIN, "open", case_id=client.key, number=client.number, unit=KBT, gender=client.gender,
               birth_year=client.birth_year, client_name=client.name, received_on=first, started_on=first,
               legal_basis="assistance", offering="KBT-behandling")
    case.write(f"{first} 09:05", KARIN, "assign", staff=JOHAN, from_date=first)
    case.write(f"{first} 11:00", JOHAN, "record_circumstances", continued_after_motivation=True)
    case.write(f"{first} 11:10", JOHAN, "establish_plan", plan_id=f"plan {client.number}", established_on=first,
               individual_took_part=client.gender == "woman", contact_interval_days=14, goals=("Dricka mindre.",),
               follow_up_on=None)
    _rate(pens, client, "11:20", "start", first, client.audit[0])
    if client.closed is None:
        return
    if client.audit[1] is not None:
        _rate(pens, client, "14:00", "closing", client.closed, client.audit[1])
    if client.treated_well is not None:
        case.write(f"{client.closed} 14:10", JOHAN, "record_rating", rating_id=f"bemötande {client.number}", mode="paper",
                   rated_on=client.closed, instrument="Bemötande", phase="closing", respondent="client", subject="client",
                   subscales=(str(client.treated_well),))
    case.write(f"{client.closed} 15:00", KARIN, "close", closed_on=client.closed, manner=client.manner, referred_onward=False)


def _rate(pens: Pens, client: Treated, clock: str, phase: str, day: str, answers: tuple[int, ...], *, written: str = "") -> None:
    pens.case(client.key).write(
        f"{written or day} {clock}", JOHAN, "record_rating", rating_id=f"AUDIT {phase} {client.number}", rated_on=day,
        instrument="AUDIT", phase=phase, respondent="client", subject="client", mode="tablet", language="sv",
        subscales=tuple(map(str, answers)),
    )


def _tell_what_was_put_right(pens: Pens) -> None:
    """A form that was found in a drawer, and a closing that was no planned one: the figures of April are not those of June."""
    goran, petra = TREATED[1], TREATED[2]
    assert goran.closed is not None
    _rate(pens, goran, "09:15", "closing", goran.closed, _LESS, written="2025-05-19")
    pens.case(petra.key).write(
        "2025-05-26 09:30", KARIN, "correct_closing", closed_on=petra.closed, manner="interrupted", referred_onward=False,
        reason="Petra kom inte till de två sista samtalen.",
    )
