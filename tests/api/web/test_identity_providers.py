"""Log-in at an identity provider: the whole way there and back, and everything that must not let anybody in."""

from __future__ import annotations

import base64
import hmac
import json
import time
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from adapters.accounts import Accounts
from adapters.errors import CannotRunError
from adapters.oidc import read_providers
from tests.api.conftest import PASSWORD, MemoryLog, access_records, new_board, served
from tests.api.writing import accounts_of
from tests.support.browser import Browser
from tests.support.identity_provider import CLIENT_ID, LEVEL, settings_file, tiny_provider

UNITS = "/api/v1/units"
ANNA, BO = "SE2120001-anna", "SE2120001-bo"


class Place:
    """A provider, a service that relies on it, one browser, and the access log."""

    def __init__(self, provider, browser, board, address):
        self.provider, self.browser, self.board, self.address = provider, browser, board, address

    def there(self, target="/sessions"):
        """To the provider and as far as it sends the browser back: the address."""
        asked = self.browser.get(f"/login/kommunen?next={target}")
        assert asked.status_code == 303, asked.text
        return httpx2.get(asked.headers["location"]).headers["location"]

    def back(self, address):
        parts = urlsplit(address)
        return self.browser.get(f"{parts.path}?{parts.query}")

    def acts(self):
        return [
            (each.caller, each.session_act, each.factor, each.refusal, each.name_tried) for each in access_records(self.board)
            if each.TYPE == "access.session_changed"
        ]

    def is_in(self):
        return self.browser.client.get(UNITS, headers={"Accept": "application/json"}).status_code == 200


@pytest.fixture
def place(runtime, tmp_path):
    with tiny_provider(tmp_path, time.time) as (provider, file):
        runtime.settings = runtime.settings.model_copy(update={"oidc_file": file})
        board = new_board(runtime)
        accounts_of(tmp_path, board, [("anna", "chef", None), ("bo", "behandlare", None)])
        path = tmp_path / "accounts.json"
        document = json.loads(path.read_text())
        for account, directory_id in zip(document["accounts"], (ANNA, BO), strict=True):
            account["directory_id"] = directory_id
        path.write_text(json.dumps(document))
        with served(runtime, Accounts(path), MemoryLog()) as address:
            browser = Browser(address)
            try:
                yield Place(provider, browser, board, address)
            finally:
                browser.close()


def test_whoever_the_provider_vouches_for_is_in_as_the_account_of_their_directory_id(place):
    assert "Logga in med tjänstekort" in place.browser.get("/login").text
    answer = place.back(place.there())
    assert (answer.status_code, answer.headers["location"]) == (303, "/sessions")
    assert "anna" in place.browser.get("/sessions").text
    assert place.acts() == [("konto:anna", "log_in", "oidc:kommunen", None, None)]
    asked = place.provider.asked
    assert (asked["response_type"], asked["code_challenge_method"], asked["prompt"]) == ("code", "S256", "login")
    assert asked["acr_values"] == LEVEL and asked["scope"] == "openid"


def test_a_claim_that_only_the_users_information_holds_counts_when_it_is_of_the_same_person(place):
    del place.provider.person["employeeHsaId"]
    place.provider.userinfo = {"sub": "another", "employeeHsaId": ANNA}
    assert place.back(place.there()).status_code == 403 and not place.is_in()
    place.provider.userinfo = {"sub": "6f1c", "employeeHsaId": ANNA}
    assert place.back(place.there()).status_code == 303 and place.is_in()


def test_too_low_an_assurance_level_is_refused_and_says_what_is_needed(place):
    for level in ("http://id.example.se/loa/loa2", None, [LEVEL], LEVEL + "0"):
        place.provider.person["acr"] = level
        answer = place.back(place.there())
        assert answer.status_code == 403 and "för låg tillitsnivå" in answer.text and not place.is_in()
    assert {act[1:4] for act in place.acts()} == {("log_in", "oidc:kommunen", "assurance")}


def test_somebody_without_an_account_is_refused_and_logged(place):
    place.provider.person["employeeHsaId"] = "SE2120001-cecilia"
    answer = place.back(place.there())
    assert answer.status_code == 403 and "du har inget konto" in answer.text and not place.is_in()
    assert place.acts() == [("okänd", "log_in", "oidc:kommunen", "unknown_subject", "SE2120001-cecilia")]
    assert "cecilia" not in answer.text


def altered(**claims):
    return lambda provider: setattr(provider, "change", lambda said: {**said, **claims})


def without(name):
    return lambda provider: setattr(provider, "change", lambda said: {key: each for key, each in said.items() if key != name})


def at(seconds):
    def change(provider):
        provider.change = lambda said: {**said, "iat": said["iat"] + seconds, "exp": said["exp"] + seconds}
    return change


def encoded(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def unsigned(provider):
    def sign(claims):
        return ".".join([*(encoded(json.dumps(each).encode()) for each in ({"alg": "none"}, claims)), ""])
    provider.sign = sign


def by_another_key(provider):
    other = RSAKey.generate_key(2048, {"kid": "first"})
    provider.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "first"}, claims, other)


def by_the_public_key_as_a_secret(provider):
    def sign(claims):
        text = ".".join(encoded(json.dumps(each).encode()) for each in ({"alg": "HS256", "kid": "first"}, claims))
        return f"{text}.{encoded(hmac.digest(provider.key.as_pem(private=False), text.encode(), 'sha256'))}"
    provider.sign = sign


LIES = {
    "another nonce": altered(nonce="x"), "no nonce": without("nonce"), "another issuer": altered(iss="https://annan.example"),
    "another audience": altered(aud="annan"), "no audience": without("aud"), "no expiry": without("exp"),
    "two audiences, to another": altered(aud=[CLIENT_ID, "annan"], azp="annan"),
    "expired": at(-300 - 61), "from tomorrow": at(86_400),
    "unsigned": unsigned, "another key": by_another_key, "the public key as a secret": by_the_public_key_as_a_secret,
    "no token": lambda provider: setattr(provider, "sign", lambda claims: ""),
    "no directory id": without("employeeHsaId"), "an empty one": altered(employeeHsaId=""),
    "a list of them": altered(employeeHsaId=[ANNA]),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_a_provider_says_does_not_count_when_it_is_not_signed_for_us_for_this_log_in_and_now(place, lie):
    LIES[lie](place.provider)
    answer = place.back(place.there())
    assert answer.status_code == 403 and not place.is_in()
    assert place.acts()[-1][2:4] == ("oidc:kommunen", "token")


@pytest.mark.parametrize("seconds", [-300 - 55, 55])
def test_a_clock_that_is_a_little_wrong_is_borne(place, seconds):
    at(seconds)(place.provider)
    assert place.back(place.there()).status_code == 303 and place.is_in()


def test_another_state_another_issuer_in_the_answer_a_refusal_and_no_code_let_nobody_in(place):
    for wrong in ("state=annat", "iss=https%3A%2F%2Fannan.example", "error=access_denied", "code="):
        name = wrong.partition("=")[0]
        address = place.there()
        members = {key: each[0] for key, each in parse_qs(urlsplit(address).query).items() if key != name}
        asked_before = place.provider.tokens_asked
        answer = place.browser.get("/login/kommunen/callback?" + str(httpx2.QueryParams(members)) + "&" + wrong)
        assert answer.status_code == 403 and not place.is_in(), wrong
        assert place.provider.tokens_asked == asked_before, "the code is not even tried"


def test_an_answer_counts_once_and_in_the_browser_that_asked_only(place):
    address = place.there()
    thief = Browser(place.address)
    try:
        parts = urlsplit(address)
        assert thief.get(f"{parts.path}?{parts.query}").status_code == 403
    finally:
        thief.close()
    asking = place.browser.client.cookies["aktspar-asking"]
    assert place.back(address).status_code == 303
    token = place.browser.session()
    place.browser.client.cookies.set("aktspar-asking", asking)
    again = place.back(address)
    assert again.status_code == 403 and "redan använd" in again.text
    assert place.browser.session() == token


def test_a_code_that_was_stolen_into_another_log_in_is_useless(place):
    stolen = {key: each[0] for key, each in parse_qs(urlsplit(place.there()).query).items()}
    own = {key: each[0] for key, each in parse_qs(urlsplit(place.there()).query).items()}
    answer = place.browser.get("/login/kommunen/callback?" + str(httpx2.QueryParams({**own, "code": stolen["code"]})))
    assert answer.status_code == 403 and not place.is_in()


def test_keys_that_are_exchanged_are_found_and_those_that_are_gone_are_not_taken(place, monkeypatch):
    assert place.back(place.there()).status_code == 303
    monkeypatch.setattr("adapters.oidc._REFETCH_SECONDS", 0.0)
    place.provider.key = RSAKey.generate_key(2048, {"kid": "second"})
    place.provider.published = [place.provider.key]
    assert place.back(place.there()).status_code == 303
    assert place.is_in()
    old = RSAKey.generate_key(2048, {"kid": "first"})
    place.provider.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "first"}, claims, old)
    assert place.back(place.there()).status_code == 403


def test_a_provider_that_says_it_is_another_or_is_gone_is_not_asked(place):
    place.provider.stated_issuer = "https://annan.example"
    answer = place.browser.get("/login/kommunen")
    assert answer.status_code == 503 and "svarar inte som den ska" in answer.text
    assert place.browser.get("/login/annan").status_code == 404


def test_a_session_is_unlocked_at_the_provider_and_by_the_same_person_only(place):
    place.back(place.there())
    first = place.browser.session()
    place.browser.send(place.browser.get("/sessions"), "/lock")
    page = place.browser.get("/lock")
    assert "Lås upp med tjänstekort" in page.text and 'type="password"' not in page.text
    place.provider.person["employeeHsaId"] = BO
    place.back(place.there())
    assert "bo (" in place.browser.get("/sessions").text.replace('<span class="aktspar-who__role">', "")
    place.browser.send(place.browser.get("/sessions"), "/lock", then="switch")
    place.provider.person["employeeHsaId"] = ANNA
    place.back(place.there())
    page = place.browser.get("/sessions").text
    assert page.count("Den här enheten") == 1 and place.browser.session() != first
    assert PASSWORD not in page


def test_settings_that_cannot_be_used_are_refused_without_their_values(tmp_path):
    assert read_providers(None) == {}
    good = settings_file(tmp_path, "https://idp.example.se").read_text()
    path = tmp_path / "prov.toml"
    faults = {
        "inte = [": "kan inte läsas", "": "ange minst en", good + good: "ett eget name",
        good.replace("https://", "http://"): "issuer", good.replace(f'["{LEVEL}"]', "[]"): "assurance_levels",
        good + "clock_skew_seconds = 121\n": "clock_skew_seconds", good + "clock_skew_seconds = -1\n": "clock_skew_seconds",
        good + 'algorithms = ["none"]\n': "algorithms", good.replace("kommunen", "Kommun Ett"): "name",
        good.replace("oidc-secret", "finns-inte"): "kan inte läsas",
    }
    for text, fault in faults.items():
        path.write_text(text)
        with pytest.raises(CannotRunError, match=fault):
            read_providers(path)
    for seconds in (0, 120):
        path.write_text(good + f"clock_skew_seconds = {seconds}\n")
        assert read_providers(path)["kommunen"].settings.clock_skew_seconds == seconds
    (tmp_path / "oidc-secret").chmod(0o644)
    with pytest.raises(CannotRunError, match="öppen för andra"):
        read_providers(path)
    with pytest.raises(CannotRunError, match="kan inte läsas"):
        read_providers(tmp_path / "finns-inte.toml")
