"""Gives each mention its place and its days, its own or inherited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rashomon.knowledge.places import Gazetteer
from rashomon.normalisation.dates import dateline_when, resolve_time, settle_day_order, year_hint_of
from rashomon.normalisation.place_choice import PlaceContext
from rashomon.normalisation.places import place_context, resolve_places
from rashomon.normalisation.told import Told
from rashomon.records.mention import EventMention, Reading, TimeMention
from rashomon.records.page import Page
from rashomon.records.report import When

# Kinds that the day of publication does not date: agreed, begun or declared on a day that only words can tell.
NOT_NEWS = frozenset({"agreement", "alliance", "negotiation", "deployment", "withdrawal", "evacuation", "humanitarian_aid", "arrest"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article's mentions are resolved against."""

    page: Page
    published: date | None
    year_hint: int | None
    places: PlaceContext
    gazetteer: Gazetteer


def setting_of(reading: Reading, page: Page, gazetteer: Gazetteer) -> Setting:
    """Gather the context of an article: its day, the year of its dates, the countries it is about."""
    published = date.fromisoformat(page.published) if page.published else None
    states = [a.actor.country for a in reading.actors]
    return Setting(page, published, year_hint_of(reading.times), place_context(reading.places, states, gazetteer), gazetteer)


def resolve(reading: Reading, setting: Setting) -> tuple[Told, ...]:
    """Return the events with places and days, in text order."""
    settled = {(t.start, t.end): t for t in settle_day_order(reading.times, published=setting.published)}
    told: list[Told] = []
    anchor: When | None = None
    for mention in reading.events:
        when, own = _when(mention, setting, settled, anchor)
        anchor = when if when.start else anchor
        where = resolve_places(mention.places or mention.inherited_places, setting.places, setting.gazetteer)
        if not mention.places:
            where = tuple(replace(w, basis="inherited") for w in where)
        told.append(Told(mention, when, where, own_place=bool(mention.places), own_time=own))
    return tuple(told)


def _when(
    mention: EventMention, setting: Setting, settled: dict[tuple[int, int], TimeMention], anchor: When | None
) -> tuple[When, bool]:
    direction = "future" if mention.realis == "planned" else "past"
    for times, own in ((mention.times, True), (mention.inherited_times, False)):
        found = [
            resolve_time(
                settled.get((t.start, t.end), t),
                published=setting.published,
                anchor=anchor,
                year_hint=setting.year_hint,
                direction=direction,
            )
            for t in times
        ]
        when = _best(found)
        if when is not None:
            return (when, True) if own else (replace(when, basis="inherited"), False)
    if mention.realis == "actual" and mention.kind not in NOT_NEWS and not mention.background:
        return dateline_when(setting.published), False
    return When(), False


def _best(found: Sequence[When]) -> When | None:
    """The narrowest of the times said; the first where they tie."""
    dated = [w for w in found if w.start and w.end]
    return min(dated, key=_days, default=None)


def _days(when: When) -> int:
    return (date.fromisoformat(when.end or "") - date.fromisoformat(when.start or "")).days
