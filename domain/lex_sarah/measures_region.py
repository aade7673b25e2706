"""What is done about what happened, as a report remembers it."""

from __future__ import annotations

from domain.lex_sarah.base import Region


class MeasuresRegion(Region):
    """What is done about what happened; see `domain/lex_sarah/base.py`."""

    @property
    def is_begun(self) -> bool:
        """Whether anything is stated or required in it yet."""
        return False

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is left to do before the report can be closed."""
        return ()

