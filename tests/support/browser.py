"""A browser as far as log-in goes: it keeps cookies, states where a form came from, and fills in the forms that it is shown."""

from __future__ import annotations

import re
import ssl
from typing import Any

import httpx2

PAGE = {"Accept": "text/html,application/xhtml+xml", "Sec-Fetch-Mode": "navigate"}

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients that ask without TLS: one of their own would read every certificate authority there is, each time."""


class Browser:
    """One device; without redirects, so that each step is seen.

    Args:
        address: Of the service, with its last slash.
    """

    def __init__(self, address: str) -> None:
        self.client = httpx2.Client(base_url=address, headers=PAGE, timeout=30.0, verify=NO_TLS)

    def close(self) -> None:
        """Close its connections."""
        self.client.close()

    def get(self, path: str) -> Any:
        """Go to an address."""
        return self.client.get(path)

    def send(self, page: Any, action: str, **fields: str) -> Any:
        """Send a form of a page, with the token that the page gave."""
        return self.post(action, csrf=csrf_of(page), **fields)

    def post(self, action: str, headers: dict[str, str] | None = None, **fields: str) -> Any:
        """Send a form from a page of the same site, unless the headers say otherwise."""
        return self.client.post(action, data=fields, headers={"Sec-Fetch-Site": "same-origin", **(headers or {})})

    def log_in(self, name: str, password: str, target: str = "/") -> Any:
        """Fill in the page to log in on."""
        return self.send(self.get("/login"), "/login", name=name, password=password, next=target)

    def session(self) -> str | None:
        """What the session's cookie holds."""
        return next((value for name, value in self.client.cookies.items() if name.endswith("aktspar")), None)


def csrf_of(page: Any) -> str:
    """The token of a page's forms."""
    return re.search(r'name="csrf" value="([^"]+)"', page.text)[1]


def unlock_action(page: Any) -> str:
    """Where the form of a lock's page is sent."""
    return re.search(r'action="(/unlock/[^"]+)"', page.text)[1]
