"""What a case remembers: how treatments ended, and who came back."""

from __future__ import annotations

from domain.case.area import Area
from domain.case.ending.events import ClosingDocumented, ReturnedAfterInterruption


class Ending(Area):
    """How treatments ended, and who came back.

    Attributes:
        documented: What was written of each closing, by its number.
        returns: The return after a closing, by the closing's number.
    """

    def clear(self) -> None:
        """No end is documented."""
        self.documented: dict[int, ClosingDocumented] = {}
        self.returns: dict[int, ReturnedAfterInterruption] = {}

    def _document(self, event: ClosingDocumented) -> None:
        self.documented[event.closing_number] = event

    def _return(self, event: ReturnedAfterInterruption) -> None:
        self.returns[event.closing_number] = event

    APPLY = {ClosingDocumented: _document, ReturnedAfterInterruption: _return}
