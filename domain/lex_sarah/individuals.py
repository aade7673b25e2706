"""What the individuals concerned were told: the decisions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.case.information.codes import InformedPerson
from domain.codes import NoteChannel
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import Affected, IndividualState
from domain.lex_sarah.guards import require_names
from domain.lex_sarah.individuals_events import (
    IndividualInformed,
    IndividualNotInformed,
    RecordLinked,
    RecordNotLinked,
    UnknownIndividualsSettled,
)
from domain.lex_sarah.region_guards import GuardedRegion, require_once
from domain.policies import Policy


class IndividualDecisions(GuardedRegion):
    """What the individuals concerned were told."""

    def inform_individual(
        self,
        *,
        entry_id: UUID,
        about_case_id: UUID,
        told_on: date,
        told_who: tuple[InformedPerson, ...],
        told_how: NoteChannel,
        told_by_id: UUID,
        told_by_name: str,
        told_by_title: str | None = None,
        individual_account: str | None = None,
        child_account: str | None = None,
        no_account_reason: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IndividualInformed]:
        """Record that an individual was told, and what they say themselves (sv. *informera den enskilde*). Also more than once.

        Args:
            told_on: From the day that what is reported occurred to today.
            told_who: At least one.
            individual_account, child_account: In their own words.
            no_account_reason: Always without any account, and without the child's own where a child is concerned.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            NotFoundError: The individual is not among those affected.
            InvalidValueError: `told_on`, `told_who`, the name and the title of who told them, the accounts and the reason; then
                an account, or the reason, is missing.

        Source: SoL 2025:400 3:2 (a child is to be heard).
        """
        report = self._require_ours_for(self.individuals, entry_id, "Informationen", stamp)
        self._require_individual(about_case_id)
        self._require_between(report.occurred.on, told_on, "Dagen då den enskilde informerades", today)
        if not told_who:
            raise InvalidValueError("Ange minst en som informerades.")
        require_once(told_who, "En som informerades")
        require_names(policy, {"Namnet på den som informerade": told_by_name, "Befattningen": told_by_title})
        for text, what in (
            (individual_account, "Den enskildes berättelse"), (child_account, "Barnets berättelse"),
            (no_account_reason, "Varför det inte finns någon berättelse"),
        ):
            if text is not None:
                policy.require_text(text, what)
        concerns_child = about_case_id in self.individuals.children or InformedPerson.CHILD in told_who
        _require_account(individual_account, child_account, no_account_reason, concerns_child=concerns_child)
        return (
            IndividualInformed(
                **self._next(stamp), entry_id=entry_id, about_case_id=about_case_id, told_on=told_on, told_who=told_who,
                told_how=told_how, told_by_id=told_by_id, told_by_name=told_by_name, told_by_title=told_by_title,
                individual_account=individual_account, child_account=child_account, no_account_reason=no_account_reason,
            ),
        )

    def leave_individual_uninformed(
        self,
        *,
        entry_id: UUID,
        about_case_id: UUID,
        not_told_motivation: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IndividualNotInformed]:
        """State why an individual is not told (sv. *inte informera den enskilde*). They can be told later all the same.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            NotFoundError: The individual is not among those affected.
            NotAllowedError: They were told, or it is motivated already.
            InvalidValueError: `not_told_motivation`.
        """
        self._require_ours_for(self.individuals, entry_id, "Motiveringen", stamp)
        self._require_individual(about_case_id)
        state = self.individuals.standing(about_case_id).state
        if state is not IndividualState.NOT_INFORMED:
            raise NotAllowedError(f"Den enskilde är: {state.swedish}. Stryk den uppgiften först, om den är fel.")
        policy.require_text(not_told_motivation, "Motiveringen till att den enskilde inte informeras")
        return (
            IndividualNotInformed(
                **self._next(stamp), entry_id=entry_id, about_case_id=about_case_id, not_told_decided_on=today,
                not_told_motivation=not_told_motivation,
            ),
        )

    def link_record(
        self,
        *,
        entry_id: UUID,
        about_case_id: UUID,
        record_entry_id: UUID,
        noted_in: Callable[[UUID, UUID], Collection[UUID]],
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RecordLinked]:
        """Point at the entry in an individual's record that says that it was reported (sv. *koppla till akten*).

        Args:
            record_entry_id: The entry `case.deviation_noted`, which points here.
            noted_in: The entries of a case (first) that say that a report (second) was made, and are not struck.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            NotFoundError: The individual is not among those affected; the record has no such entry about this report.
            NotAllowedError: It is linked already.
        """
        report = self._require_ours_for(self.individuals, entry_id, "Kopplingen", stamp)
        self._require_individual(about_case_id)
        if record_entry_id not in noted_in(about_case_id, report.originator_id):
            raise NotFoundError(
                "Akten har ingen sådan anteckning om den här rapporten. Anteckna avvikelsen i akten först, eller motivera."
            )
        if any(each.record_entry_id == record_entry_id for each in self.individuals.standing(about_case_id).linked):
            raise NotAllowedError("Anteckningen är redan kopplad till rapporten.")
        return (
            RecordLinked(
                **self._next(stamp), entry_id=entry_id, about_case_id=about_case_id, record_entry_id=record_entry_id
            ),
        )

    def leave_record_unlinked(
        self,
        *,
        entry_id: UUID,
        about_case_id: UUID,
        no_link_motivation: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RecordNotLinked]:
        """State why an individual's record says nothing of it (sv. *motivera att akten saknar anteckning*).

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            NotFoundError: The individual is not among those affected.
            NotAllowedError: It is linked, or motivated, already.
            InvalidValueError: `no_link_motivation`.
        """
        self._require_ours_for(self.individuals, entry_id, "Motiveringen", stamp)
        self._require_individual(about_case_id)
        if self.individuals.standing(about_case_id).is_linked:
            raise NotAllowedError("Kopplingen till akten är redan gjord eller motiverad. Stryk den först, om den är fel.")
        policy.require_text(no_link_motivation, "Motiveringen till att akten saknar anteckning")
        return (
            RecordNotLinked(
                **self._next(stamp), entry_id=entry_id, about_case_id=about_case_id, no_link_motivation=no_link_motivation
            ),
        )

    def settle_unknown_individuals(
        self, *, entry_id: UUID, unknown_motivation: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[UnknownIndividualsSettled]:
        """State what was done to find out who else is affected, and why no more is done (sv. *okända berörda*).

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; everybody who is affected is named.
            InvalidValueError: `unknown_motivation`.
        """
        self._require_ours_for(self.individuals, entry_id, "Uppgiften", stamp)
        if self.individuals.affected is Affected.CASES:
            raise NotAllowedError("Alla som berörs är utpekade. Ange flera berörda först, om det finns fler.")
        policy.require_text(unknown_motivation, "Vad som gjorts för att ta reda på vilka fler som berörs")
        return (
            UnknownIndividualsSettled(**self._next(stamp), entry_id=entry_id, unknown_motivation=unknown_motivation),
        )


def _require_account(
    individual: str | None, child: str | None, reason: str | None, *, concerns_child: bool
) -> None:
    if reason is not None:
        return
    if concerns_child and child is None:
        raise InvalidValueError("Ett barn berörs. Ange barnets egen berättelse, eller varför den saknas.")
    if individual is None and child is None:
        raise InvalidValueError("Ange vad den enskilde själv berättar, eller varför det saknas.")
