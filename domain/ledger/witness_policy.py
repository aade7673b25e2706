"""Whose word is needed (sv. *vittnespolicy*): which witnesses there are, and how many of them make a checkpoint witnessed.

    log aktspar.exempel.se/…/ledger/1+…                             optional: whose checkpoints
    witness revision vittne.kommunrevisionen.se+…  https://vittne.kommunrevisionen.se
    witness grannen vittne.grannkommunen.se+…      https://vittne.grannkommunen.se
    group utanfor any revision grannen                              any, all or a number
    quorum utanfor                                                  or none

Source: C2SP `tlog-policy`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from domain.ledger.checkpoint import COSIGNATURE, NoteError, VerifierKey, parse_verifier_key

NONE = "none"
LARGEST_POLICY = 2**16
"""Bytes; the specification recommends room for 32 logs, witnesses and groups each."""

_ALLOWED = re.compile(r"[\t\n\x20-\x7e\x80-\U0010ffff]*")


class Witness(NamedTuple):
    """A witness (sv. *vittne*).

    Args:
        name: In the policy.
        key: What it signs with.
        url: Where it takes checkpoints; None = it is only trusted, and asked by somebody else.
    """

    name: str
    key: VerifierKey
    url: str | None


class WitnessGroup(NamedTuple):
    """Witnesses or groups of which some are enough (sv. *vittnesgrupp*)."""

    name: str
    needed: int
    members: tuple[str, ...]


class WitnessPolicy:
    """A policy that has been read (sv. *vittnespolicy*).

    Args:
        logs: Keys of the logs that it is for; none = any.
        groups: In an order where each names only those before it.
        quorum: The witness or group that is needed, or `none`.
    """

    def __init__(
        self, logs: tuple[VerifierKey, ...], witnesses: tuple[Witness, ...], groups: tuple[WitnessGroup, ...], quorum: str
    ) -> None:
        self.logs = logs
        self.witnesses = witnesses
        self._groups = groups
        self.quorum = quorum

    @property
    def asks_for_witnesses(self) -> bool:
        """Whether anybody's word is needed at all."""
        return self.quorum != NONE

    def is_met(self, witnessed: Collection[str]) -> bool:
        """Whether the witnesses of these names are enough."""
        met = set(witnessed)
        for group in self._groups:
            if len(met & set(group.members)) >= group.needed:
                met.add(group.name)
        return not self.asks_for_witnesses or self.quorum in met


def parse_policy(content: bytes) -> WitnessPolicy:
    """Read a policy file.

    Raises:
        NoteError: The file is too long, holds control characters or is not UTF-8; a line is not one of those that there
            are, names something that no line before it defines, gives a name or a key twice, or a number outside its range;
            or there is not exactly one quorum. The message names the line.

    Source: C2SP tlog-policy, Policy file syntax and structure.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise NoteError("vittnespolicyn är inte UTF-8") from None
    if len(content) > LARGEST_POLICY or not _ALLOWED.fullmatch(text):
        raise NoteError(f"vittnespolicyn har styrtecken eller är längre än {LARGEST_POLICY} byte")
    reading = _Reading()
    for number, line in enumerate(text.split("\n"), 1):
        words = re.split(r"[ \t]+", line.strip(" \t"))
        if words[0] and not words[0].startswith("#"):
            try:
                reading.line(words[0], words[1:])
            except NoteError as error:
                raise NoteError(f"vittnespolicyn, rad {number}: {error}") from None
    if reading.quorum is None:
        raise NoteError("vittnespolicyn saknar raden quorum")
    return WitnessPolicy(tuple(reading.logs), tuple(reading.witnesses), tuple(reading.groups), reading.quorum)


class _Reading:
    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: list[Witness] = []
        self.groups: list[WitnessGroup] = []
        self.quorum: str | None = None
        self._members: set[str] = set()

    def line(self, kind: str, words: list[str]) -> None:
        """Take in a line."""
        match kind, words:
            case "log", [vkey] | [vkey, _]:
                self._add_log(parse_verifier_key(vkey))
            case "witness", [name, vkey] | [name, vkey, _]:
                self._add_witness(name, parse_verifier_key(vkey, COSIGNATURE), words[2] if len(words) == 3 else None)
            case "group", [name, needed, *members] if members:
                self._add_group(name, needed, members)
            case "quorum", [name]:
                self._set_quorum(name)
            case _:
                raise NoteError("raden ska vara log, witness, group eller quorum med det som hör till")

    def _add_log(self, key: VerifierKey) -> None:
        if key.public_key in [each.public_key for each in self.logs]:
            raise NoteError("loggens nyckel står två gånger")
        self.logs.append(key)

    def _add_witness(self, name: str, key: VerifierKey, url: str | None) -> None:
        if key.public_key in [each.key.public_key for each in self.witnesses]:
            raise NoteError("vittnets nyckel står två gånger")
        self._require_new(name)
        self.witnesses.append(Witness(name, key, url))

    def _add_group(self, name: str, needed: str, members: list[str]) -> None:
        for member in members:
            if member not in self._names():
                raise NoteError(f"{member} är inte definierad på en rad före")
            if member in self._members:
                raise NoteError(f"{member} är medlem mer än en gång")
            self._members.add(member)
        self._require_new(name)
        number = {"any": 1, "all": len(members)}.get(needed) or (int(needed) if re.fullmatch("[1-9][0-9]{0,3}", needed) else 0)
        if not 1 <= number <= len(members):
            raise NoteError(f"gruppen {name} ska kräva any, all eller ett antal från 1 till {len(members)}")
        self.groups.append(WitnessGroup(name, number, tuple(members)))

    def _set_quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise NoteError("quorum står två gånger")
        if name != NONE and name not in self._names():
            raise NoteError(f"{name} är inte definierad på en rad före")
        self.quorum = name

    def _require_new(self, name: str) -> None:
        if name == NONE or name in self._names():
            raise NoteError(f"namnet {name} är upptaget")

    def _names(self) -> set[str]:
        return {each.name for each in (*self.witnesses, *self.groups)}
