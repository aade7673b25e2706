"""The software bill of materials (sv. *komponentförteckning*), made from the lock file alone, so that it says what is installed.

Source: CycloneDX 1.6 (ECMA-424), JSON form; package URLs by the purl specification, type pypi.
"""

from __future__ import annotations

import tomllib
import uuid
from collections import deque
from typing import Any

_NAMESPACE = uuid.UUID("5d1f0d4e-9f0b-5f53-8d55-0d0f2a1c7b11")


def sbom(lock: str, version: str) -> dict[str, Any]:
    """The CycloneDX document of what a lock file installs to run; the same lock gives the same document.

    Args:
        lock: The text of `uv.lock`.
        version: Of Aktspår.
    """
    packages = {each["name"]: each for each in tomllib.loads(lock)["package"]}
    own = next(each for each in packages.values() if "virtual" in each.get("source", {}))
    names = _reached(own, packages)
    root = f"pkg:generic/aktspar@{version}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, lock)}", "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": root, "name": "aktspar", "version": version, "purl": root}},
        "components": [_component(packages[name]) for name in names],
        "dependencies": [
            {"ref": root, "dependsOn": _refs(own, packages)},
            *({"ref": _purl(packages[name]), "dependsOn": _refs(packages[name], packages)} for name in names),
        ],
    }


def _reached(own: dict[str, Any], packages: dict[str, Any]) -> list[str]:
    found: set[str] = set()
    waiting = deque(_needs(own))
    while waiting:
        name, extras = waiting.popleft()
        wanted = [("", packages[name]), *((extra, packages[name]) for extra in extras)]
        found.add(name)
        for extra, package in wanted:
            source = package.get("dependencies", []) if not extra else package.get("optional-dependencies", {}).get(extra, [])
            waiting += [(need["name"], need.get("extra", [])) for need in source if need["name"] not in found]
    return sorted(found)


def _needs(package: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(need["name"], need.get("extra", [])) for need in package.get("dependencies", [])]


def _component(package: dict[str, Any]) -> dict[str, Any]:
    files = [*([package["sdist"]] if "sdist" in package else []), *package.get("wheels", [])]
    component = {
        "type": "library", "bom-ref": _purl(package), "name": package["name"], "version": package["version"],
        "purl": _purl(package),
        "hashes": [
            {"alg": "SHA-256", "content": content}
            for content in sorted({each["hash"].removeprefix("sha256:") for each in files})
        ],
    }
    return component


def _refs(package: dict[str, Any], packages: dict[str, Any]) -> list[str]:
    return sorted({_purl(packages[need["name"]]) for need in package.get("dependencies", [])})


def _purl(package: dict[str, Any]) -> str:
    return f"pkg:pypi/{package['name']}@{package['version']}"
