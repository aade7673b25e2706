"""A tiny OpenID provider on this machine: it vouches for whomever it is told to, and lies as it is told to."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, SECRET, LEVEL = "aktspar", "secret-of-a-test", "http://id.example.se/loa/loa3"

Claims = dict[str, Any]


class TinyProvider:
    """What a provider knows.

    Args:
        now: Seconds since 1970 UTC, as its clock says.
    """

    def __init__(self, address: str, now: Callable[[], float]) -> None:
        self.issuer = address
        self.now = now
        self.key = RSAKey.generate_key(2048, {"kid": "first"})
        self.published = [self.key]
        self.person = {"sub": "6f1c", "employeeHsaId": "SE2120001-anna", "acr": LEVEL}
        self.change: Callable[[Claims], Claims] = lambda claims: claims
        """What it says instead of the truth."""
        self.sign: Callable[[Claims], str] = lambda claims: jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)
        self.userinfo: Claims = {}
        self.stated_issuer = address
        self.asked: dict[str, str] = {}
        self.tokens_asked = 0
        self._codes: dict[str, dict[str, str]] = {}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, with a code."""
        self.asked = asked
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"], "iss": self.issuer})

    def token(self, sent: dict[str, str], authorization: str) -> Claims | None:
        """The tokens of a code, once, to whoever knows the secret and the verifier; None = no."""
        self.tokens_asked += 1
        asked = self._codes.pop(sent["code"], None)
        secret = base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or authorization != f"Basic {secret}" or asked["code_challenge"] != challenge:
            return None
        if asked["code_challenge_method"] != "S256" or sent["redirect_uri"] != asked["redirect_uri"]:
            return None
        now = int(self.now())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.person}
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.sign(self.change(claims))}

    def discovery(self) -> Claims:
        """Where everything is."""
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys", "userinfo_endpoint": "me"}
        return {"issuer": self.stated_issuer, **{name: f"{self.issuer}/{path}" for name, path in ends.items()}}


@contextmanager
def tiny_provider(folder: Path, now: Callable[[], float]) -> Iterator[tuple[TinyProvider, Path]]:
    """A running provider, and the file of settings that names it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.provider = TinyProvider(f"http://127.0.0.1:{server.server_port}", now)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.provider, settings_file(folder, server.provider.issuer)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def settings_file(folder: Path, issuer: str, more: str = "") -> Path:
    """What AKTSPAR_OIDC_FILE names."""
    secret, path = folder / "oidc-secret", folder / "oidc.toml"
    secret.touch(mode=0o600)
    secret.write_text(SECRET + "\n")
    path.write_text(
        f'[[provider]]\nname = "kommunen"\nlabel = "tjänstekort"\nissuer = "{issuer}"\nclient_id = "{CLIENT_ID}"\n'
        f'client_secret_file = "{secret}"\nassurance_levels = ["{LEVEL}"]\n{more}'
    )
    return path


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        provider, parts = self.server.provider, urlsplit(self.path)
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", provider.authorize({name: each[0] for name, each in parse_qs(parts.query).items()}))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif parts.path == "/keys":
            self._say({"keys": [key.as_dict(private=False) for key in provider.published]})
        elif parts.path == "/me":
            self._say(provider.userinfo)
        else:
            self._say(provider.discovery())

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        answer = self.server.provider.token(
            {name: each[0] for name, each in sent.items()}, self.headers.get("Authorization", "")
        )
        self._say(answer or {"error": "invalid_grant"}, 200 if answer else 400)

    def log_message(self, *arguments: object) -> None:
        """Nothing is told."""

    def _say(self, document: Claims, status: int = 200) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
