"""Reading samples of records (sv. *stickprov*): the rule, the draw, the chance of missing what is wrong, and the draw again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adapters.postgres.registers import Registers
from api.known_at import KnownAt
from api.list_reading import require_in_scope
from api.reading import Answer, Reader
from api.sampling import frame_of
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.sample.sample import Sample
from domain.sampling.frame import Frame
from projections.areas.sample import sample_document
from projections.sampling import miss_document


class SampleReader:
    """Somebody who asks for samples of their board.

    Args:
        reader: Says who asks and writes the reading down.
    """

    def __init__(self, reader: Reader) -> None:
        self._board = reader.board
        self._reader = reader

    def sample(self, sample_id: UUID, *, known_at: str | None = None) -> Answer:
        """A sample: its rule, the frame that it says, and what was drawn.

        Raises:
            InvalidValueError: `known_at` cannot be used.
            NotFoundError: There is no such sample.
            ForbiddenError: It is another unit's; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        as_of = self._reader.as_of(known_at)
        sample = self._found(sample_id, as_of)
        frame = frame_of(self._board, sample)
        self._reader.record_shown(as_of, sample.cases)
        document = {**self._reader.head(as_of), **sample_document(sample), "frame": _frame_document(frame, sample)}
        return Answer(document, sample, sample.version)

    def samples(self, *, known_at: str | None = None) -> Answer:
        """Every sample, in the order recorded.

        Raises:
            InvalidValueError: `known_at` cannot be used.
            UnavailableError: The access log cannot be written.
        """
        as_of = self._reader.as_of(known_at)
        found = list(Registers(self._board.ledger).of_kind("sample", Sample.fold, as_of.size).values())
        self._reader.record_shown(as_of, {case_id for each in found for case_id in each.cases})
        return Answer({**self._reader.head(as_of), "samples": [sample_document(each) for each in found]}, found)

    def numbers(self, sample: Sample, size: int) -> dict[UUID, str]:
        """The numbers of the cases drawn, by id, for whoever has been shown which they are."""
        return {each.case_id: each.number for each in self._board.views.cases_of(sample.cases, size)}

    def again(self, sample_id: UUID, *, known_at: str | None = None) -> Answer:
        """The draw done again, and whether it gives the same.

        Args:
            known_at: The moment that the frame is taken from; None = the one that the draw was made from. Of any other the
                draw is not the same, and it is told why.

        Raises:
            InvalidValueError: `known_at` cannot be used.
            NotFoundError: There is no such sample.
            ForbiddenError: It is another unit's; the attempt is logged.
            NotAllowedError: Nothing is drawn.
            UnavailableError: The access log cannot be written.
        """
        now = self._reader.as_of(None)
        sample = self._found(sample_id, now)
        size = None if known_at is None else self._reader.as_of(known_at).size
        frame, why = frame_of(self._board, sample, size), None
        try:
            sample.require_same(frame)
        except ConflictError as error:
            why = str(error)
        self._reader.record_shown(now, sample.cases)
        document = {
            **self._reader.head(now), **sample_document(sample), "in_order": why is None, "why_not": why,
            "again": {"frame_position": frame.size, "frame_size": len(frame.cases), "frame_hash": frame.hash},
        }
        return Answer(document, sample, sample.version)

    def chances(self, frame_size: int, sample_size: int) -> Answer:
        """How likely a sample of so many out of so many is to miss what is wrong.

        Args:
            frame_size: From 1.
            sample_size: From 0 to `frame_size`.

        Raises:
            InvalidValueError: The sample is larger than what it is drawn from.
            UnavailableError: The access log cannot be written.
        """
        if sample_size > frame_size:
            raise InvalidValueError(f"Urvalet {sample_size} är större än de {frame_size} som finns att dra ur. Ange högst alla.")
        as_of = self._reader.as_of(None)
        self._reader.record_shown(as_of, ())
        document = miss_document(frame_size, sample_size)
        return Answer({**self._reader.head(as_of), **document}, document)

    def waiting(self, unit: str, sample_size: int) -> UUID | None:
        """The first recorded rule of a unit, for so many, that nothing has been drawn by."""
        size = self._board.ledger.size()
        units = self._reader.units_named(unit, size)
        found = Registers(self._board.ledger).of_kind("sample", Sample.fold, size).values()
        return next(
            (
                each.id for each in found
                if each.waits and each.unit in units and each.rule is not None and each.rule.sample_size == sample_size
            ),
            None,
        )

    def _found(self, sample_id: UUID, as_of: KnownAt) -> Sample:
        sample = Registers(self._board.ledger).of_kind("sample", Sample.fold, as_of.size).get(sample_id)
        if sample is None:
            self._reader.record_shown(as_of, ())
            raise NotFoundError("Stickprovet fanns inte. Kontrollera uuid:t och known_at. Se 'aktspar sample list'.")
        require_in_scope(self._reader, sample.unit, sample.cases)
        return sample


def _frame_document(frame: Frame, sample: Sample) -> dict[str, Any]:
    rule = sample.rule
    assert rule is not None
    cases = len(frame.cases)
    return {
        "frame_position": frame.size, "frame_size": cases, "frame_hash": frame.hash,
        "strata": [
            {"stratum": stratum.value, "stratum_in_words": stratum.swedish, "size": len(ids)}
            for stratum, ids in frame.by_stratum().items()
        ],
        "misses": miss_document(cases, min(rule.sample_size, cases)) if cases else None,
    }
