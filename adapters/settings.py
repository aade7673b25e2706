"""What the environment says: where the data lie, which server, which keys."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from adapters.errors import CannotRunError


class Settings(BaseSettings):
    """The environment's settings; an empty variable counts as missing. Connection strings and keys stay out of its repr."""

    # Unknown AKTSPAR_* names belong to other versions; only these are read.
    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True, extra="ignore", validate_default=True)

    data_dir: Annotated[Path, NoDecode] = Field(default=Path(), validation_alias="AKTSPAR_DATA")
    """The embedded server's data directory (default: the platform's user data directory)."""

    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL", repr=False)
    """A PostgreSQL of one's own; None = the embedded server."""

    keys_url: str | None = Field(default=None, validation_alias="AKTSPAR_KEYS_URL", repr=False)
    """The key database beside `database_url`."""

    kek_file: Path | None = Field(default=None, validation_alias="AKTSPAR_KEK_FILE")
    """The file with the key-encryption key."""

    kek: str | None = Field(default=None, validation_alias="AKTSPAR_KEK", repr=False)
    """The key-encryption key itself, in base64, where there is no file."""

    signer_key_file: Path | None = Field(default=None, validation_alias="AKTSPAR_SIGNER_KEY_FILE")
    """The private key that signs checkpoints."""

    witness_policy: Path | None = Field(default=None, validation_alias="AKTSPAR_WITNESS_POLICY")
    """Which witnesses sign checkpoints, and how many must; None = none is asked."""

    access_log_seconds: float = Field(default=5.0, gt=0, le=60, validation_alias="AKTSPAR_ACCESS_LOG_SECONDS")
    """How long the access log may take to write one record; an answer that would wait longer is refused."""

    key_silence_seconds: float = Field(default=60.0, ge=1, le=3600, validation_alias="AKTSPAR_KEY_SILENCE_SECONDS")
    """How long keys in memory are used while the key database does not answer: a key destroyed meanwhile lives no longer."""

    production: bool = Field(default=False, validation_alias="AKTSPAR_PRODUCTION")
    """Whether this is used in earnest: then nobody logs in with a demo's log-in, and only over TLS."""

    origin_host: str = Field(default="localhost", validation_alias="AKTSPAR_ORIGIN_HOST")
    """The host in a new ledger's origin, which is fixed when the ledger is created."""

    metrics_token: str | None = Field(default=None, validation_alias="AKTSPAR_METRICS_TOKEN", repr=False)
    """What whoever reads /metrics from another machine sends as a bearer token; None = only this machine may."""

    public_url: str | None = Field(default=None, validation_alias="AKTSPAR_PUBLIC_URL")
    """The address that browsers reach the service by; in production over TLS. None = the one that it listens on."""

    lock_minutes: int = Field(default=10, ge=1, le=60, validation_alias="AKTSPAR_LOCK_MINUTES")
    """How long an open session may be left alone before it is locked."""

    session_idle_minutes: int = Field(default=240, ge=1, le=1440, validation_alias="AKTSPAR_SESSION_IDLE_MINUTES")
    """How long a session, locked or not, may be left alone before it is over."""

    session_hours: int = Field(default=12, ge=1, le=24, validation_alias="AKTSPAR_SESSION_HOURS")
    """How long a session lasts however it is used. Source: NIST SP 800-63B rev. 4, 2.2.3 (at most 24 hours at AAL2)."""

    accessibility_contact: str | None = Field(default=None, validation_alias="AKTSPAR_ACCESSIBILITY_CONTACT", max_length=200)
    """Whom to tell of what is hard to use, for the accessibility statement: an address or a telephone number; None = nobody."""

    oidc_file: Path | None = Field(default=None, validation_alias="AKTSPAR_OIDC_FILE")
    """Which identity providers let people in; None = none."""

    password_log_in: bool = Field(default=True, validation_alias="AKTSPAR_PASSWORD_LOG_IN")
    """Whether accounts may log in with a password; off where an identity provider vouches for everybody."""

    scim_token: str | None = Field(default=None, validation_alias="AKTSPAR_SCIM_TOKEN", repr=False, min_length=32)
    """What the municipality's directory sends as a bearer token to /scim/v2; None = it may not."""

    scim_board: str | None = Field(default=None, validation_alias="AKTSPAR_SCIM_BOARD")
    """Whose accounts it manages, by the board's slug; None = the only board there is."""

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return Path(os.path.abspath((value if value != Path() else default_data_dir()).expanduser()))

    @field_validator("kek_file", "signer_key_file", "witness_policy", "oidc_file")
    @classmethod
    def _home_expanded(cls, value: Path | None) -> Path | None:
        return None if value is None else value.expanduser()

    @field_validator("origin_host")
    @classmethod
    def _host_name(cls, value: str) -> str:
        if re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", value) is None:
            raise ValueError("ange ett värdnamn med små bokstäver a-z, siffror, punkt och bindestreck")
        return value

    @field_validator("public_url")
    @classmethod
    def _origin(cls, value: str | None) -> str | None:
        if value is not None and re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?/?", value) is None:
            raise ValueError("ange https:// och värdnamnet med små bokstäver, utan sökväg, till exempel https://aktspar.kommunen.se")
        return None if value is None else value.rstrip("/")

    @model_validator(mode="after")
    def _one_key(self) -> Settings:
        if self.kek is not None and self.kek_file is not None:
            raise ValueError("AKTSPAR_KEK och AKTSPAR_KEK_FILE är båda satta; ta bort den ena")
        return self


def load_settings(*, data_dir: Path | None = None) -> Settings:
    """Read the environment.

    Args:
        data_dir: From `--data`; wins over AKTSPAR_DATA.

    Raises:
        CannotRunError: A value is not usable, or two contradict each other; the message names the variable, never the value.
    """
    try:
        return Settings(**({} if data_dir is None else {"AKTSPAR_DATA": data_dir}))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        what = str(first["msg"]).removeprefix("Value error, ")
        raise CannotRunError(f"Inställningen {where} går inte att använda; {what}." if where else f"{what}.") from None
    except RuntimeError as error:
        # expanduser and Path.home, where the user has no entry and HOME is not set.
        raise CannotRunError("Hemmappen är okänd; ange datakatalogen med --data eller AKTSPAR_DATA.") from error


def default_data_dir() -> Path:
    """The platform's folder for a user's data."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "aktspar"
    stated = Path(os.environ.get("XDG_DATA_HOME", ""))
    # The XDG base directory specification: a relative path is to be ignored.
    return (stated if stated.is_absolute() else Path.home() / ".local" / "share") / "aktspar"
