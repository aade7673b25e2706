"""Who is logged in (sv. *inloggning*): passwords, sessions and identity providers, one answer to who somebody is.

An account is looked up anew at every request, so that whoever has left, has another role or got another password is not somebody
they were when the session began.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from adapters.accounts import Account, Accounts
from adapters.oidc import Vouched
from adapters.sessions import Session, SessionStore
from adapters.tablet_loans import TabletLoan, TabletLoans
from api.problems import NotLoggedInError, Text
from api.rate_limits import Limits
from domain.errors import InvalidValueError, NotFoundError

if TYPE_CHECKING:
    from api.main import Runtime

LONGEST_NAME = 64
SHORTEST_CODE, LONGEST_CODE = 6, 12
"""Digits of a code that unlocks one session. Source: NIST SP 800-63B rev. 4, 3.2.10 (at least 4, and 6 recommended)."""

LOG_IN_MINUTES = 10
"""How long an identity provider may take over a log-in."""

UNKNOWN = "okänd"
_MINUTE_US = 60_000_000
_SEEN_EVERY_US = 15_000_000
"""How often it is noted that a session is used, so that not every request writes."""

HOW = Text(
    "Konton läggs upp med 'aktspar account add NAMN --role ROLL'.",
    "Accounts are made with 'aktspar account add NAME --role ROLE'.",
)


class WrongLogInError(NotLoggedInError):
    """The name or the password is wrong, or the account may not be used so; nothing tells which (sv. *fel inloggning*).

    Args:
        kind: Which of them it was, for the access log.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(Text(f"Namnet eller lösenordet är fel. {HOW}", f"The name or the password is wrong. {HOW.english}"))
        self.kind = kind


class Standing(NamedTuple):
    """A session that is not over, and whose it is.

    Args:
        was_locked_now: Whether it was found to have been left alone for too long just now.
    """

    session: Session
    account: Account
    was_locked_now: bool = False

    @property
    def is_locked(self) -> bool:
        """Whether nothing may be read in it."""
        return self.session.locked_us is not None


class LogIns:
    """Who may come in, and who is in.

    Args:
        now_us: Microseconds since 1970 UTC.
    """

    def __init__(
        self, runtime: Runtime, accounts: Accounts, limits: Limits, now_us: Callable[[], int] = lambda: time.time_ns() // 1000
    ) -> None:
        self._runtime = runtime
        self._settings = runtime.settings
        self._accounts = accounts
        self._limits = limits
        self._now_us = now_us
        self.sessions = SessionStore(runtime.keys)
        self._loans = TabletLoans(runtime.keys)

    @property
    def lock_seconds(self) -> int:
        """How long a session may be left alone before it is locked."""
        return 60 * self._settings.lock_minutes

    def by_password(self, name: str, password: str, address: str | None) -> Account:
        """The account whose name and password these are.

        Args:
            address: Where the request came from; None = not known.

        Raises:
            TooManyError: Too many wrong ones came for the name, or from the address.
            WrongLogInError: They are nobody's, or may not be used here.
        """
        name = name[:LONGEST_NAME]
        # Before the password is looked at, so that a right guess among too many tells nothing.
        self._limits.log_in_by_name.require_room(name)
        self._limits.log_in_by_address.require_room(address)
        account = self._accounts.log_in(name, password)
        refusal = "wrong" if account is None else self._why_not(account)
        if account is None or refusal is not None:
            self._limits.log_in_by_name.use(name)
            self._limits.log_in_by_address.use(address)
            raise WrongLogInError(refusal or "wrong")
        return account

    def by_voucher(self, vouched: Vouched) -> Account | None:
        """The account of whom an identity provider vouches for; None = the person has none."""
        account = self._accounts.of_directory(vouched.directory_id)
        return None if account is None or account.is_demo and self._settings.production else account

    def known(self, name: str) -> Account | None:
        """The account of a name, for the access log of whichever board it belongs to."""
        return self._accounts.named(name[:LONGEST_NAME])

    def begin(self, account: Account, device: str, factor: str, provider: str | None = None) -> tuple[Session, str]:
        """A session of an account on a device, and the id for its cookie; the one that is parked there goes on."""
        actor, now_us = self._actor(account), self._now_us()
        self._sweep(now_us)
        for parked in self.sessions.on_device(device):
            if (parked.board, parked.actor) == (account.board, actor) and self.standing_of(parked) is not None:
                token = self.sessions.unlock(parked.session_id, now_us)
                if token is not None:
                    return parked, token
        return self.sessions.begin(
            device=device, board=account.board, actor=actor, mark=self._accounts.mark(account.name), factor=factor,
            provider=provider, now_us=now_us,
        )

    def standing(self, token: str) -> Standing | None:
        """The session of a cookie as it is now; None = there is none, or it is over."""
        session = self.sessions.find(token)
        standing = None if session is None else self.standing_of(session)
        if standing is not None and not standing.is_locked and self._now_us() - standing.session.seen_us > _SEEN_EVERY_US:
            self.sessions.seen(standing.session.session_id, self._now_us())
        return standing

    def standing_of(self, session: Session) -> Standing | None:
        """A session as it is now: what is too old or whose account is another is ended, what was left alone is locked."""
        now_us = self._now_us()
        account = self._account(session)
        if account is None or self._is_over(session, now_us):
            self.sessions.end(session.session_id)
            return None
        left_us = now_us - session.seen_us
        # A clock that was turned back must not keep a session open.
        if session.locked_us is not None or -_MINUTE_US < left_us <= self.lock_seconds * 1_000_000:
            return Standing(session, account)
        locked_us = min(now_us, session.seen_us + self.lock_seconds * 1_000_000)
        self.sessions.lock(session.session_id, locked_us)
        return Standing(session._replace(locked_us=locked_us), account, was_locked_now=True)

    def lock(self, session: Session) -> None:
        """Lock a session now."""
        self.sessions.lock(session.session_id, self._now_us())

    def lend(self, session: Session, case_id: UUID, setting: str) -> UUID:
        """Lend the tablet to somebody who rates: until the session is unlocked it reaches nothing but that. The loan's id.

        Args:
            setting: What is to be rated; codes and ids only.
        """
        loan_id = self._loans.lend(session, case_id, setting, self._now_us())
        self.lock(session)
        return loan_id

    def loan_of(self, standing: Standing) -> TabletLoan | None:
        """The loan that a session is locked for; None = it is open, or locked without one."""
        return self._loans.of_session(standing.session) if standing.is_locked else None

    def finish_loan(self, loan: TabletLoan, rating_id: UUID) -> None:
        """Note that whoever rated is done, and what was recorded."""
        self._loans.finish(loan.loan_id, rating_id, self._now_us())

    def unlock(self, standing: Standing, secret: str, address: str | None) -> tuple[str, str]:
        """Unlock a session with its account's password or its own code; the id for its cookie, and which of them it was.

        Raises:
            TooManyError: Too many wrong ones came for the account, or from the address.
            WrongLogInError: It is neither, or the session is over after too many tries.
        """
        session, account = standing.session, standing.account
        self._limits.log_in_by_address.require_room(address)
        if not self.sessions.may_try(session.session_id):
            raise WrongLogInError("session")
        by_code = session.has_pin and self.sessions.pin_is(session.session_id, secret)
        if not by_code:
            self.by_password(account.name, secret, address)
        token = self.sessions.unlock(session.session_id, self._now_us())
        if token is None:
            raise WrongLogInError("session")
        return token, "code" if by_code else "password"

    def parked_on(self, device: str) -> list[Standing]:
        """Every session of a device that is not over, the latest used first."""
        found = (self.standing_of(session) for session in self.sessions.on_device(device))
        return [standing for standing in found if standing is not None]

    def of_account(self, account: Account) -> list[Session]:
        """Every session of an account that is not over, the latest used first."""
        found = (self.standing_of(session) for session in self.sessions.of_actor(account.board, self._actor(account)))
        return [standing.session for standing in found if standing is not None]

    def end_own(self, account: Account, session_id: UUID) -> None:
        """End one of an account's own sessions.

        Raises:
            NotFoundError: It has none of that id.
        """
        session = self.sessions.of_id(session_id)
        if session is None or (session.board, session.actor) != (account.board, self._actor(account)):
            raise NotFoundError("Inloggningen finns inte bland dina; den kan redan vara avslutad.")
        self.sessions.end(session_id)

    def set_code(self, session: Session, code: str) -> None:
        """Choose a code that unlocks a session, for as long as it lasts.

        Raises:
            InvalidValueError: It is not 6 to 12 digits, or the same digit all through, or digits in a row.
        """
        if re.fullmatch(rf"[0-9]{{{SHORTEST_CODE},{LONGEST_CODE}}}", code) is None:
            raise InvalidValueError(f"Koden ska ha {SHORTEST_CODE} till {LONGEST_CODE} siffror och inget annat.")
        if code in 2 * "01234567890123456789" or code in 2 * "98765432109876543210" or len(set(code)) == 1:
            raise InvalidValueError("Koden är för lätt att gissa: välj inte samma siffra rakt igenom eller siffror i följd.")
        self.sessions.set_pin(session.session_id, code)

    def begin_asking(self, provider: str, target: str) -> str:
        """Note that an identity provider is asked; what the browser keeps of it."""
        now_us = self._now_us()
        self._sweep(now_us)
        return self.sessions.begin_log_in(provider, target, now_us)

    def take_asked(self, token: str, provider: str) -> str | None:
        """Where somebody whom this provider was asked about was going, once; None = nobody was, or too long ago."""
        under_way = self.sessions.take_log_in(token)
        if under_way is None or under_way.provider != provider:
            return None
        return under_way.target if self._now_us() - under_way.begun_us <= LOG_IN_MINUTES * _MINUTE_US else None

    def _is_over(self, session: Session, now_us: int) -> bool:
        return (
            now_us - session.begun_us > 60 * _MINUTE_US * self._settings.session_hours
            or now_us - session.seen_us > _MINUTE_US * self._settings.session_idle_minutes
        )

    def _why_not(self, account: Account) -> str | None:
        if account.is_demo and self._settings.production:
            return "demo"
        return None if self._settings.password_log_in else "closed"

    def _account(self, session: Session) -> Account | None:
        # By its pseudonym: no name stands in the table of sessions.
        for account in self._accounts.all():
            if account.board == session.board and self._actor(account) == session.actor:
                may = not (account.is_demo and self._settings.production)
                return account if may and self._accounts.mark(account.name) == session.mark else None
        return None

    def _actor(self, account: Account) -> UUID:
        return self._runtime.board(account.board).access_log.pseudonym(f"konto:{account.name}")

    def _sweep(self, now_us: int) -> None:
        self.sessions.sweep(
            begun_before_us=now_us - 60 * _MINUTE_US * self._settings.session_hours,
            seen_before_us=now_us - _MINUTE_US * self._settings.session_idle_minutes,
            log_ins_before_us=now_us - LOG_IN_MINUTES * _MINUTE_US,
        )
