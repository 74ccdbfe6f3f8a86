"""Where each mapping of a JSON document stands."""

from __future__ import annotations

from collections.abc import Iterator


def mappings(node: object, path: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Every mapping of a document with its path."""
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            yield from mappings(value, f"{path}.{key}" if path else key)
    if isinstance(node, list):
        for item in node:
            yield from mappings(item, f"{path}.*")
