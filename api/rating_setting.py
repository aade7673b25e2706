"""What a rating is to be of (sv. *skattningens förutsättningar*), before there are any answers: by which form, by whom, when.

It is tried on the case before a tablet is handed over, so that nobody answers what cannot be recorded.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Self
from uuid import UUID, uuid4

from adapters.postgres.registers import Registers
from api.main import OpenBoard
from domain.base import Purpose, Stamp
from domain.case.case import Case
from domain.case.ratings.codes import AdministrationMode
from domain.case.ratings.guards import require_rated
from domain.codes import Phase, RatingSubject, Respondent
from domain.instruments.definition import Instrument


class RatingSetting(NamedTuple):
    """What is to be rated, by whom and in which language; codes and ids only.

    Args:
        respondent_person_id, about_person_id: As `Case.record_rating` has them.
        session_id: The session that it is made at; None = none.
        look: How the form looks: `adult`, `child` or `smileys`.
    """

    instrument: str
    instrument_version: str
    respondent: Respondent
    subject: RatingSubject
    phase: Phase
    language: str
    respondent_person_id: UUID | None = None
    about_person_id: UUID | None = None
    session_id: UUID | None = None
    look: str = "adult"

    def to_text(self) -> str:
        """As text, to be kept."""
        return json.dumps({name: None if value is None else str(value) for name, value in self._asdict().items()})

    @classmethod
    def from_text(cls, text: str) -> Self:
        """From what `to_text` gave."""
        kept = json.loads(text)
        ids = {name: None if kept[name] is None else UUID(kept[name]) for name in _IDS}
        return cls(**{
            **kept, **ids, "respondent": Respondent(kept["respondent"]), "subject": RatingSubject(kept["subject"]),
            "phase": Phase(kept["phase"]),
        })

    def body(
        self, rated_on: date, values: Sequence[Decimal | None], mode: AdministrationMode, **more: Any
    ) -> dict[str, Any]:
        """The body of the write that records it, with its answers."""
        members = {name: value for name, value in self._asdict().items() if name != "look"}
        return {**members, "rated_on": rated_on, "subscales": list(values), "mode": mode, **more}


_IDS = ("respondent_person_id", "about_person_id", "session_id")


def require_ratable(board: OpenBoard, case: Case, setting: RatingSetting, rated_on: date) -> Instrument:
    """Refuse what would be refused when its answers are recorded, as far as that can be known without them.

    Raises:
        DomainError: As `Case.record_rating`.
    """
    registers = Registers(board.ledger)
    catalogue = registers.instruments(day=rated_on)
    instrument = require_rated(catalogue, setting.instrument, setting.instrument_version)
    lowest = tuple(scale.minimum for scale in instrument.scales_by(setting.respondent))
    members = {name: value for name, value in setting._asdict().items() if name != "look"}
    # What is decided here is thrown away: it is asked whether it may be, and by whom plays no part in that.
    case.record_rating(
        **members, rating_id=uuid4(), rated_on=rated_on, subscales=lowest, mode=AdministrationMode.TABLET,
        stamp=Stamp(actor_id=uuid4(), unit_id=None, purpose=Purpose.CASE_WORK), today=rated_on,
        policy=registers.policy_history().on(rated_on), catalogue=catalogue,
    )
    return instrument
