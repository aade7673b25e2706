"""One call of the command line: what its global options say, and what its commands need from them."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.settings import Settings, load_settings
from api.output import Output
from api.problems import UsageError
from domain.base import Purpose

if TYPE_CHECKING:
    from api.main import Runtime
    from api.reading import Reader

OpenRuntime = Callable[[Settings], AbstractContextManager["Runtime"]]

_PURPOSES = {
    "handläggning": Purpose.CASE_WORK,
    "uppföljning": Purpose.MANAGEMENT_REVIEW,
    "internkontroll": Purpose.INTERNAL_CONTROL,
    "lex-sarah": Purpose.LEX_SARAH,
    "loggkontroll": Purpose.LOG_REVIEW,
    "statistik": Purpose.STATISTICS,
    "drift": Purpose.ADMINISTRATION,
}
PURPOSE_WORDS = tuple(_PURPOSES)


@dataclass
class Invocation:
    """The global options of one call.

    Args:
        output: Where the command writes.
        open_runtime: How an Aktspår is opened; tests hand in one that is open already.
        data_dir: From `--data`; None = what the environment says.
        board: From `--board`; None = the only one.
        name: From `--as`; None = not given.
        purpose_word: From `--purpose`; None = the usual one of the command.
    """

    output: Output
    open_runtime: OpenRuntime
    data_dir: Path | None = None
    board: str | None = None
    name: str | None = None
    purpose_word: str | None = None
    _settings: Settings | None = field(default=None, init=False)

    @property
    def settings(self) -> Settings:
        """The environment's settings, with `--data` on top.

        Raises:
            CannotRunError: A setting is not usable.
        """
        if self._settings is None:
            self._settings = load_settings(data_dir=self.data_dir)
        return self._settings

    @contextmanager
    def runtime(self, settings: Settings | None = None) -> Iterator[Runtime]:
        """An open Aktspår; its embedded server, if that is what it has, runs as long.

        Raises:
            CannotRunError: It cannot be started or reached.
        """
        with self.open_runtime(settings or self.settings) as runtime:
            yield runtime

    @contextmanager
    def reader(self, action: str, *, usual_purpose: Purpose = Purpose.ADMINISTRATION) -> Iterator[Reader]:
        """Who asks, in the board that was named; every answer is written in the access log first.

        Args:
            action: The command's name.
            usual_purpose: What the command is for when nothing else is stated.

        Raises:
            UsageError: The caller has not said who it is where that is needed, or the purpose is not one.
            CannotRunError: Aktspår cannot be started or reached.
            NotFoundError: There is no such board.
            InvalidValueError: There are several boards and none was named.
        """
        from api.reading import Reader

        caller = self.caller()
        purpose = usual_purpose if self.purpose_word is None else self._stated_purpose(self.purpose_word)
        with self.runtime() as runtime:
            yield Reader(runtime.board(self.board), caller, purpose, action)

    def caller(self) -> str:
        """Who stands in the access log.

        On an embedded data directory whoever may read its files is the local operator, by the operating system's word. A
        server of one's own has callers from many machines, and only they can say who they are.

        Raises:
            UsageError: `--as` is missing beside DATABASE_URL, or given without it.
        """
        if self.settings.database_url is not None:
            if not (self.name or "").strip():
                raise UsageError("Ange vem du är med --as NAMN: läsningen skrivs i åtkomstloggen.")
            return f"uppgivet:{self.name.strip()}"
        operator = f"lokal:{_operating_system_user()}"
        if self.name is not None:
            raise UsageError(f"--as används mot DATABASE_URL; i en egen datakatalog är du alltid {operator}.")
        return operator

    def _stated_purpose(self, word: str) -> Purpose:
        try:
            return _PURPOSES[word]
        except KeyError:
            raise UsageError(f"Ändamålet finns inte; välj --purpose bland {', '.join(PURPOSE_WORDS)}.") from None


def whole_number(text: str, what: str, *, low: int, high: int) -> int:
    """Read a whole number from `low` to `high`, both ends allowed.

    Raises:
        UsageError: It is not one.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= 18 and low <= int(text) <= high):
        raise UsageError(f"{what} ska vara ett heltal från {low} till {high}.")
    return int(text)


def _operating_system_user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        # A container's user need not have an entry.
        return f"uid-{os.getuid()}"
