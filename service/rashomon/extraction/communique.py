"""Whose communiqué an article is: "our forces" outside quotation marks, after a heading or an opening that names the side."""

from __future__ import annotations

import re

from rashomon.extraction.scene import Scene
from rashomon.records.mention import ActorMention

# Who speaks of his own side so in print; in quotation marks anybody may.
OURS = re.compile(
    r"\bour (?:[\w-]{1,20} ){0,2}(?:forces|fighters|troops|soldiers|defenders|guerrillas|guerillas|mujahideen|units|positions"
    r"|army|comrades?|heroes|fortress)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]{0,2000}”?|\"[^\"]{0,2000}\"?")
OPENING = 600  # characters in which a communiqué says whose it is
ISSUING = frozenset(
    {"military", "militant", "rebel", "militia", "paramilitary", "ministry", "security", "police", "government"}
)


def issuer(scene: Scene) -> ActorMention | None:
    """Return the side whose own account the article is; none where an outlet speaks."""
    text = scene.page.text
    told = QUOTED.sub(lambda match: " " * len(match.group()), text)
    if not any(OURS.search(told, s.start, s.end) for s in scene.sentences if s.kind == "body"):
        return None
    opening = scene.leaves.within(0, OPENING).actors
    return next((a for a in opening if a.how in ("named", "composed") and a.actor.sector in ISSUING and not a.adjective), None)
