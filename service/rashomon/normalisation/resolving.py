"""Gives each mention its place and its days, its own or inherited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rashomon.knowledge.actors import ActorLexicon
from rashomon.knowledge.places import Gazetteer
from rashomon.normalisation.dates import dateline_when, resolve_time, settle_day_order, year_hint_of
from rashomon.normalisation.likeness import VIOLENT
from rashomon.normalisation.place_choice import PlaceContext
from rashomon.normalisation.places import place_context, resolve_places
from rashomon.normalisation.told import WIDE, Told, holds
from rashomon.records.mention import EventMention, PartyArgument, Reading, Telling, TimeMention
from rashomon.records.page import Page
from rashomon.records.report import Actor, Scope, When, Where

# Kinds that the day of publication does not date: agreed, begun or declared on a day that only words can tell.
GROUNDED = VIOLENT | {"siege", "agreement", "deployment", "mine_laying"}
MANY_PLACES = 3
THEN_REACH = 400  # characters in which a "since then" finds its beginning
WITNESSES = "local-sources"
NOT_NEWS = frozenset(
    {
        "agreement",
        "alliance",
        "negotiation",
        "deployment",
        "withdrawal",
        "evacuation",
        "humanitarian_aid",
        "offensive",
    }
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article's mentions are resolved against."""

    page: Page
    published: date | None
    year_hint: int | None
    places: PlaceContext
    gazetteer: Gazetteer
    lead_ends: int = 0  # of the first sentence that tells anything

    @property
    def country(self) -> str | None:
        """The country that the article is most about."""
        weights = self.places.countries
        return max(weights, key=lambda code: (weights[code], code)) if weights else None


@dataclass(frozen=True, slots=True)
class Anchors:
    """What "the next day" goes back to: the last day told in words, not a day of publication while there is one."""

    last: When | None = None
    before: When | None = None  # the same as the time of `last` was read
    times: tuple[TimeMention, ...] = ()  # of the mention that told `last`

    def of(self, mention: EventMention) -> When | None:
        """Return the anchor of a mention; two happenings of one "the next day" go back to one day."""
        return self.before if mention.times and mention.times == self.times else self.last

    def after(self, mention: EventMention, when: When) -> Anchors:
        """Return the anchors for what is told next."""
        if not when.start or (self.last is not None and when.basis == "dateline" and self.last.basis != "dateline"):
            return self
        return Anchors(when, self.of(mention), mention.times)


def setting_of(reading: Reading, page: Page, gazetteer: Gazetteer) -> Setting:
    """Gather the context of an article: its day, the year of its dates, the countries it is about."""
    published = date.fromisoformat(page.published) if page.published else None
    states = [a.actor.country for a in reading.actors]
    return Setting(
        page,
        published,
        year_hint_of(reading.times),
        place_context(reading.places, states, gazetteer),
        gazetteer,
        lead_ends=_lead_ends(reading, page),
    )


def _lead_ends(reading: Reading, page: Page) -> int:
    """Return where the first telling sentence below the headline ends: all up to there is news, whatever its kind."""
    return next((e.sentence[1] for e in reading.events if page.blocks[e.block].kind == "body"), 0)


def resolve(reading: Reading, setting: Setting, lexicon: ActorLexicon) -> tuple[Told, ...]:
    """Return the events with places and days, in text order; "the rebels" are those of the country the event is in."""
    settled = {(t.start, t.end): t for t in settle_day_order(reading.times, published=setting.published)}
    told: list[Told] = []
    anchors = Anchors()
    for mention in reading.events:
        when, own = _when(mention, setting, settled, _anchor(mention, reading.times, setting) or anchors.of(mention))
        anchors = anchors.after(mention, when)
        where = resolve_places(mention.places or mention.inherited_places, setting.places, setting.gazetteer)
        if not mention.places:
            where = tuple(replace(w, basis="inherited") for w in where) or _somewhere(mention, setting)
        mention = replace(mention, scope=_scope(mention, where))  # noqa: PLW2901 - the mention as its places tell it
        country = next((w.country for w in where if w.country), setting.country)
        mention = _specialised(mention, country, lexicon)  # noqa: PLW2901 - the mention as its country tells it
        told.append(Told(mention, when, where, own_place=bool(mention.places), own_time=own))
    return tuple(told)


def _anchor(mention: EventMention, said: Sequence[TimeMention], setting: Setting) -> When | None:
    """Return the time that a "since then" goes back to: the last one said before it, whatever it dates."""
    then = next((t for t in mention.times if t.kind == "since" and t.which == "this"), None)
    before = [t for t in said if then is not None and then.start - THEN_REACH < t.end <= then.start]
    if not before:
        return None
    when = resolve_time(before[-1], published=setting.published, year_hint=setting.year_hint)
    return when if when.start else None


def _somewhere(mention: EventMention, setting: Setting) -> tuple[Where, ...]:
    """Place a total that no words place in the country the article is about; a single event stays unplaced."""
    place = setting.gazetteer.country(setting.country) if setting.country else None
    if (
        place is None
        or mention.kind not in GROUNDED
        or mention.realis != "actual"
        or not (mention.plural or mention.scope == "summary")
    ):
        return ()
    return (
        Where(
            name=place.name,
            geonames_id=place.geonames_id,
            country=place.country,
            admin1=None,
            latitude=place.latitude,
            longitude=place.longitude,
            precision="country",
            relation="in",
            radius_km=None,
            basis="context",
            alternates=(),
            text=None,
            span=None,
        ),
    )


def _specialised(mention: EventMention, country: str | None, lexicon: ActorLexicon) -> EventMention:
    tellings = tuple(replace(t, claimant=_teller(t.claimant, country, lexicon)) for t in mention.tellings)
    heard = (_heard(p, tellings) for p in mention.parties)
    parties = tuple(replace(p, actor=replace(p.actor, actor=_party(p, mention.kind, country, lexicon))) for p in heard)
    return replace(mention, parties=parties, tellings=tellings)


def _heard(party: PartyArgument, tellings: Sequence[Telling]) -> PartyArgument:
    """Let a ministry that tells what it does be of the state that it was heard as: "Russia …, its defence ministry said"."""
    if party.actor.actor.sector != "ministry":
        return party
    voice = next((t.claimant for t in tellings if t.start <= party.actor.start < t.end), party.actor.actor)
    return replace(party, actor=replace(party.actor, actor=voice))


def _party(party: PartyArgument, kind: str, country: str | None, lexicon: ActorLexicon) -> Actor:
    """Return the actor as the country tells it; a ministry that "had shot down two drones" speaks for its state's forces."""
    actor = lexicon.specialise(party.actor.actor, country)
    if party.role != "initiator" or actor.sector != "ministry" or kind not in VIOLENT or not actor.part_of:
        return actor
    return lexicon.get(actor.part_of[-1]) or actor


def _teller(claimant: Actor, country: str | None, lexicon: ActorLexicon) -> Actor:
    """Return whose ministry speaks; residents, doctors and other civilians who tell what happened are local sources."""
    witnesses = lexicon.get(WITNESSES)
    if claimant.sector == "civilian" and witnesses is not None and claimant.country is None:
        return witnesses
    return lexicon.specialise(claimant, claimant.country or country)


def _scope(mention: EventMention, where: Sequence[Where]) -> Scope:
    """Blows in many places, or in the plural over a whole province or country, are a total."""
    if mention.kind not in VIOLENT or mention.scope == "summary":
        return mention.scope
    apart = [w for w in where if not any(o is not w and holds(w, o) for o in where)]  # "Mosul, northern Iraq" is one
    wide = all(w.precision in WIDE for w in where)
    many = len({w.name for w in apart}) >= MANY_PLACES or (wide and len(apart) > 1)
    return "summary" if many or (mention.plural and wide and bool(mention.places)) else "incident"


def _when(
    mention: EventMention, setting: Setting, settled: dict[tuple[int, int], TimeMention], anchor: When | None
) -> tuple[When, bool]:
    said = _best(
        [
            resolve_time(settled.get((t.start, t.end), t), published=setting.published, year_hint=setting.year_hint)
            for t in mention.said_times
        ]
    )
    written = date.fromisoformat(said.end) if said and said.precision == "day" and said.end else setting.published
    for times, own in ((mention.times, True), (mention.inherited_times, False)):
        found = [
            resolve_time(
                replace(settled.get((t.start, t.end), t), kind=t.kind) if t.swappable else t,
                published=written,
                anchor=anchor,
                year_hint=setting.year_hint,
                direction="future" if mention.realis == "planned" else "past",
            )
            for t in times
        ]
        when = _best(found)
        if when is not None:
            return (when, True) if own else (replace(when, basis="inherited"), False)
    if said is not None and said.precision != "day" and mention.realis == "actual":
        return said, False  # "last month the group claimed an attack"
    if mention.realis == "actual" and not mention.background and _news(mention, setting):
        return dateline_when(written), False
    return When(), False


def _news(mention: EventMention, setting: Setting) -> bool:
    """Tell of what the day of publication dates: the lead, and below it a deed that is told with its place or figure.

    A time that resolves to no day ("months ago") says that it is another day.
    """
    if any(t.kind != "anchor" or t.amount for t in mention.times):  # "hours later" is hardly another day
        return False
    if mention.start < setting.lead_ends:
        return True
    return mention.kind not in NOT_NEWS and bool(mention.places or mention.counts)


def _best(found: Sequence[When]) -> When | None:
    """Return the narrowest of the times said; the first where they tie."""
    dated = [w for w in found if w.start and w.end]
    return min(dated, key=_days, default=None)


def _days(when: When) -> int:
    return (date.fromisoformat(when.end or "") - date.fromisoformat(when.start or "")).days
