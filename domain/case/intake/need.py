"""Decisions: the category of need, on a scale that the unit and its commissioner agreed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import is_imported
from domain.case.intake.events import NeedCategorised, NeedScale
from domain.case.intake.guards import GuardedIntake
from domain.errors import InvalidValueError
from domain.policies import Policy, require_order


class NeedDecisions(GuardedIntake):
    """How great the need is."""

    def categorise_need(
        self,
        *,
        entry_id: UUID,
        categorised_on: date,
        scale: NeedScale,
        need_category: str,
        need_grounds: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[NeedCategorised]:
        """Put the person's need in a category of an agreed scale (sv. *kategorisera behov*).

        Args:
            categorised_on: From the day the scale was agreed on to today, both included.
            scale: At least two categories, each once, from the least need to the most.
            need_category: One of the scale's.
            need_grounds: Why this category.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: The scale's texts; then its categories; then another scale under the same name and version; then
                `need_category`; then `need_grounds`; then `categorised_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the scale was agreed on.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Behovskategorin")
        self._require_possible_scale(scale, policy)
        if need_category not in scale.need_categories:
            raise InvalidValueError("Behovskategorin finns inte i skalan. Ange en av skalans kategorier.")
        policy.require_text(need_grounds, "Skälet till behovskategorin")
        self._require_intake_day(categorised_on, "Dagen för behovskategorin", today, imported=is_imported(stamp, source))
        require_order(scale.agreed_on, "dagen då skalan bestämdes", categorised_on, "Dagen för behovskategorin")
        return (
            NeedCategorised(
                **self._next(stamp), entry_id=entry_id, categorised_on=categorised_on, scale=scale, need_category=need_category,
                need_grounds=need_grounds, source=source,
            ),
        )

    def _require_possible_scale(self, scale: NeedScale, policy: Policy) -> None:
        policy.require_short_text(scale.scale_name, "Skalans namn")
        policy.require_short_text(scale.scale_version, "Skalans version")
        policy.require_short_text(scale.agreed_with, "Vem skalan är överenskommen med")
        policy.require_short_texts(scale.need_categories, "Skalans kategori")
        if len(scale.need_categories) < 2 or len(set(scale.need_categories)) < len(scale.need_categories):
            raise InvalidValueError("Skalan behöver minst två kategorier, och varje kategori en gång. Rätta skalan.")
        named = (scale.scale_name, scale.scale_version)
        used = (each.scale for each in self.intake.needs if (each.scale.scale_name, each.scale.scale_version) == named)
        if any(each != scale for each in used):
            raise InvalidValueError("Skalan har använts i ärendet med samma version men ett annat innehåll. Ange en ny version.")
