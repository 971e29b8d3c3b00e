"""Gives "the militants", "the rebels", "the militia" the armed group that the article has named before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.records.mention import ActorMention

# Of which sectors a named group may be that the words of a generic actor point back to.
INSURGENT = frozenset({"rebel", "jihadist", "militant"})
MEANT: Mapping[str, frozenset[str]] = {
    "terrorists-unspecified": INSURGENT,
    "fighters-unspecified": INSURGENT | {"militia", "paramilitary"},
    "rebels": INSURGENT,
    "separatists": frozenset({"rebel"}),
    "militias": frozenset({"militia", "paramilitary"}),
    "bandits": frozenset({"criminal"}),
}
DEFINITE = re.compile(r"\b(?:the|these|those)\s(?:[a-z]+\s){0,2}$", re.IGNORECASE)
REACH = 40  # characters before the words in which their "the" stands
UNKNOWN = re.compile(r"gun|armed|masked|hooded|unknown|unidentified|suspected|suicide", re.IGNORECASE)


def settle_bare_groups(mentions: Sequence[ActorMention], text: str) -> tuple[ActorMention, ...]:
    """Return the mentions with such words as the group named last; without "the" only where but one has been named."""
    named: dict[str, ActorMention] = {}
    settled = []
    for mention in mentions:
        sectors = MEANT.get(mention.actor.id) if mention.how == "generic" else None
        if sectors is None and mention.how in ("named", "person") and not mention.excluded:
            named.pop(mention.actor.side, None)
            named[mention.actor.side] = mention  # the last one goes last
        fitting = [n.actor for n in named.values() if n.actor.sector in sectors] if sectors else []
        settled.append(replace(mention, actor=fitting[-1], how="named") if _points_back(mention, fitting, text) else mention)
    return tuple(settled)


def _points_back(mention: ActorMention, fitting: Sequence[object], text: str) -> bool:
    definite = DEFINITE.search(text[max(0, mention.start - REACH) : mention.start])
    return bool(fitting) and bool(definite or (len(fitting) == 1 and not UNKNOWN.match(mention.text)))
