"""The texts of one version of an instrument in one language (sv. *frågetexter*): each load is a stream of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.instrument_catalogue.history import CatalogueHistory
from domain.instrument_texts.events import ItemText, ItemTextsLoaded, ItemTextsRemoved
from domain.instruments.definition import Instrument, Scale
from domain.policies import Policy
from domain.stream_state import StreamState

# A language, perhaps a script, perhaps a region. Source: RFC 5646 2.1 (BCP 47), without its rarer parts.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


class InstrumentTexts(StreamState):
    """Texts that were loaded (sv. *frågetexter*), folded from their stream's events. `version` 0 = not loaded."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.loaded: ItemTextsLoaded | None = None
        self.removed: ItemTextsRemoved | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, ItemTextsLoaded):
            self.loaded = event
        elif isinstance(event, ItemTextsRemoved):
            self.removed = event

    @property
    def standing(self) -> ItemTextsLoaded | None:
        """What is shown; None = removed."""
        return None if self.removed is not None else self.loaded

    def load(
        self,
        *,
        texts_id: UUID,
        instrument: str,
        instrument_version: str,
        language: str,
        instruction_text: str | None = None,
        item_texts: tuple[ItemText, ...],
        licence_holder: str | None = None,
        licence_reference: str | None = None,
        known_instruments: CatalogueHistory,
        others: Callable[[], Iterable[InstrumentTexts]],
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[ItemTextsLoaded]:
        """Load the texts of an instrument that the unit has the right to use (sv. *läsa in frågetexter*).

        Args:
            language: As in BCP 47: sv, en, en-GB.
            item_texts: Every item once.
            licence_holder, licence_reference: Who holds the licence, and its number or agreement; both where the instrument
                needs one.
            known_instruments: What is shipped and was adopted.
            others: Every other load of the board.

        Raises:
            ConflictError: Already loaded.
            InvalidValueError: `instrument`, `instrument_version`, `language`, `instruction_text`, `item_texts`,
                `licence_holder`, `licence_reference`.
            NotAllowedError: The same version has texts in that language already.
        """
        if self.version:
            raise ConflictError("Texterna är redan inlästa. Ta bort dem, och läs in de nya för sig.")
        found = _known(instrument, instrument_version, known_instruments)
        if not _LANGUAGE.fullmatch(language):
            raise InvalidValueError("Språket är ingen språkkod. Ange till exempel sv, en eller en-GB.")
        if instruction_text is not None:
            policy.require_text(instruction_text, "Instruktionen")
        _require_texts(found, item_texts, policy)
        _require_licence(found, {"Licensens innehavare": licence_holder, "Licensens beteckning": licence_reference}, policy)
        named = (found.name, found.version, language)
        if any(_named(other.standing) == named for other in others()):
            raise NotAllowedError(f"{found.name} version {found.version} har redan texter på {language}. Ta bort dem först.")
        return (
            ItemTextsLoaded(
                **envelope(texts_id, 0, stamp), instrument=found.name, instrument_version=found.version, language=language,
                instruction_text=instruction_text, item_texts=item_texts, licence_holder=licence_holder,
                licence_reference=licence_reference,
            ),
        )

    def remove(self, *, reason: str, stamp: Stamp, policy: Policy) -> tuple[ItemTextsRemoved]:
        """Show the texts no longer (sv. *ta bort frågetexter*).

        Raises:
            NotFoundError: Unknown texts.
            NotAllowedError: Removed already.
            InvalidValueError: `reason`.
        """
        if self.id is None or self.loaded is None:
            raise NotFoundError("Texterna finns inte i nämnden. Kontrollera vilka texter det gäller.")
        if self.removed is not None:
            raise NotAllowedError("Texterna är redan borttagna.")
        policy.require_short_text(reason, "Orsaken till att texterna tas bort")
        return (ItemTextsRemoved(**envelope(self.id, self.version, stamp), reason=reason),)


def _known(name: str, version: str, known: CatalogueHistory) -> Instrument:
    found = known.ever().find(name, version)
    if found is None:
        raise InvalidValueError("Instrumentet finns inte i den versionen. Välj ett ur katalogen.")
    return found


def _named(loaded: ItemTextsLoaded | None) -> tuple[str, str, str] | None:
    return None if loaded is None else (loaded.instrument, loaded.instrument_version, loaded.language)


def _require_texts(instrument: Instrument, texts: tuple[ItemText, ...], policy: Policy) -> None:
    count = len(instrument.items)
    if sorted(text.item_number for text in texts) != list(range(1, count + 1)):
        raise InvalidValueError(f"{instrument.name} har {count} delskalor. Ange en text för var och en, med numren från 1.")
    for text in texts:
        policy.require_text(text.item_text, f"Texten till delskala {text.item_number}")
        policy.require_short_texts(text.scale_texts, f"Skalans ord till delskala {text.item_number}")
        values = _values(instrument.subscales[text.item_number - 1])
        if len(text.scale_texts) not in (0, 2, values):
            raise InvalidValueError(
                f"Delskala {text.item_number} har {len(text.scale_texts)} ord för skalan. Ange inget, de två ändarnas, "
                f"eller ett för vart och ett av de {values} värdena."
            )


def _values(scale: Scale) -> int:
    return int((scale.maximum - scale.minimum) / scale.step) + 1


def _require_licence(instrument: Instrument, told: dict[str, str | None], policy: Policy) -> None:
    for what, text in told.items():
        if text is not None:
            policy.require_short_text(text, what)
        elif instrument.licence is not None:
            raise InvalidValueError(f"{what} saknas. {instrument.name} kräver licens: {instrument.licence}")
