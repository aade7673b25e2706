"""The schemas of bodies for the OpenAPI document: coded words with their Swedish words, shared parts in one place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from api.access import PURPOSE_HEADER, REASON_HEADER
from api.access_matrix import MAY_STATE
from api.writes.write import Write
from domain.codes import Code
from projections.words import FIELD_LABELS, TEXT_LABELS

_WORDS = "x-words"
_REFERENCE = "#/components/schemas/{model}"


class _WithSwedishWords(GenerateJsonSchema):
    """Members and coded words say what they are called in Swedish; a time of day is a local one, which `time` is not."""

    def get_title_from_name(self, name: str) -> str:
        """A member's title: its label in the views, if it has one."""
        return FIELD_LABELS.get(name) or TEXT_LABELS.get(name) or super().get_title_from_name(name)

    def time_schema(self, schema: Any) -> dict[str, Any]:
        """A time of day without an offset. Source: RFC 3339 5.6, whose full-time asks for one."""
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$", "description": "Svensk tid: HH:MM."}

    def enum_schema(self, schema: Any) -> dict[str, Any]:
        """An enumeration; that of a code list lists its words too."""
        document = super().enum_schema(schema)
        kind = schema["cls"]
        if issubclass(kind, Code):
            document[_WORDS] = "; ".join(f"{member.value} = {member.swedish}" for member in kind)
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
    for schema in components.values():
        # Put last: the list's own docstring takes the place of any description that is made before it.
        if _WORDS in schema:
            schema["description"] = f"{schema['description']} {schema.pop(_WORDS)}."
    for model in models:
        # A model whose name another one shares has a longer name among the schemas.
        components.setdefault(model.__name__, references[model, mode])
    return document


def with_examples(document: dict[str, Any], prefix: str, writes: Iterable[Write]) -> dict[str, Any]:
    """The OpenAPI document with each write's examples; the framework would leave out their members that are null."""
    for write in writes:
        content = document["paths"][prefix + write.path]["post"]["requestBody"]["content"]["application/json"]
        if write.more or write.also:
            content["examples"] = {name.rpartition("/")[2]: {"value": dict(body)} for name, body in write.examples()}
        else:
            content["example"] = dict(write.example)
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
            description="Varför, när du inte har någon del i ärendet: case_work eller, för chef, management_review. Skrivs i"
            " åtkomstloggen. Utan det blir svaret 403 purpose-required.",
        ),
        header_parameter(
            REASON_HEADER, {"type": "string", "maxLength": 2000}, required=False,
            description="Skälet i ord, procentkodat (UTF-8); anges tillsammans med " + PURPOSE_HEADER + ".",
        ),
    ]
