"""Connected components: what hangs together by pairs."""

from __future__ import annotations

from collections.abc import Iterable


def components(items: Iterable[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the connected groups, each sorted, in the order of their first members; links to unknown items are ignored."""
    root = {item: item for item in items}

    def find(item: str) -> str:
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for left, right in links:
        if left in root and right in root:
            a, b = sorted((find(left), find(right)))
            root[b] = a
    groups: dict[str, list[str]] = {}
    for item in sorted(root):
        groups.setdefault(find(item), []).append(item)
    return sorted(groups.values())
