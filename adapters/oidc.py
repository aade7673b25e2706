"""Identity providers (sv. *identitetsleverantörer*) that vouch for who logs in, by OpenID Connect: code flow with PKCE and nonce.

Source: OpenID Connect Core 1.0, 3.1; OpenID Connect Discovery 1.0, 4; RFC 7636 (PKCE); RFC 9207 (issuer in the answer);
RFC 9700 (security). What a provider says counts only when it is signed by its keys, for us, for this log-in, now, and at an
assurance level (sv. *tillitsnivå*) that we take.
"""

from __future__ import annotations

import hmac
import threading
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import Field, ValidationError, field_validator

from adapters.errors import CannotRunError, NotVouchedError
from adapters.sessions import keyed
from domain.base import Immutable

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_TIMEOUT_SECONDS = 5.0
_KEPT_SECONDS = 3600.0
_REFETCH_SECONDS = 10.0
"""How often keys are asked for anew at most, when a token is signed by one that is not known."""


class ProviderSettings(Immutable):
    """One identity provider, as the file of `AKTSPAR_OIDC_FILE` names it.

    Args:
        name: In addresses: a–z, 0–9 and hyphen.
        label: On the button, in Swedish.
        assurance_levels: The values of `acr` that are taken; at least one.
        subject_claim: Which claim holds what the municipality's directory calls the person.
        clock_skew_seconds: How much its clock may differ from ours, 0 to 120.
    """

    name: str = Field(pattern=r"^[a-z0-9-]{1,32}$")
    label: str = Field(min_length=1, max_length=80)
    issuer: str
    client_id: str = Field(min_length=1)
    client_secret_file: Path
    assurance_levels: tuple[str, ...] = Field(min_length=1)
    subject_claim: str = "employeeHsaId"
    scopes: tuple[str, ...] = ("openid",)
    algorithms: tuple[Literal["RS256", "PS256", "ES256", "EdDSA"], ...] = ("RS256", "PS256", "ES256")
    clock_skew_seconds: int = Field(default=60, ge=0, le=120)

    @field_validator("issuer")
    @classmethod
    def _over_tls(cls, value: str) -> str:
        _require_safe(value)
        return value


class Vouched(NamedTuple):
    """Whom a provider vouches for: what the directory calls them, and at which assurance level."""

    directory_id: str
    assurance_level: str


class IdentityProvider:
    """One identity provider. Thread-safe.

    Args:
        clock: Seconds since 1970 UTC.
    """

    def __init__(self, settings: ProviderSettings, clock: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self._secret = _secret(settings.client_secret_file)
        self._clock = clock
        self._lock = threading.Lock()
        self._found: tuple[float, Mapping[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def address_to_ask(self, token: str, redirect_uri: str) -> str:
        """Where the browser is sent.

        Args:
            token: What the browser keeps of this log-in; state, nonce and verifier follow from it.

        Raises:
            NotVouchedError: The provider does not answer as it should.
        """
        endpoint = self._endpoint("authorization_endpoint")
        with self._client(redirect_uri) as client:
            address, _ = client.create_authorization_url(
                endpoint, state=keyed(token, "state"), nonce=keyed(token, "nonce"), code_verifier=keyed(token, "verifier"),
                acr_values=" ".join(self.settings.assurance_levels),
                # Whoever used the tablet last must not log in the next one.
                prompt="login",
            )
        return address

    def answer(self, token: str, answered: Mapping[str, str], redirect_uri: str) -> Vouched:
        """Whom the provider vouches for.

        Args:
            token: As in `address_to_ask`.
            answered: The members of the address that the browser came back to.

        Raises:
            NotVouchedError: It does not, or it cannot be relied on.
        """
        if not hmac.compare_digest(answered.get("state", "").encode(), keyed(token, "state").encode()):
            raise NotVouchedError("token", "Inloggningen hör inte till den här webbläsaren. Börja om från inloggningssidan.")
        if answered.get("iss", self.settings.issuer) != self.settings.issuer:
            raise NotVouchedError("token", "Svaret kom från en annan identitetsleverantör. Börja om från inloggningssidan.")
        if "error" in answered or not answered.get("code"):
            raise NotVouchedError("denied", "Identitetsleverantören släppte inte in dig. Försök igen, eller kontakta IT.")
        claims, access_token = self._claims(token, answered["code"], redirect_uri)
        level = claims.get("acr")
        if level not in self.settings.assurance_levels:
            raise NotVouchedError(
                "assurance", "Inloggningen har för låg tillitsnivå. Logga in med tjänstekort eller annan e-legitimation som ger"
                " den nivå som nämnden kräver."
            )
        directory_id = self._directory_id(claims, access_token)
        return Vouched(directory_id, level)

    def _claims(self, token: str, code: str, redirect_uri: str) -> tuple[CodeIDToken, str]:
        try:
            with self._client(redirect_uri) as client:
                answer = client.fetch_token(
                    self._endpoint("token_endpoint"), grant_type="authorization_code", code=code,
                    code_verifier=keyed(token, "verifier"),
                )
        except (OAuthError, httpx2.HTTPError, ValueError) as error:
            raise _unreliable("token") from error
        access_token = str(answer.get("access_token", ""))
        try:
            decoded = self._decoded(str(answer.get("id_token", "")))
            us = self.settings.client_id
            must_be = {"iss": {"essential": True, "value": self.settings.issuer}, "aud": {"essential": True, "value": us}}
            about = {"nonce": keyed(token, "nonce"), "client_id": us, "access_token": access_token}
            claims = CodeIDToken(decoded.claims, decoded.header, must_be, about)
            claims.validate(now=int(self._clock()), leeway=self.settings.clock_skew_seconds)
        except (JoseError, ValueError, TypeError) as error:
            raise _unreliable("token") from error
        return claims, access_token

    def _decoded(self, id_token: str) -> jwt.Token:
        try:
            return jwt.decode(id_token, self._key_set(), algorithms=list(self.settings.algorithms))
        except (JoseError, ValueError):
            # Perhaps signed by a key that came into use since.
            return jwt.decode(id_token, self._key_set(anew=True), algorithms=list(self.settings.algorithms))

    def _directory_id(self, claims: Mapping[str, Any], access_token: str) -> str:
        found = claims.get(self.settings.subject_claim)
        if found is None and "userinfo_endpoint" in self._discovered():
            told = self._fetched(self._endpoint("userinfo_endpoint"), {"Authorization": f"Bearer {access_token}"})
            found = told.get(self.settings.subject_claim) if told.get("sub") == claims["sub"] else None
        if not isinstance(found, str) or not found:
            raise NotVouchedError("token", "Identitetsleverantören säger inte vem i katalogen du är. Kontakta IT.")
        return found

    def _client(self, redirect_uri: str) -> OAuth2Client:
        return OAuth2Client(
            self.settings.client_id, self._secret, scope=" ".join(self.settings.scopes), redirect_uri=redirect_uri,
            code_challenge_method="S256", timeout=_TIMEOUT_SECONDS,
        )

    def _endpoint(self, name: str) -> str:
        address = self._discovered().get(name)
        try:
            return _require_safe(address)
        except ValueError as error:
            raise _unreliable("provider") from error

    def _discovered(self) -> Mapping[str, Any]:
        with self._lock:
            if self._found is None or time.monotonic() - self._found[0] > _KEPT_SECONDS:
                document = self._fetched(self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
                if document.get("issuer") != self.settings.issuer:
                    raise _unreliable("provider")
                self._found = (time.monotonic(), document)
            return self._found[1]

    def _key_set(self, *, anew: bool = False) -> KeySet:
        address = self._endpoint("jwks_uri")
        with self._lock:
            age = None if self._keys is None else time.monotonic() - self._keys[0]
            if age is None or age > (_REFETCH_SECONDS if anew else _KEPT_SECONDS):
                self._keys = (time.monotonic(), KeySet.import_key_set(self._fetched(address)))
            return self._keys[1]

    def _fetched(self, address: str, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        try:
            answer = httpx2.get(address, headers=headers, timeout=_TIMEOUT_SECONDS).raise_for_status().json()
        except (httpx2.HTTPError, ValueError) as error:
            raise _unreliable("provider") from error
        if not isinstance(answer, dict):
            raise _unreliable("provider")
        return answer


def read_providers(path: Path | None) -> dict[str, IdentityProvider]:
    """The providers of a file, by name; none without one.

    Raises:
        CannotRunError: The file cannot be read, or what it says cannot be used; the message names the member, never a value.
    """
    if path is None:
        return {}
    try:
        document = tomllib.loads(path.read_text("utf-8"))
        each = [ProviderSettings.model_validate(row, strict=False) for row in document.get("provider", [])]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise CannotRunError(f"Filen {path} i AKTSPAR_OIDC_FILE kan inte läsas som TOML; se docs/login.md.") from None
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors(include_input=False, include_url=False)[0]["loc"])
        raise CannotRunError(f"AKTSPAR_OIDC_FILE: {where} går inte att använda; se docs/login.md.") from None
    if len({provider.name for provider in each}) < len(each) or not each:
        raise CannotRunError("AKTSPAR_OIDC_FILE: ange minst en [[provider]], var och en med ett eget name.")
    return {provider.name: IdentityProvider(provider) for provider in each}


def _require_safe(address: object) -> str:
    parts = urlsplit(address if isinstance(address, str) else "")
    # Without TLS only on this machine, as in a test.
    if not parts.hostname or parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("an address over TLS is needed")
    return str(address)


def _secret(path: Path) -> str:
    try:
        if path.stat().st_mode & 0o077:
            raise CannotRunError(f"Hemligheten {path} är öppen för andra; kör chmod 600 på den.")
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise CannotRunError(f"Hemligheten {path} i AKTSPAR_OIDC_FILE kan inte läsas.") from None


def _unreliable(kind: str) -> NotVouchedError:
    return NotVouchedError(
        kind, "Det går inte att lita på identitetsleverantörens svar. Försök igen; kontakta IT om felet står kvar."
        if kind == "token" else "Identitetsleverantören svarar inte som den ska. Försök igen om en stund, eller kontakta IT."
    )
