"""A group (sv. *grupp*), and what can be decided about it.

What also stands in the members' own cases is decided in `joint.py`, so that both are recorded or neither.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import DomainEvent, Occurred, Source, Stamp, envelope
from domain.case.contacts.codes import ContactTheme
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.group.codes import FewLeaders
from domain.group.events import (
    GroupChanged,
    GroupEnded,
    GroupEntry,
    GroupEntryStruck,
    GroupFacts,
    GroupMemberJoined,
    GroupMemberLeft,
    GroupSessionHeld,
    GroupStarted,
    MemberAttendance,
)
from domain.group.state import GroupState
from domain.policies import Policy, require_not_after_today, require_order


class Group(GroupState):
    """One group (sv. *grupp*), folded from the events of its stream."""

    def start(
        self,
        *,
        group_id: UUID,
        unit: UUID,
        group_programme: str,
        started_on: date,
        planned_sessions: int,
        leader_ids: tuple[UUID, ...],
        few_leaders: FewLeaders | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[GroupStarted]:
        """Set up a group (sv. *starta grupp*). It may begin on a later day.

        Args:
            planned_sessions: From 1 to `policy.group_sessions_max`, both included.
            leader_ids: At least `policy.group_leaders_min` different members of staff; fewer, from 1, only with `few_leaders`.

        Raises:
            ConflictError: Already started.
            InvalidValueError: `group_programme`, `planned_sessions`, `leader_ids`.
        """
        if self.version:
            raise ConflictError("Gruppen är redan startad. Ändra den som finns.")
        started = GroupStarted(
            **envelope(group_id, 0, stamp),
            unit=unit,
            group_programme=group_programme,
            started_on=started_on,
            planned_sessions=planned_sessions,
            leader_ids=leader_ids,
            few_leaders=few_leaders,
        )
        _require_possible(started, policy)
        return (started,)

    def change(
        self,
        *,
        group_programme: str,
        started_on: date,
        planned_sessions: int,
        leader_ids: tuple[UUID, ...],
        few_leaders: FewLeaders | None = None,
        reason: str,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[GroupChanged]:
        """State the group's facts anew, whole: other leaders, more sessions, or what was wrong (sv. *ändra grupp*).

        Args:
            started_on: Not after the first session.
            planned_sessions: From 1, and from the highest step that has been held, to `policy.group_sessions_max`, both included.

        Raises:
            NotFoundError: Unknown group.
            InvalidValueError: `reason`; then as when starting; fewer sessions than have been held; `started_on` after the first
                session; no change.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till ändringen")
        changed = GroupChanged(
            **self._next(stamp),
            unit=self.facts.unit,
            group_programme=group_programme,
            started_on=started_on,
            planned_sessions=planned_sessions,
            leader_ids=leader_ids,
            few_leaders=few_leaders,
            reason=reason,
        )
        _require_possible(changed, policy)
        held = max((each.group_step for each in self.sessions), default=0)
        if planned_sessions < held:
            raise InvalidValueError(f"Gruppen har redan haft träff nummer {held}. Ange minst {held} planerade träffar.")
        if self.sessions:
            require_order(started_on, "gruppens start", self.sessions[0].occurred.on, "Den första gruppträffen")
        own = GroupFacts.model_fields.keys() - DomainEvent.model_fields.keys()
        if all(getattr(self.facts, name) == getattr(changed, name) for name in own):
            raise InvalidValueError("Ändringen ändrar ingenting. Ändra minst ett värde, eller avstå.")
        return (changed,)

    def add_member(
        self,
        *,
        entry_id: UUID,
        case_id: UUID,
        joined_on: date,
        individual_talk_on: date | None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[GroupMemberJoined]:
        """Take a case's client in as a member; `joint.join` records it in the case too (sv. *ta in i grupp*).

        Args:
            joined_on: Not after today, nor after the group's end; a day when a session has been held is refused.

        Raises:
            NotFoundError: Unknown group.
            ConflictError: `entry_id` is used.
            NotAllowedError: The group has ended.
            ConflictError: A member already.
            InvalidValueError: `joined_on` after today, or not after the last session that has been held.
        """
        self._require_known()
        self._require_new_entry(entry_id)
        if self.ended is not None:
            raise NotAllowedError(f"Gruppen avslutades {self.ended.ended_on}. Stryk avslutet först om det var fel.")
        if any(each.case_id == case_id and self.left_group_on(each.entry_id) is None for each in self.joined):
            raise ConflictError("Klienten är redan med i gruppen.")
        require_not_after_today(joined_on, "Första dagen i gruppen", today)
        # Every session has an attendance of each member on its day: nobody becomes a member of one that has been recorded.
        if self.sessions and joined_on <= self.sessions[-1].occurred.on:
            last = self.sessions[-1].occurred.on
            raise InvalidValueError(
                f"Gruppen har en registrerad träff {last}. Ange en senare dag, eller stryk träffen och registrera den på nytt."
            )
        return (
            GroupMemberJoined(
                **self._next(stamp),
                entry_id=entry_id,
                case_id=case_id,
                joined_on=joined_on,
                individual_talk_on=individual_talk_on,
                source=source,
            ),
        )

    def remove_member(
        self,
        *,
        entry_id: UUID,
        joined_entry_id: UUID,
        left_group_on: date,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[GroupMemberLeft]:
        """Take a member out; `joint.leave` records it in the case too (sv. *ta ut ur grupp*).

        Args:
            left_group_on: The first day without the group: from the first day in it, and after the last session as a member, to
                today.

        Raises:
            NotFoundError: Unknown group.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown membership.
            ConflictError: It has ended already.
            InvalidValueError: `left_group_on` after today, before the first day, or not after the last session as a member.
        """
        self._require_known()
        self._require_new_entry(entry_id)
        joined = self.entries.get(joined_entry_id)
        if not isinstance(joined, GroupMemberJoined):
            raise NotFoundError("Medlemskapet finns inte i gruppen. Kontrollera att det är rätt grupp.")
        if self.left_group_on(joined_entry_id) is not None:
            raise ConflictError("Medlemskapet har redan avslutats.")
        require_not_after_today(left_group_on, "Första dagen utan gruppen", today)
        require_order(joined.joined_on, "första dagen i gruppen", left_group_on, "Första dagen utan gruppen")
        attended = [each for each in self.sessions if any(one.case_id == joined.case_id for one in each.attendances)]
        if attended and left_group_on <= attended[-1].occurred.on:
            raise InvalidValueError(
                f"Det finns närvaro i gruppen {attended[-1].occurred.on}. Ange en senare dag som den första utan gruppen."
            )
        return (
            GroupMemberLeft(
                **self._next(stamp),
                entry_id=entry_id,
                joined_entry_id=joined_entry_id,
                left_group_on=left_group_on,
                source=source,
            ),
        )

    def hold_session(
        self,
        *,
        entry_id: UUID,
        occurred: Occurred,
        group_step: int,
        leader_ids: tuple[UUID, ...],
        few_leaders: FewLeaders | None = None,
        attendances: tuple[MemberAttendance, ...],
        themes: tuple[ContactTheme, ...] = (),
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[GroupSessionHeld]:
        """Record that the group met; `joint.hold` records each member's attendance in their case (sv. *registrera gruppträff*).

        Args:
            occurred: From the group's start, to its end or today.
            group_step: From 1 to the planned number of sessions, both included; a step may be taken again.
            leader_ids: At least `policy.group_leaders_min` different members of staff; fewer, from 1, only with `few_leaders`.
            attendances: One for each member on that day.

        Raises:
            NotFoundError: Unknown group.
            ConflictError: `entry_id` is used.
            InvalidValueError: `occurred` after today, or before the start.
            NotAllowedError: After the group's end.
            InvalidValueError: `group_step`, `leader_ids`; nobody was a member on that day; `attendances` is not that of the
                members on that day; a theme twice.
        """
        self._require_known()
        self._require_new_entry(entry_id)
        held = GroupSessionHeld(
            **self._next(stamp),
            entry_id=entry_id,
            occurred=occurred,
            group_step=group_step,
            leader_ids=leader_ids,
            few_leaders=few_leaders,
            attendances=attendances,
            themes=themes,
            source=source,
        )
        self._require_possible_session(held, today, policy)
        return (held,)

    def end(
        self, *, entry_id: UUID, ended_on: date, source: Source | None = None, stamp: Stamp, today: date
    ) -> tuple[GroupEnded]:
        """End the group, when every member has been taken out of it (sv. *avsluta grupp*).

        Args:
            ended_on: From the group's start, its last session and its members' last day, to today.

        Raises:
            NotFoundError: Unknown group.
            ConflictError: `entry_id` is used; then ended already.
            NotAllowedError: There are members.
            InvalidValueError: `ended_on` after today, before the start, or before the last session.
        """
        self._require_known()
        self._require_new_entry(entry_id)
        if self.ended is not None:
            raise ConflictError(f"Gruppen avslutades redan {self.ended.ended_on}. Stryk det avslutet om det var fel.")
        left = sum(self.left_group_on(each.entry_id) is None for each in self.joined)
        if left:
            raise NotAllowedError(f"Gruppen har {left} kvar som är med. Registrera först att var och en slutar, och varför.")
        require_not_after_today(ended_on, "Gruppens sista dag", today)
        require_order(self.facts.started_on, "gruppens start", ended_on, "Gruppens sista dag")
        if self.sessions:
            require_order(self.sessions[-1].occurred.on, "den sista gruppträffen", ended_on, "Gruppens sista dag")
        return (GroupEnded(**self._next(stamp), entry_id=entry_id, ended_on=ended_on, source=source),)

    def strike_group_entry(
        self, *, entry_id: UUID, reason: str, replaced_by: UUID | None = None, stamp: Stamp, policy: Policy
    ) -> tuple[GroupEntryStruck]:
        """State that an entry was wrongly recorded; `joint.strike` strikes it in the cases too (sv. *stryka uppgift om grupp*).

        Raises:
            NotFoundError: Unknown group.
            NotAllowedError: It is struck already.
            NotFoundError: Unknown entry.
            NotAllowedError: Another entry that stands builds on it; then the group has ended.
            InvalidValueError: `reason`.

        Source: SOSFS 2014:5 4 kap.
        """
        self._require_known()
        if entry_id in self.struck:
            raise NotAllowedError("Uppgiften är redan struken.")
        if entry_id not in self.entries:
            raise NotFoundError("Uppgiften finns inte i gruppen. Kontrollera att det är rätt grupp.")
        if self._is_built_on(self.entries[entry_id]):
            raise NotAllowedError("En senare uppgift om gruppen bygger på den här. Stryk den senare uppgiften först.")
        if self.ended is not None and entry_id != self.ended.entry_id:
            raise NotAllowedError(f"Gruppen avslutades {self.ended.ended_on}. Stryk avslutet först.")
        policy.require_short_text(reason, "Orsaken till att uppgiften stryks")
        return (GroupEntryStruck(**self._next(stamp), entry_id=entry_id, reason=reason, replaced_by=replaced_by),)

    def _is_built_on(self, entry: GroupEntry) -> bool:
        """Whether striking it would leave a session, a leaving or a second membership that could not have been recorded."""
        if isinstance(entry, GroupMemberJoined):
            return self.left_group_on(entry.entry_id) is not None or any(
                each.occurred.on >= entry.joined_on and any(one.case_id == entry.case_id for one in each.attendances)
                for each in self.sessions
            )
        if isinstance(entry, GroupMemberLeft):
            case_id = next(each.case_id for each in self.joined if each.entry_id == entry.joined_entry_id)
            return any(each.occurred.on >= entry.left_group_on for each in self.sessions) or any(
                each.case_id == case_id and self.left_group_on(each.entry_id) is None for each in self.joined
            )
        return False

    def _require_possible_session(self, held: GroupSessionHeld, today: date, policy: Policy) -> None:
        day = held.occurred.on
        require_not_after_today(day, "Gruppträffens datum", today)
        require_order(self.facts.started_on, "gruppens start", day, "Gruppträffens datum")
        if self.ended is not None and day > self.ended.ended_on:
            raise NotAllowedError(f"Gruppträffens datum är {day}, men gruppen avslutades {self.ended.ended_on}.")
        if not 1 <= held.group_step <= self.facts.planned_sessions:
            raise InvalidValueError(
                f"Gruppträffen är nummer {held.group_step}. Ange ett tal från 1 till {self.facts.planned_sessions}, "
                "eller ändra antalet planerade träffar."
            )
        _require_leaders(held.leader_ids, held.few_leaders, policy)
        stated, members = [each.case_id for each in held.attendances], self.members_on(day).keys()
        if not members:
            raise InvalidValueError(f"Ingen var med i gruppen {day}. Ta in medlemmarna först, eller rätta datumet.")
        if len(set(stated)) < len(stated) or set(stated) != members:
            raise InvalidValueError(
                f"Gruppen hade {len(members)} som var med {day}. Ange närvaron för var och en av dem, och för ingen annan."
            )
        if len(set(held.themes)) < len(held.themes):
            raise InvalidValueError("Samma tema är angivet två gånger. Ange varje tema en gång.")


def _require_possible(facts: GroupFacts, policy: Policy) -> None:
    policy.require_short_text(facts.group_programme, "Gruppens program")
    most = policy.group_sessions_max
    if not 1 <= facts.planned_sessions <= most:
        raise InvalidValueError(f"Antalet planerade träffar är {facts.planned_sessions}. Ange ett tal från 1 till {most}.")
    _require_leaders(facts.leader_ids, facts.few_leaders, policy)


def _require_leaders(leader_ids: tuple[UUID, ...], few_leaders: FewLeaders | None, policy: Policy) -> None:
    if not leader_ids or len(set(leader_ids)) < len(leader_ids):
        raise InvalidValueError("Ange minst en ledare, och var och en av dem en gång.")
    least = policy.group_leaders_min
    if len(leader_ids) < least and few_leaders is None:
        raise InvalidValueError(f"En grupp leds av minst {least}. Lägg till en ledare eller ange varför det är färre.")
    if len(leader_ids) >= least and few_leaders is not None:
        raise InvalidValueError(f"Orsak till färre ledare än {least} är angiven, men de är {len(leader_ids)}. Ta bort orsaken.")
