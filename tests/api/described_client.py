"""A client that knows what `/api/v1/openapi.json` of a running service says, and neither sends nor takes anything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import uuid4

import httpx2
import jsonschema_rs

DOCUMENT = "/api/v1/openapi.json"
EVERY_ANSWER_MAY_HAVE = {
    "content-type", "content-length", "date", "www-authenticate", "cache-control",
    "content-security-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy",
    "referrer-policy",
    "x-content-type-options", "x-frame-options",
}
"""Headers of HTTP itself (RFC 9110, 9111), and those that tell a browser to be careful: no API's description repeats them."""

TOLD_OF_EACH_WRITE = {"conflict", "not-allowed", "invalid-value"}
"""Refusals by the rules of the record, which differ from write to write."""


class NotDescribedError(AssertionError):
    """What was sent or answered is not what the document says."""


class Operation(NamedTuple):
    """One operation of the document, with its method and the template of its address."""

    name: str
    method: str
    path: str
    spec: Mapping[str, Any]

    def stream(self, given: Mapping[str, str]) -> str | None:
        """What is read or written in: whose id comes first in the address."""
        first = re.search(r"{(\w+)}", self.path)
        return None if first is None else given[first[1]]

    def parameters(self, where: str) -> dict[str, Mapping[str, Any]]:
        """The parameters in the path, the query or the headers, by name."""
        return {each["name"]: each for each in self.spec.get("parameters", []) if each["in"] == where}


class Answer(NamedTuple):
    """An answer that was described: its status, document, headers, bytes as they came; and the headers that it was asked with."""

    status: int
    document: Any
    headers: httpx2.Headers
    content: bytes
    asked_with: Mapping[str, str]

    @property
    def made(self) -> dict[str, str]:
        """Ids of what a write made."""
        return self.document["made"]

    def __getitem__(self, member: str) -> Any:
        return self.document[member]


class Description:
    """The document of a service, and the check of any value against one of its schemas."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._operations = {
            spec["operationId"]: Operation(spec["operationId"], method, path, spec)
            for path, methods in document["paths"].items() for method, spec in methods.items()
        }
        self._validators: dict[str, Any] = {}

    def operation(self, name: str) -> Operation:
        """The operation with an operationId."""
        if name not in self._operations:
            raise NotDescribedError(f"no operation is called {name}")
        return self._operations[name]

    def resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a node says, or what it refers to."""
        if "$ref" not in node:
            return node
        found: Any = self.document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return found

    def require(self, what: str, schema: Mapping[str, Any], value: Any) -> None:
        """Hold a value to a schema of the document.

        Raises:
            NotDescribedError: It does not fit; the message says where.
        """
        key = repr(schema)
        if key not in self._validators:
            whole = {"allOf": [schema], "components": self.document["components"]}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        faults = [
            f"{'/'.join(map(str, each.instance_path))}: {each.message}" for each in self._validators[key].iter_errors(value)
        ]
        if faults:
            raise NotDescribedError(f"{what}: {'; '.join(faults)}")

    def example(self, name: str, which: str | None = None) -> Any:
        """The body of an operation's example."""
        content = self.operation(name).spec["requestBody"]["content"]["application/json"]
        return content["example"] if which is None else content["examples"][which]["value"]


class DescribedClient:
    """Sends requests that the document describes, and takes only answers that it describes.

    Args:
        http: Where the service is, and who asks.
        description: What the service says of itself.
        clock: The simulated moment of the next write; asked only if the ledger's clock is simulated.
    """

    def __init__(self, http: httpx2.Client, description: Description, clock: Callable[[], datetime]) -> None:
        self._http = http
        self._description = description
        self._clock = clock
        self._etags: dict[str, str] = {}
        self.recorded: list[Answer] = []
        """Answers to writes that recorded something, in order."""
        self._simulated = self.read("ledger")["clock"] == "simulated"

    def described_by(self, description: Description) -> DescribedClient:
        """The same client of a service that says something else of itself."""
        return DescribedClient(self._http, description, self._clock)

    def read(self, name: str, *, headers: Mapping[str, str] | None = None, expect: int = 200, **given: Any) -> Answer:
        """Ask for what an operation reads; `given` are parameters of its path and its query.

        The version of a case that was read is the one that the next write in it says that it has seen.
        """
        answer = self._send(self._description.operation(name), given, headers or {}, None, expect)
        if answer.status == 200 and "case_id" in given and "known_at" not in given:
            self._etags[given["case_id"]] = answer.headers["ETag"]
        return answer

    def pages(self, name: str, **given: Any) -> Iterator[Answer]:
        """Every page of a reading, by its `next`."""
        page = self.read(name, **given)
        yield page
        while page["next"] is not None:
            request = self._http.build_request("GET", page["next"])
            page = self._checked(self._description.operation(name), self._http.send(request), 200, {})
            yield page

    def write(
        self, name: str, body: Any = None, *, headers: Mapping[str, str] | None = None, expect: int = 201, **path: str
    ) -> Answer:
        """Send a write with the headers that the document asks for; those that are given win.

        The version in If-Match is the one that this client was told of last, in the ETag of a reading or of a write.
        """
        operation = self._description.operation(name)
        filled = {**self._required_headers(operation, path), **(headers or {})}
        answer = self._send(operation, path, filled, body, expect)
        if answer.status in (409, 422):
            self._require_told(operation, answer)
        if answer.status in (200, 201) and "ETag" in operation.spec["responses"][str(answer.status)]["headers"]:
            self._etags[operation.stream(path) or answer["stream"]] = answer.headers["ETag"]
        if answer.status == 201:
            if untold := [member for member in answer.made if f"`{member}`" not in operation.spec["description"]]:
                raise NotDescribedError(f"{name}: made {untold}")
            self.recorded.append(answer)
        return answer

    @staticmethod
    def _require_told(operation: Operation, answer: Answer) -> None:
        refusal = answer["type"].rpartition(":")[2]
        if refusal in TOLD_OF_EACH_WRITE and f"{answer.status} {refusal}" not in operation.spec["description"]:
            raise NotDescribedError(f"{operation.name}: refuses with {refusal}, which its description does not tell")

    def _required_headers(self, operation: Operation, path: Mapping[str, str]) -> dict[str, str]:
        described = operation.parameters("header")
        makers = {
            "Idempotency-Key": lambda: str(uuid4()),
            "If-Match": lambda: self._etags[operation.stream(path)],
        }
        filled = {name: makers[name]() for name, each in described.items() if each["required"]}
        if self._simulated and "Aktspar-Simulated-Time" in described:
            filled["Aktspar-Simulated-Time"] = self._clock().isoformat()
        return filled

    def _send(
        self, operation: Operation, given: Mapping[str, Any], headers: Mapping[str, str], body: Any, expect: int
    ) -> Answer:
        in_path, in_query = operation.parameters("path"), operation.parameters("query")
        self._require_parameters(operation, {**in_path, **in_query}, given)
        self._require_parameters(operation, operation.parameters("header"), headers)
        self._require_body(operation, body)
        address = re.sub(r"{(\w+)}", lambda found: quote(str(given[found[1]]), safe=""), operation.path)
        query = {name: value for name, value in given.items() if name in in_query}
        content = {} if body is None else {"json": body}
        answer = self._http.request(operation.method.upper(), address, params=query, headers=dict(headers), **content)
        return self._checked(operation, answer, expect, headers)

    def _require_parameters(
        self, operation: Operation, described: Mapping[str, Mapping[str, Any]], given: Mapping[str, Any]
    ) -> None:
        unknown = given.keys() - described.keys()
        missing = {name for name, each in described.items() if each["required"]} - given.keys()
        if unknown or missing:
            raise NotDescribedError(f"{operation.name}: not described {sorted(unknown)}, not given {sorted(missing)}")
        for name, value in given.items():
            self._description.require(f"{operation.name}, {name}", described[name]["schema"], value)

    def _require_body(self, operation: Operation, body: Any) -> None:
        described = operation.spec.get("requestBody")
        if (body is None) == bool(described and described["required"]):
            raise NotDescribedError(f"{operation.name}: a body is given or missing against the description")
        if body is not None:
            self._description.require(operation.name, described["content"]["application/json"]["schema"], body)

    def _checked(
        self, operation: Operation, answer: httpx2.Response, expect: int, asked_with: Mapping[str, str]
    ) -> Answer:
        what = f"{operation.name} {answer.status_code}"
        if str(answer.status_code) not in operation.spec["responses"]:
            raise NotDescribedError(f"{what} is not described: {answer.text}")
        described = self._description.resolved(operation.spec["responses"][str(answer.status_code)])
        self._require_headers(what, described, answer.headers)
        document = self._document(what, described, answer)
        if answer.status_code != expect:
            raise AssertionError(f"{what}, not {expect}: {answer.text}")
        return Answer(answer.status_code, document, answer.headers, answer.content, asked_with)

    def _document(self, what: str, described: Mapping[str, Any], answer: httpx2.Response) -> Any:
        if "content" not in described:
            if answer.content:
                raise NotDescribedError(f"{what}: a body that is not described")
            return None
        media_type = answer.headers["Content-Type"].partition(";")[0]
        if media_type not in described["content"]:
            raise NotDescribedError(f"{what}: {media_type} is not described")
        document = answer.json()
        self._description.require(what, described["content"][media_type]["schema"], document)
        return document

    def _require_headers(self, what: str, described: Mapping[str, Any], headers: httpx2.Headers) -> None:
        named = {name.lower(): self._description.resolved(each) for name, each in described.get("headers", {}).items()}
        if missing := {name for name, each in named.items() if each.get("required")} - headers.keys():
            raise NotDescribedError(f"{what}: without the headers {sorted(missing)}")
        if unknown := headers.keys() - named.keys() - EVERY_ANSWER_MAY_HAVE:
            raise NotDescribedError(f"{what}: {sorted(unknown)} are not described")
        for name in named.keys() & headers.keys():
            self._description.require(f"{what}, {name}", named[name]["schema"], headers[name])
