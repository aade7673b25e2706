"""Reading which reports of Lex Sarah are suggested (sv. *förslag om rapport*): raised and shown, and never sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

from adapters.postgres.registers import Registers
from api.completeness_reading import Asked, CompletenessReader, Found
from api.reading import Answer
from api.suggestion_sources import stream_suggestions
from domain.errors import NotFoundError
from domain.suggestion.events import SuggestionAnswered
from domain.suggestion.suggestion import AnsweredSuggestion, SuggestionKey
from projections.lex_sarah_suggestions import Suggestion, suggestion_row, suggestions


class SuggestionReader(CompletenessReader):
    """Somebody who asks which reports are suggested in one board."""

    def suggestions(
        self, *, known_at: str | None = None, valid_at: str | None = None, unit: str | None = None, staff: UUID | None = None,
        answered: bool = False, limit: int | None = None, after: int = 0,
    ) -> tuple[Answer, int | None]:
        """The suggestions by rule and case, then those of other streams, each with its answer.

        A worker's list has only what is about their own cases; what other streams suggest is for whoever sees a unit or all.

        Args:
            valid_at, unit, staff: As for `findings`.
            answered: Those that are answered too.
            limit: Most suggestions, from 1; None = all.
            after: Only the suggestions after so many, from 0.

        Returns:
            The answer, and the number of the suggestion that the next page comes after; None = there is none.

        Raises:
            As `findings` does.
        """
        asked, found, every = self._judged(
            "suggestions", self._every, known_at=known_at, valid_at=valid_at, unit=unit, staff=staff
        )
        # An answer counts at once, also where what was suggested was judged a while ago.
        answers = self._answers(asked.as_of.size if self._waits or known_at is not None else self._board.ledger.size())
        wanted = [each for each in every if answered or each.key not in answers]
        page = wanted[after:] if limit is None else wanted[after : after + limit]
        document = {
            **self._head(asked, found.staff), "waiting": sum(each.key not in answers for each in every),
            "suggestions": self._told(asked, page, answers),
        }
        end = after + len(page)
        return Answer(document, page), end if end < len(wanted) else None

    def one(self, key: SuggestionKey) -> Answer:
        """One suggestion that stands now, answered or not; no other case is shown.

        Raises:
            NotFoundError: It does not stand, or whoever asks sees no such list.
            UnavailableError: The access log cannot be written.
        """
        asked, found, every = self._judged("suggestions", self._every, known_at=None, valid_at=None, unit=None, staff=None)
        wanted = [each for each in every if each.key == key]
        if not wanted:
            self._reader.record_shown(asked.as_of, ())
            raise NotFoundError("Förslaget finns inte längre. Se listan över förslag.")
        [row] = self._told(asked, wanted[:1], self._answers(asked.as_of.size if self._waits else self._board.ledger.size()))
        return Answer({**self._head(asked, found.staff), "suggestion": row}, wanted[0])

    def _every(self, asked: Asked, found: Found) -> tuple[Suggestion, ...]:
        """All that is suggested; every journal is judged for it."""
        with closing(found.missing()) as missing:
            every = tuple(suggestions(missing, asked.terms.policy, asked.day))
        return every if found.staff is not None else (*every, *self._of_streams(asked))

    def _told(
        self, asked: Asked, page: Sequence[Suggestion], answers: Mapping[SuggestionKey, SuggestionAnswered]
    ) -> list[dict[str, Any]]:
        """Suggestions as JSON; the log says that their cases are shown."""
        cases = {each.case_id for each in page if each.case_id is not None}
        numbers = self._numbers(cases, asked)
        self._reader.record_shown(asked.as_of, cases)
        return [
            suggestion_row(
                each, None if each.case_id is None else numbers.get(each.case_id), asked.terms.units, answers.get(each.key)
            )
            for each in page
        ]

    def _of_streams(self, asked: Asked) -> list[Suggestion]:
        found = stream_suggestions(Registers(self._board.ledger), asked.as_of.size, asked.terms.policy, asked.day)
        # What is about no unit, as an erasure, is about the board.
        return [each for each in found if asked.units is None or each.unit_id in asked.units]

    def _answers(self, known_at: int) -> dict[SuggestionKey, SuggestionAnswered]:
        folded = Registers(self._board.ledger).of_kind("suggestion", AnsweredSuggestion.fold, known_at).values()
        return {each.key: each.answered for each in folded if each.key is not None and each.answered is not None}
