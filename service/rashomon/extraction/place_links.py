"""What mentions of places tell of each other: lists share their cue, a place is said with the one that holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rashomon.knowledge.place_words import place_words
from rashomon.knowledge.places import Gazetteer
from rashomon.records.mention import PlaceMention

LISTING = frozenset({",", "and", ", and", "or", ", or", "&", "/", ";", "–", "-", "as well as", ", as well as"})
WITHIN = frozenset({"", ",", "in", ", in", "of"})  # between a place and what holds it
QUARTERS = frozenset({"site", "neighbourhood"})
TOWN_REACH = 1200  # characters
PARTS = frozenset({"district", "neighbourhood"})
SETTLEMENTS = frozenset({"city", "town", "village"})
POSSESSIVES = frozenset({"'s", "’s"})


def judged(text: str, found: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Keep a bare name when it stands in a list with places, or is long enough to be nothing else."""
    kept: list[PlaceMention] = []
    named = _in_named_lists(text, found)
    for at, mention in enumerate(found):
        if mention.strength != "bare":
            kept.append(mention)
            continue
        if not gazetteer.knows(mention.name):
            if at in named:
                kept.append(replace(mention, strength="weak"))
            continue
        after = found[at + 1] if at + 1 < len(found) else None
        listed = any(m.strength != "bare" and _gap(text, a, b) in LISTING for m, a, b in _neighbours(kept, mention, after))
        if listed or _only_a_place(mention, gazetteer):
            kept.append(replace(mention, strength="strong" if listed else "weak"))
    return kept


def _in_named_lists(text: str, found: Sequence[PlaceMention]) -> set[int]:
    """Return the numbers of mentions in lists that a plural calls places: "A, B and C villages", "the towns of A and B"."""
    named: set[int] = set()
    first = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and _gap(text, found[at - 1], found[at]) in LISTING:
            continue
        last = (
            at - 1
            if _kind_before(found[first])
            else max((n for n in range(first, at) if _kind_behind(found[n])), default=first)
        )
        if last > first:
            named.update(range(first, last + 1))
        first = at
    return named


def _kind_behind(mention: PlaceMention) -> bool:
    """Tell of a plural behind a name: "Khin-U townships"."""
    return mention.level_hint is not None and mention.end > mention.name_end and mention.text.endswith("s")


def _kind_before(mention: PlaceMention) -> bool:
    """Tell of a plural before a name: "the villages of Kan Gyi"."""
    before = mention.text[: mention.name_start - mention.start].split()
    return mention.level_hint is not None and before[-1:] == ["of"] and before[-2:-1] != [] and before[-2].endswith("s")


def _neighbours(
    kept: Sequence[PlaceMention], mention: PlaceMention, after: PlaceMention | None
) -> Iterator[tuple[PlaceMention, PlaceMention, PlaceMention]]:
    if kept:
        yield kept[-1], kept[-1], mention
    if after is not None:
        yield after, mention, after


def _gap(text: str, left: PlaceMention, right: PlaceMention) -> str | None:
    """Return what stands between two mentions when it is short."""
    return text[left.end : right.start].strip(" \u00a0(") if right.start - left.end < 16 else None


def _only_a_place(mention: PlaceMention, gazetteer: Gazetteer) -> bool:
    """Two words or an article make a settlement of a country at war unmistakable."""
    if gazetteer.also(mention.keys[-1]) or not (" " in mention.name or "-" in mention.name):
        return False
    return any(m.tier < 2 and gazetteer.at_war(m.place.country) for m in gazetteer.lookup(mention.keys))


def folded(text: str, found: Sequence[PlaceMention], gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """Fold "the Idlib town of Saraqib" into Saraqib: the first name holds the second, and the kind is the second's.

    Of districts, quarters and suburbs the second holds the first ("the Saltivka district of Kharkiv"), unless the first is a
    great city and the second is not ("the Damascus district of Kfar Sousa").
    """
    holder: PlaceMention | None = None
    for at, mention in enumerate(found):
        kind_between = mention.name_end < mention.end and (
            mention.level_hint in SETTLEMENTS
            or (mention.level_hint in PARTS and _greater(mention, found[at + 1 : at + 2], gazetteer))
        )
        if kind_between and at + 1 < len(found) and text[mention.end : found[at + 1].start].strip() == "of":
            holder = mention
            continue
        if holder is not None:
            level = mention.level_hint or holder.level_hint
            yield replace(mention, within=mention.within or holder.name, level_hint=level)
        else:
            yield mention
        holder = None


def _greater(mention: PlaceMention, following: Sequence[PlaceMention], gazetteer: Gazetteer) -> bool:
    return gazetteer.is_great(mention.name) and not any(gazetteer.is_great(m.name) for m in following)


def linked(text: str, found: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Let a name tell what lies in it: "Sarmin, Idlib province", "Sarmin in Idlib", "Iraq's Anbar"; a list shares its cue."""
    level = None
    shared: list[str | None] = []
    for at in range(len(found) - 1, -1, -1):  # "Homs, Hama and Latakia provinces": the last one's plural is all's
        listed = at + 1 < len(found) and _gap(text, found[at], found[at + 1]) in LISTING
        level = found[at].level_hint or (level if listed else None)
        plural = text[: found[at].end].endswith("s") and not found[at].name.endswith("s") if found[at].level_hint else listed
        level = level if plural or found[at].level_hint is None else None
        shared.append(level)
    shared.reverse()
    owner: str | None = None  # "Hakkari's Gecimli and Karatas villages" lie both in Hakkari
    for at, mention in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        before = found[at - 1] if at else None
        within, relation = mention.within, mention.relation
        owned = before is not None and text[before.end : mention.start].strip() in POSSESSIVES
        owner = before.name if owned and before else owner if before and _gap(text, before, mention) in LISTING else None
        if after is not None and _gap(text, mention, after) in WITHIN:
            within = within or after.name
        within = within or owner
        if before is not None and before.relation == "between" and relation == "in" and _gap(text, before, mention) == "and":
            relation = "between"
        yield replace(mention, within=within, relation=relation, level_hint=mention.level_hint or shared[at])


def lent(found: Iterable[PlaceMention], gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Let the mention that says where a place lies, or of which kind an unknown one is, speak for all of its name."""
    mentions = tuple(found)
    fullest: dict[str, PlaceMention] = {}
    for mention in mentions:
        if mention.within or mention.level_hint:
            known = fullest.get(mention.name)
            if known is None or (mention.within and not known.within):
                fullest[mention.name] = mention
    continents = place_words().continents
    lent_to = (_borrowing(m, fullest.get(m.name), gazetteer) for m in mentions if m.name.lower() not in continents)
    return tuple(_in_town_named_last(lent_to, gazetteer))


def _in_town_named_last(mentions: Iterable[PlaceMention], gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """Let a quarter or a building that no gazetteer has lie in the settlement named last, a building in the one named most."""
    town: PlaceMention | None = None
    found = list(mentions)
    named = Counter(m.name for m in found if gazetteer.is_great(m.name))
    most = named.most_common(1)[0] if named else ("", 0)
    for mention in found:
        matches = gazetteer.lookup(mention.keys)
        if any(m.tier < 2 and m.place.level in SETTLEMENTS for m in matches) and mention.relation == "in":
            town = mention
        near = town is not None and mention.start - town.end < TOWN_REACH
        of_a_town = " of " in mention.text  # "the market of Bidi": the name is the town's
        homeless = mention.level_hint in QUARTERS and not (mention.within or matches or of_a_town)
        if homeless and mention.level_hint == "site" and most[1] > 2:
            yield replace(mention, within=most[0])
        else:
            yield replace(mention, within=town.name) if town is not None and near and homeless else mention


def _borrowing(mention: PlaceMention, fullest: PlaceMention | None, gazetteer: Gazetteer) -> PlaceMention:
    if fullest is None or mention.within or mention.level_hint:
        return mention
    level = None if gazetteer.knows(mention.name) else fullest.level_hint
    return replace(mention, within=fullest.within, level_hint=level)
