"""Whatever the order of arrival, retries and removals: the events are those of the articles held."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.comparison.events import events_of
from rashomon.comparison.lineage import fingerprints, lineages
from rashomon.comparison.world import World, unspecified
from rashomon.records.account import Account
from rashomon.records.comparing import Decision, Prints
from rashomon.records.event import Event
from rashomon.records.plain import from_plain, to_plain
from rashomon.records.work import Touched
from rashomon.workflows.compare import plan_comparison
from support.accounts import account, count, days, party, place
from support.memory_index import MemoryIndex

TREE = {"russia-air-force": ("russia",), "ahrar-al-sham": ("syria-rebels",)}
WORLD = World(ancestors=lambda a: TREE.get(a, ()), generic=unspecified, party_to=lambda who, sides: who in sides)
WIRE = (
    "At least 43 people died when a bomb tore through buses near the city, the monitor said, and 12 more were hurt on 9 May. "
)
TEXTS = {
    "wire": WIRE * 2,
    "longer": WIRE * 2
    + "Rescuers worked through the night to reach those trapped below, residents of the quarter told our reporter.",
    "bridge": "Rescuers worked through the night to reach those trapped below, residents of the quarter told our reporter.",
    "other": "Talks between both delegations opened in the capital on Monday with little hope of a truce before the winter.",
}

reports = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["air_strike", "shelling", "violence", "siege", "explosion"]),
        "when": st.sampled_from(
            [
                days("2015-10-20"),
                days("2015-10-21"),
                days("2015-10-24"),
                days(None),
                days("2015-10-01", "2015-10-31", precision="month"),
            ]
        ),
        "where": st.sampled_from([(place("Sarmin"),), (place("Saraqib"),), (place("Idlib"),), (place("Syria"),), ()]),
        "participants": st.sampled_from(
            [(), (party("initiator", "russia"),), (party("initiator", "russia-air-force"), party("target", "ahrar-al-sham"))]
        ),
        "scope": st.sampled_from(["incident", "incident", "summary"]),
        "counts": st.sampled_from([(), (count(43, None, by="sohr"),), (count(43, 43),), (count(12, 12, measure="strikes"),)]),
    }
)
articles = st.lists(
    st.tuples(
        st.sampled_from(sorted(TEXTS)),
        st.sampled_from(["2015-10-21", "2015-10-22T08:00:00Z", None]),
        st.lists(reports, max_size=3),
    ),
    min_size=1,
    max_size=7,
)


def build(number: int, text: str, published: str | None, values: list[dict[str, Any]]) -> tuple[Prints, list[Account]]:
    name = f"art_{number}"
    told = [account(name, i, published=published, outlet=f"outlet {number % 3}", **v) for i, v in enumerate(values)]
    return Prints(name, name, published, None, fingerprints(TEXTS[text])), told


def compare(index: MemoryIndex, article: str | None, gone: Touched | None = None) -> None:
    plan = plan_comparison(index, WORLD, article_ids=() if article is None else (article,), gone=gone)
    assert index.apply(plan.changes, version=plan.version)


def expected(held: list[tuple[Prints, list[Account]]], decisions: list[Decision]) -> dict[str, Event]:
    lineage = lineages([p for p, _ in held])
    accounts = [replace(a, lineage_id=lineage[p.article_id]) for p, told in held for a in told]
    return {t.event.id: from_plain(Event, to_plain(t.event)) for t in events_of(accounts, WORLD, decisions=decisions)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles, st.data())
def test_any_history_gives_the_events_of_the_articles_held(drawn: list[Any], data: st.DataObject) -> None:
    made = [build(i, *spec) for i, spec in enumerate(drawn)]
    index = MemoryIndex()
    order = data.draw(st.permutations(range(len(made))))
    removed = set(data.draw(st.lists(st.sampled_from(order), unique=True)))
    everything = [a.report.id for _, told in made for a in told]
    if len(everything) > 1 and data.draw(st.booleans()):
        pair = data.draw(st.lists(st.sampled_from(everything), min_size=2, max_size=2, unique=True))
        index.decided.append(Decision(*pair, same=data.draw(st.booleans())))
    for i in order:
        index.store(*made[i])
        compare(index, f"art_{i}")
        if data.draw(st.booleans()):
            compare(index, f"art_{i}")  # a retry, or the same message twice
    for i in data.draw(st.permutations(sorted(removed))):
        compare(index, None, index.remove(f"art_{i}"))
    held = [m for i, m in enumerate(made) if i not in removed]
    ids = {a.report.id for _, told in held for a in told}
    decisions = [d for d in index.decided if {d.left, d.right} <= ids]
    assert expected(held, decisions) == index.living()
