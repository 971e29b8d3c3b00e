"""The lineages around an article: what its arrival or removal joins or parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rashomon.comparison.lineage import SHARED, copied_between, descend, lineages, shingles_of
from rashomon.records.comparing import Prints
from rashomon.records.work import Touched
from rashomon.workflows.neighbourhood import Neighbourhood


@dataclass(frozen=True, slots=True)
class Lineages:
    """`of`: article → lineage for all articles looked at · `changed`: those for which storage says otherwise."""

    of: dict[str, str]
    changed: frozenset[str]


def lineages_around(view: Neighbourhood, article_ids: Collection[str], gone: Touched | None) -> Lineages:
    """Return the lineages of these articles and of all they are or were joined with.

    Only a new text can bring new links, so its own links and the whole of every lineage that it touches are all there is to
    look at.
    """
    arrived = view.prints(article_ids)
    joined = [p for mine in arrived for p in _kin(view, mine)]
    before = {p.lineage_id for p in (*arrived, *joined)} | ({gone.lineage_id} if gone else set())
    group = {p.article_id: p for p in (*view.lineage(sorted(b for b in before if b)), *joined, *arrived)}
    of = lineages(group.values())
    return Lineages(of, frozenset(a for a, lineage in of.items() if group[a].lineage_id != lineage))


def _kin(view: Neighbourhood, mine: Prints) -> list[Prints]:
    since, until = copied_between(mine.published_at)
    alike = view.sharing(shingles_of(mine.fingerprints), since=since, until=until, at_least=SHARED)
    return [p for p in view.prints([a for a in alike if a != mine.article_id]) if descend(mine, p)]
