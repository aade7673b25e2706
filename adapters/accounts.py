"""Accounts for the JSON API (sv. *konton*), in one file beside the data: for a demo, a test and a small installation.

A password is kept as scrypt(password, random salt). A log-in costs the same whether the account exists or not, and what
has once been proven is remembered in memory, so that only the first request of a session pays for it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from fcntl import LOCK_EX, flock
from pathlib import Path
from uuid import UUID

from pydantic import Field, ValidationError

from adapters.errors import CannotRunError
from domain.base import Immutable, Purpose
from domain.errors import ConflictError, InvalidValueError, NotFoundError

SHORTEST_PASSWORD = 12
"""Characters. Source: NIST SP 800-63B rev. 4 asks for 15 where the password is all there is and 8 beside a second factor;
this file is for demo and small installations, so between the two."""

LONGEST_PASSWORD = 256
ACCOUNTS_FILE = "accounts.json"
"""In the data directory."""

LONGEST_DIRECTORY_ID = 256
_NAME = re.compile(r"[a-z0-9åäö][a-z0-9åäö._-]{0,63}")
_SALT_BYTES = 16
_HASH_BYTES = 32


class Role(StrEnum):
    """What somebody does, and so why they read."""

    THERAPIST = "behandlare"
    MANAGER = "chef"
    INTERNAL_CONTROL = "internkontroll"
    INVESTIGATOR = "utredare"
    LOG_CONTROLLER = "loggkontrollant"
    ARCHIVIST = "arkivarie"
    AUDITOR = "revisor"
    OPERATOR = "driftansvarig"

    @property
    def purpose(self) -> Purpose:
        """The purpose that a reading by this role has (sv. *ändamål*)."""
        return _PURPOSES[self]

    @property
    def writes(self) -> bool:
        """Whether the role takes part in the work that is documented, and so writes; the others only read."""
        return self in (Role.THERAPIST, Role.MANAGER)

    @property
    def reads_by_task(self) -> bool:
        """Whether the role's task is to read the records of any case of the board, so that it needs no relation to one."""
        return self in (Role.INTERNAL_CONTROL, Role.INVESTIGATOR)


_PURPOSES = {
    Role.THERAPIST: Purpose.CASE_WORK,
    Role.MANAGER: Purpose.MANAGEMENT_REVIEW,
    Role.INTERNAL_CONTROL: Purpose.INTERNAL_CONTROL,
    Role.INVESTIGATOR: Purpose.LEX_SARAH,
    Role.LOG_CONTROLLER: Purpose.LOG_REVIEW,
    Role.ARCHIVIST: Purpose.ADMINISTRATION,
    Role.AUDITOR: Purpose.INTERNAL_CONTROL,
    Role.OPERATOR: Purpose.ADMINISTRATION,
}


class Account(Immutable):
    """Somebody who may log in to one board.

    Args:
        name: What they log in with: a–z, å, ä, ö, digits, dot, hyphen and underscore.
        board: The slug of the board that they work for; another board's records are another controller's.
        is_demo: Whether its password is public, as a demo's is; in production nobody logs in with it.
        staff: Which of the board's members of staff they are; None = none, and then they sign nothing in a case.
        directory_id: What the municipality's directory calls them, such as an HSA-id or a number of employment; whoever an
            identity provider vouches for under it logs in as this account. None = they log in with a password only.
        is_closed: Whether its holder has left: nobody logs in with it, and what they did still stands under its name.
        address_digest: Of the holder's home address, keyed, in hexadecimal, for the review of the access log; None = not known.
    """

    name: str = Field(pattern=f"^{_NAME.pattern}$")
    role: Role
    display_name: str
    board: str
    staff: UUID | None = None
    is_demo: bool = False
    directory_id: str | None = Field(default=None, min_length=1, max_length=LONGEST_DIRECTORY_ID)
    is_closed: bool = False
    address_digest: str | None = None


class _Stored(Account):
    salt: str
    digest: str
    # OWASP's password storage cheat sheet gives these as one of its equal choices: 32 MiB, three passes.
    n: int = Field(default=2**15, ge=2**14, le=2**20)
    r: int = Field(default=8, ge=8, le=32)
    p: int = Field(default=3, ge=1, le=16)


class _File(Immutable):
    accounts: tuple[_Stored, ...] = ()


class Accounts:
    """The accounts of one data directory. Thread-safe; a changed file counts from the next log-in on.

    Args:
        path: The file; need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        # At most two at a time: each takes 32 MiB, and a flood of log-ins must not take the machine.
        self._deriving = threading.BoundedSemaphore(2)
        self._proof_key = os.urandom(_HASH_BYTES)
        self._proven: dict[str, bytes] = {}
        self._seen: tuple[int, ...] | None = None
        self._accounts: dict[str, _Stored] = {}

    def log_in(self, name: str, password: str) -> Account | None:
        """The account, or None: no such account or a wrong password, and nothing tells which.

        Raises:
            CannotRunError: The file is damaged or open to others.
        """
        name, password = _normal(name), _normal(password)
        with self._lock:
            self._refresh()
            stored = self._accounts.get(name)
        proof = hmac.digest(self._proof_key, f"{name}\0{password}".encode(errors="replace"), "sha256")
        known = self._proven.get(name)
        if stored is not None and not stored.is_closed and known is not None and hmac.compare_digest(known, proof):
            return _public(stored)
        with self._deriving:
            right = _matches(stored or _NOBODY, password)
        if stored is None or not right or stored.is_closed:
            return None
        with self._lock:
            if self._accounts.get(name) == stored:
                self._proven[name] = proof
        return _public(stored)

    def all(self) -> list[Account]:
        """Every account, by name.

        Raises:
            CannotRunError: The file is damaged or open to others.
        """
        with self._lock:
            self._refresh()
            return [_public(self._accounts[name]) for name in sorted(self._accounts)]

    def named(self, name: str) -> Account | None:
        """The account of a name as it is now, without any log-in; None = there is none, or its holder has left.

        Raises:
            CannotRunError: The file is damaged or open to others.
        """
        with self._lock:
            self._refresh()
            stored = self._accounts.get(_normal(name))
        return None if stored is None or stored.is_closed else _public(stored)

    def of_directory(self, directory_id: str) -> Account | None:
        """The account of whom the directory calls so; None = nobody's.

        Raises:
            CannotRunError: The file is damaged or open to others.
        """
        open_ones = (account for account in self.all() if not account.is_closed)
        return next((account for account in open_ones if account.directory_id == directory_id), None)

    def mark(self, name: str) -> bytes:
        """What changes when an account is made anew or gets another password: what was begun under another mark is over.

        Raises:
            CannotRunError: The file is damaged or open to others.
        """
        with self._lock:
            self._refresh()
            stored = self._accounts.get(_normal(name), _NOBODY)
        return hashlib.sha256(f"{stored.salt}/{stored.digest}/{stored.directory_id}".encode()).digest()

    def add(self, account: Account, password: str | None) -> None:
        """Make an account.

        Args:
            password: None = it has none, and only an identity provider lets it in.

        Raises:
            InvalidValueError: The password is too short, too long or the name itself; or there is neither one nor a directory id.
            ConflictError: There is one of that name, or of that directory id.
            CannotRunError: The file is damaged, open to others, or cannot be written.
        """
        if password is None and account.directory_id is None:
            raise InvalidValueError("Kontot behöver ett lösenord eller ett katalog-id; annars kan ingen logga in.")
        if password is not None:
            password = _normal(password)
            _require_password(account.name, password)
        with self._editing() as accounts:
            if account.name in accounts:
                raise ConflictError(f"Kontot {account.name} finns redan; ta bort det först eller välj ett annat namn.")
            if account.directory_id is not None and account.directory_id in {each.directory_id for each in accounts.values()}:
                raise ConflictError("Katalog-id:t hör redan till ett annat konto; se 'aktspar account list'.")
            accounts[account.name] = _without_password(account) if password is None else _hashed(account, password)

    def put(self, changed: Iterable[Account]) -> None:
        """Make accounts as they are given, all at once: those that are there keep their password, and new ones have none.

        Raises:
            CannotRunError: The file is damaged, open to others, or cannot be written.
        """
        with self._editing() as accounts:
            for account in changed:
                stored = accounts.get(account.name)
                accounts[account.name] = (
                    _without_password(account) if stored is None else stored.model_copy(update=dict(account))
                )

    def remove(self, name: str) -> None:
        """Take an account away; it cannot log in from now on.

        Raises:
            NotFoundError: There is none of that name.
            CannotRunError: The file is damaged, open to others, or cannot be written.
        """
        with self._editing() as accounts:
            if accounts.pop(_normal(name), None) is None:
                raise NotFoundError(f"Kontot {name} finns inte; se 'aktspar account list'.")

    @contextmanager
    def _editing(self) -> Iterator[dict[str, _Stored]]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = os.open(self._path.with_name(self._path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                # Two commands at once must not lose each other's account.
                flock(lock, LOCK_EX)
                with self._lock:
                    self._refresh()
                    accounts = dict(self._accounts)
                    yield accounts
                    _write(self._path, accounts)
            finally:
                os.close(lock)
        except OSError as error:
            raise CannotRunError(f"Kontofilen {self._path} kan inte skrivas: {error.strerror}.") from error

    def _refresh(self) -> None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            self._accounts, self._seen, self._proven = {}, None, {}
            return
        except OSError as error:
            raise CannotRunError(f"Kontofilen {self._path} kan inte läsas: {error.strerror}.") from error
        seen = (found.st_ino, found.st_mtime_ns, found.st_size, found.st_mode)
        if seen != self._seen:
            if found.st_mode & 0o077:
                raise CannotRunError(f"Kontofilen {self._path} är öppen för andra; kör chmod 600 på den.")
            self._accounts, self._proven = _read(self._path), {}
            self._seen = seen


def new_account(
    name: str, role: str, display_name: str, board: str, staff: UUID | None = None, directory_id: str = ""
) -> Account:
    """An account from what somebody typed; an empty directory id is none.

    Raises:
        InvalidValueError: The name has other characters than are allowed, there is no such role, or the directory id is longer
            than 256 characters.
    """
    name = _normal(name)
    if not _NAME.fullmatch(name):
        raise InvalidValueError("Kontots namn ska vara a–z, å, ä, ö, 0–9, punkt, bindestreck och _, högst 64 tecken.")
    try:
        chosen = Role(role)
    except ValueError:
        raise InvalidValueError(f"Rollen {role} finns inte; välj bland {', '.join(Role)}.") from None
    if len(directory_id := directory_id.strip()) > LONGEST_DIRECTORY_ID:
        raise InvalidValueError(f"Katalog-id:t får ha högst {LONGEST_DIRECTORY_ID} tecken.")
    return Account(
        name=name, role=chosen, display_name=display_name.strip() or name, board=board, staff=staff,
        directory_id=directory_id or None,
    )


def _require_password(name: str, password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidValueError(f"Lösenordet ska ha {SHORTEST_PASSWORD} till {LONGEST_PASSWORD} tecken.")
    if password.casefold() == name.casefold():
        raise InvalidValueError("Lösenordet får inte vara kontots namn.")


def _normal(text: str) -> str:
    # The same letters typed on two keyboards may be composed in two ways. Source: RFC 8265 §4 (OpaqueString).
    return unicodedata.normalize("NFC", text)


def _public(stored: _Stored) -> Account:
    return Account(**{field: getattr(stored, field) for field in Account.model_fields})


def _without_password(account: Account) -> _Stored:
    # Random, and so of no password that anybody can find; a directory of a thousand is not to derive a thousand keys.
    salt, digest = (base64.b64encode(os.urandom(count)).decode() for count in (_SALT_BYTES, _HASH_BYTES))
    return _Stored(**account.model_dump(), salt=salt, digest=digest)


def _hashed(account: Account, password: str) -> _Stored:
    salt = base64.b64encode(os.urandom(_SALT_BYTES)).decode()
    unfinished = _Stored(**account.model_dump(), salt=salt, digest="")
    return unfinished.model_copy(update={"digest": base64.b64encode(_derive(unfinished, password)).decode()})


def _matches(stored: _Stored, password: str) -> bool:
    return hmac.compare_digest(_derive(stored, password), base64.b64decode(stored.digest))


def _derive(stored: _Stored, password: str) -> bytes:
    return hashlib.scrypt(
        # A half surrogate pair has no bytes of its own; nobody's password holds one.
        password[:LONGEST_PASSWORD].encode(errors="replace"), salt=base64.b64decode(stored.salt),
        n=stored.n, r=stored.r, p=stored.p, maxmem=256 * stored.n * stored.r, dklen=_HASH_BYTES,
    )


def _read(path: Path) -> dict[str, _Stored]:
    try:
        found = _File.model_validate_json(path.read_bytes())
        for stored in found.accounts:
            base64.b64decode(stored.salt, validate=True), base64.b64decode(stored.digest, validate=True)
    except OSError as error:
        raise CannotRunError(f"Kontofilen {path} kan inte läsas: {error.strerror}.") from error
    except (ValidationError, ValueError):
        # Not chained: the original error carries the file's content.
        raise CannotRunError(f"Kontofilen {path} är skadad; återställ den, eller ta bort den och lägg upp kontona.") from None
    return {stored.name: stored for stored in found.accounts}


def _write(path: Path, accounts: dict[str, _Stored]) -> None:
    document = {"accounts": [accounts[name].model_dump(mode="json") for name in sorted(accounts)]}
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


# What an unknown name is checked against, so that it costs as much as a known one.
_NOBODY = _Stored(
    name="nobody", role=Role.THERAPIST, display_name="", board="",
    salt=base64.b64encode(bytes(_SALT_BYTES)).decode(), digest=base64.b64encode(bytes(_HASH_BYTES)).decode(),
)
