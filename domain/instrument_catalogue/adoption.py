"""A decision to use an instrument of one's own (sv. *beslut om instrument*): each is a stream of its own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.adopting import require_adopted, require_from_today, require_undecided
from domain.base import DomainEvent, Stamp, envelope
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.instrument_catalogue.events import InstrumentAdopted, InstrumentWithdrawn
from domain.instrument_catalogue.history import CatalogueHistory
from domain.instruments.definition import Instrument, InstrumentKind
from domain.instruments.text import read_definition
from domain.policies import Policy
from domain.stream_state import StreamState


class InstrumentAdoption(StreamState):
    """One decision on an instrument (sv. *beslut om instrument*), folded from its stream's events. `version` 0 = not made."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.adopted: InstrumentAdopted | None = None
        self.withdrawn: InstrumentWithdrawn | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, InstrumentAdopted):
            self.adopted = event
        elif isinstance(event, InstrumentWithdrawn):
            self.withdrawn = event

    def adopt(
        self,
        *,
        adoption_id: UUID,
        definition: str,
        takes_effect_on: date,
        adopted_on: date,
        adopted_by: str,
        board_decision_reference: str | None = None,
        reason: str,
        known_instruments: CatalogueHistory,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InstrumentAdopted]:
        """Use a scale of one's own, or a new version of an instrument, from a day on (sv. *anta instrument*).

        Args:
            definition: The whole definition, as TOML or JSON, in the form of the files that are shipped; never with item texts.
            takes_effect_on: From today on. Never before: what was answered as of yesterday must not change.
            adopted_on: Not after today.
            known_instruments: What is shipped and was adopted before.

        Raises:
            ConflictError: Already adopted.
            InvalidValueError: `definition` is blank or too long, cannot be read, or cannot be used; it is measured elsewhere;
                the name has that version already, or is of another area; then `takes_effect_on`, `adopted_on`, `adopted_by`,
                `board_decision_reference`, `reason`.
        """
        require_undecided(self.version)
        policy.require_text(definition, "Definitionen")
        read = read_definition(definition)
        _require_new(read.instrument, known_instruments)
        require_from_today(takes_effect_on, "Instrumentet", today)
        require_adopted(adopted_on, adopted_by, board_decision_reference, reason, today=today, policy=policy)
        return (
            InstrumentAdopted(
                **envelope(adoption_id, 0, stamp), instrument=read.instrument.name, instrument_version=read.instrument.version,
                definition=read.text, takes_effect_on=takes_effect_on, adopted_on=adopted_on, adopted_by=adopted_by,
                board_decision_reference=board_decision_reference, reason=reason,
            ),
        )

    def withdraw(
        self, *, unused_from: date, reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[InstrumentWithdrawn]:
        """Make no more ratings with it, from a day on (sv. *återta instrument*). What was rated stays, and is read as before.

        Args:
            unused_from: The first day without it, from today on; no later than it takes effect = it never does.

        Raises:
            NotFoundError: Unknown decision.
            NotAllowedError: Withdrawn already.
            InvalidValueError: `unused_from`; then `reason`.
        """
        if self.id is None or self.adopted is None:
            raise NotFoundError("Beslutet finns inte i nämnden. Kontrollera vilket beslut det gäller.")
        if self.withdrawn is not None:
            raise NotAllowedError(f"Instrumentet är redan återtaget från {self.withdrawn.unused_from}.")
        if unused_from < today:
            raise InvalidValueError(
                f"Instrumentet skulle återtas {unused_from}, men i dag är det {today}. Ange i dag eller en senare dag."
            )
        policy.require_short_text(reason, "Orsaken till att instrumentet återtas")
        return (InstrumentWithdrawn(**envelope(self.id, self.version, stamp), unused_from=unused_from, reason=reason),)


def _require_new(instrument: Instrument, known: CatalogueHistory) -> None:
    if instrument.kind is InstrumentKind.MEASURED_ELSEWHERE:
        raise InvalidValueError("Ett eget instrument skattas (kind = \"rated\"). Det som mäts på annat sätt har egna uppgifter.")
    if known.is_taken(instrument.name, instrument.version):
        raise InvalidValueError(
            f"Instrumentet {instrument.name} finns redan i version {instrument.version}. Ge definitionen en ny version."
        )
    before = known.ever().find(instrument.name)
    if before is not None and (before.area, before.kind) != (instrument.area, instrument.kind):
        raise InvalidValueError(
            f"Instrumentet {instrument.name} hör redan till området {before.area}. Ange samma område, eller ett annat namn."
        )
