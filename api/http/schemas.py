"""The schemas of bodies for the OpenAPI document: coded words with their Swedish words, shared parts in one place."""

from __future__ import annotations

from itertools import chain
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from api.access import MAY_STATE, PURPOSE_HEADER, REASON_HEADER
from domain.codes import Code

_REFERENCE = "#/components/schemas/{model}"


class _WithSwedishWords(GenerateJsonSchema):
    """Coded words say what they are called in Swedish."""

    def enum_schema(self, schema: Any) -> dict[str, Any]:
        """An enumeration; that of a code list lists its words too."""
        document = super().enum_schema(schema)
        kind = schema["cls"]
        if issubclass(kind, Code):
            document["description"] = "; ".join(f"{member.value} = {member.swedish}" for member in kind)
        return document


def body_schema(model: type[BaseModel]) -> dict[str, str]:
    """A reference to a body's schema, which `with_bodies` puts in place."""
    return {"$ref": _REFERENCE.format(model=model.__name__)}


def with_bodies(document: dict[str, Any], models: list[type[BaseModel]]) -> dict[str, Any]:
    """The OpenAPI document with the schemas of these bodies, and of all that they are made of."""
    mode: JsonSchemaMode = "validation"
    references, schemas = models_json_schema(
        [(model, mode) for model in models], ref_template=_REFERENCE, schema_generator=_WithSwedishWords
    )
    components = document.setdefault("components", {}).setdefault("schemas", {})
    components.update(schemas.get("$defs", {}))
    for model in models:
        # A model whose name another one shares has a longer name among the schemas.
        components.setdefault(model.__name__, references[model, mode])
    return document


def with_shared_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with each answer that is a problem as a reference: it is the same one at every address."""
    shared = document.setdefault("components", {}).setdefault("responses", {})
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    shared["Problem"] = answer
                    operation["responses"][status] = {"$ref": "#/components/responses/Problem"}
    return document


def header_parameter(
    name: str, schema: dict[str, Any], *, required: bool, description: str, example: str | None = None
) -> dict[str, Any]:
    """A header that a route reads by itself."""
    parameter = {"name": name, "in": "header", "required": required, "schema": schema, "description": description}
    return parameter if example is None else {**parameter, "example": example}


def purpose_parameters() -> list[dict[str, Any]]:
    """The headers with which somebody without a relation to the case says why they need it."""
    purposes = sorted({each.value for each in chain(*MAY_STATE.values())})
    return [
        header_parameter(
            PURPOSE_HEADER, {"type": "string", "enum": purposes}, required=False,
            description="Varför, när du inte har någon del i ärendet; skrivs i åtkomstloggen.",
        ),
        header_parameter(
            REASON_HEADER, {"type": "string", "maxLength": 2000}, required=False,
            description="Skälet i ord, procentkodat (UTF-8); anges tillsammans med " + PURPOSE_HEADER + ".",
        ),
    ]
