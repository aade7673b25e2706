"""Decisions: exemptions from completeness rules."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.exemption.codes import ExemptionBasis
from domain.case.exemption.events import CaseExempted
from domain.case.guards import GuardedCase
from domain.completeness.codes import Severity
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy
from domain.rule_definition.history import RuleHistory


class ExemptionDecisions(GuardedCase):
    """Exemptions from completeness rules."""

    def exempt_from_rule(
        self,
        *,
        entry_id: UUID,
        rule: str,
        exempted_entry_id: UUID | None = None,
        exempted_until: date,
        exemption_basis: ExemptionBasis,
        legal_support: str | None = None,
        exemption_reason: str,
        exempted_by_id: UUID,
        exempted_by_name: str,
        exempted_by_title: str | None = None,
        known_rules: RuleHistory,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CaseExempted]:
        """Exempt the case, or one entry of it, from a completeness rule until a day (sv. *undanta från granskningsregel*).

        What the law asks for is exempted from by the law alone: a manager cannot decide that it need not be done.

        Args:
            rule: Holds today, in some activity.
            exempted_entry_id: What the rule found it about; None = the whole case.
            exempted_until: From today to `policy.rule_exemption_max_days` after it, both included.
            legal_support: The paragraph; needed with the law as the basis, and refused with another.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: There is no such rule today; then no such entry in the case.
            InvalidValueError: `exempted_until`.
            NotAllowedError: The law asks for it, and is not the basis.
            InvalidValueError: `legal_support`, `exemption_reason`, then the name and the title.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Undantaget")
        standing = known_rules.standing_on(rule, today)
        if not standing:
            raise NotFoundError(f"Regeln finns inte, eller gäller inte den {today}. Se GET /api/v1/completeness/rules.")
        if exempted_entry_id is not None and not self.has_entry(exempted_entry_id):
            raise NotFoundError("Det som skulle undantas finns inte i ärendet. Ta about ur iakttagelsen, eller undanta ärendet.")
        last = today + timedelta(days=policy.rule_exemption_max_days)
        if not today <= exempted_until <= last:
            raise InvalidValueError(f"Undantaget skulle gälla till {exempted_until}. Ange en dag från {today} till {last}.")
        by_law = exemption_basis is ExemptionBasis.LAW
        if not by_law and any(each.rule.severity is Severity.LAW for each in standing):
            raise NotAllowedError(
                f"{rule} följer av lag, och bara lagen ger undantag från den. Ange grunden {ExemptionBasis.LAW.swedish} och"
                " lagrummet, eller gör det som saknas."
            )
        _require_support(legal_support, policy, by_law=by_law)
        policy.require_text(exemption_reason, "Skälet till undantaget")
        policy.require_short_text(exempted_by_name, "Namnet på den som har beslutat undantaget")
        if exempted_by_title is not None:
            policy.require_short_text(exempted_by_title, "Befattningen")
        return (
            CaseExempted(
                **self._next(stamp), entry_id=entry_id, rule=rule, exempted_entry_id=exempted_entry_id,
                exempted_until=exempted_until, exemption_basis=exemption_basis, legal_support=legal_support,
                exemption_reason=exemption_reason, exempted_by_id=exempted_by_id, exempted_by_name=exempted_by_name,
                exempted_by_title=exempted_by_title, source=source,
            ),
        )


def _require_support(legal_support: str | None, policy: Policy, *, by_law: bool) -> None:
    if by_law and legal_support is None:
        raise InvalidValueError("Grunden är lagen. Ange lagrummet, till exempel SoL 2025:400 14:5.")
    if not by_law and legal_support is not None:
        raise InvalidValueError("Lagrummet hör till grunden undantag enligt lag. Utelämna det, eller ändra grunden.")
    if legal_support is not None:
        policy.require_short_text(legal_support, "Lagrummet")
