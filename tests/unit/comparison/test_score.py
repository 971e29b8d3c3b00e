"""Are two accounts one event? Each question alone, and the verdict."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparison.cluster import Decisions, clusters, links_among
from rashomon.comparison.features import kinds_of_target, same_time
from rashomon.comparison.gist import Gist, gist_of
from rashomon.comparison.score import WEIGHTS, compare
from rashomon.comparison.world import World, unspecified
from rashomon.records.comparing import Decision
from rashomon.records.report import Evidence
from support.accounts import account, claim, count, days, party, place

WORLD = World(
    ancestors=lambda a: {"russia-air-force": ("russia",)}.get(a, ()),
    generic=unspecified,
    party_to=lambda who, sides: who in sides,
)


def gist(article: str = "art_1", number: int = 1, **changes: Any) -> Gist:
    return gist_of(account(article, number, **changes), WORLD)


@pytest.mark.parametrize(
    ("changes", "same", "because"),
    [
        ({}, True, "the same day, town, type and sides"),
        ({"when": days("2015-10-20", "2015-10-21", basis="dateline")}, True, "a dateline that meets the day"),
        ({"when": days(None)}, True, "silence about the day excludes nothing"),
        ({"where": ()}, True, "silence about the place excludes nothing"),
        ({"where": (place("Idlib"),)}, True, "the province of the town"),
        ({"participants": (party("initiator", "russia-air-force"),)}, True, "a part of the same actor"),
        ({"participants": ()}, True, "nobody named"),
        ({"type": "violence"}, True, "the wider word"),
        ({"where": (place("Raqqa"),)}, False, "a town far away"),
        ({"when": days("2015-11-20")}, False, "a month later"),
        ({"type": "negotiation"}, False, "never two words for one happening"),
        ({"scope": "summary", "when": days("2015-10-01", "2015-10-31", precision="month")}, False, "a total is not its part"),
        (
            {"participants": (party("initiator", "israel"),), "when": days("2015-10-22")},
            False,
            "another day and another air force",
        ),
    ],
)
def test_what_makes_two_accounts_one_event(*, changes: dict[str, Any], same: bool, because: str) -> None:
    assert same is compare(gist(), gist("art_2", **changes)).passes, because


@pytest.mark.parametrize(
    ("other", "because"),
    [
        ({"participants": (party("target", "militants-unspecified"),)}, "fighters are fighters though nobody is named"),
        ({"participants": (), "counts": (count(29, 29, of="combatants"),)}, "their dead say who was hit"),
    ],
)
def test_one_who_hits_civilians_is_told_from_one_who_hits_fighters(other: dict[str, Any], because: str) -> None:
    civilians = gist(participants=(party("target", "civilians"),))
    assert kinds_of_target(civilians, gist("art_2", **other)) is not None, because
    both = {"participants": (*other["participants"], party("target", "infrastructure")), "counts": other.get("counts", ())}
    assert kinds_of_target(civilians, gist("art_2", **both)) is None, "a road is not all that was hit"


def test_two_reports_of_one_article_are_two_events() -> None:
    assert compare(gist("art_1", 1), gist("art_1", 2)).veto == "two events of one article"


@pytest.mark.parametrize(
    ("again", "veto"),
    [
        ({"type": "explosion", "participants": ()}, None),
        ({"type": "explosion", "participants": (), "counts": (count(3, 3),)}, "two events of one article"),
        ({"type": "explosion", "participants": (), "when": days("2015-10-21")}, "two events of one article"),
        ({"type": "siege", "participants": ()}, "two events of one article"),
    ],
)
def test_a_blow_told_again_without_doer_means_or_toll_may_be_the_same(again: dict[str, Any], veto: str | None) -> None:
    bomb = gist("art_1", 1, type="suicide_bombing", participants=(party("target", "civilians"),), counts=(count(9, 9),))
    assert veto == compare(bomb, gist("art_1", 2, **again)).veto


def test_two_long_periods_seldom_begin_together() -> None:
    def told(start: str) -> Gist:
        return gist(f"art_{start}", type="siege", when=days(start, "2015-10-20", precision="year"))

    same, near, later = (same_time(told("2013-10-20"), told(start)) for start in ("2013-10-24", "2013-12-01", "2015-01-01"))
    assert same is not None
    assert near is not None
    assert later is not None
    assert same.value > near.value > later.value


def test_a_state_told_without_place_or_actors_is_found_by_its_beginning() -> None:
    words = "under a crippling siege for more than two years, the villages have run out of bread and medicine"
    since = {
        "type": "siege",
        "when": days("2013-10-20", "2015-10-20", precision="year"),
        "evidence": (Evidence(0, len(words), words),),
    }
    silent = gist("art_2", **since, where=(), participants=())
    assert 1 == len(clusters([gist(**since), silent], links_among([gist(**since), silent])))


def test_opposite_claims_of_one_article_are_one_event() -> None:
    mainly_others = (party("initiator", "russia"), party("target", "isis", except_="isis"))
    one = gist("art_1", 1, participants=(party("initiator", "russia"), party("target", "isis")), claims=(claim("russia-mod"),))
    other = gist("art_1", 2, participants=mainly_others, claims=(claim("rebels"),))
    assert compare(one, other).passes, "one excludes whom the other names, and they are told by different sources"


def test_every_verdict_says_why() -> None:
    verdict = compare(gist(), gist("art_2"))
    assert len(verdict.reasons) >= 4
    assert any("same days" in reason for reason in verdict.reasons)


values = st.fixed_dictionaries(
    {
        "when": st.sampled_from([days("2015-10-20"), days(None), days("2015-10-22"), days("2015-10-01", "2015-12-31", precision="year")]),
        "where": st.sampled_from([(place("Sarmin"),), (place("Aleppo"), place("Idlib")), (), (place("Syria"),)]),
        "type": st.sampled_from(["air_strike", "siege", "armed_clash", "shelling"]),
        "participants": st.sampled_from([(), (party("initiator", "russia"), party("target", "rebels")), (party("initiator", "rebels"), party("target", "russia"))]),
        "counts": st.sampled_from([(), (count(43, 43),), (count(5, None),)]),
        "published": st.sampled_from(["2015-10-21", "2016-10-21", None]),
        "realis": st.sampled_from(["actual", "planned", "denied"]),
    }
)  # fmt: skip


@given(values, values)
def test_every_question_is_symmetrical(left: dict[str, Any], right: dict[str, Any]) -> None:
    one, other = gist("art_1", **left), gist("art_2", **right)
    for question, _ in WEIGHTS:
        answers = question(one, other), question(other, one)
        assert (answers[0] and answers[0].value) == (answers[1] and answers[1].value), question.__name__
    assert compare(one, other).score == pytest.approx(compare(other, one).score)
    assert compare(one, other).veto == compare(other, one).veto


@given(st.lists(values, max_size=6), st.randoms())
def test_clusters_do_not_depend_on_order(drawn: list[dict[str, Any]], random: Any) -> None:
    gists = [gist(f"art_{i}", **v) for i, v in enumerate(drawn)]
    shuffled = random.sample(gists, len(gists))
    first = [tuple(g.id for g in c) for c in clusters(gists, links_among(gists))]
    second = [tuple(g.id for g in c) for c in clusters(shuffled, links_among(shuffled))]
    assert sorted(first) == sorted(second)


def test_one_good_link_does_not_chain_two_happenings() -> None:
    """B's vague account fits both A and C, which are four days apart: it joins one, and A and C stay apart."""
    a, c = gist("art_a", when=days("2015-10-20")), gist("art_c", when=days("2015-10-24"))
    vague = gist("art_b", when=days("2015-10-20", "2015-10-24"))
    found = clusters([a, vague, c], links_among([a, vague, c]))
    assert all(not {a.id, c.id} <= {g.id for g in group} for group in found)
    assert len(found) == 2


@pytest.mark.parametrize(("same", "events"), [(True, 1), (False, 2)])
def test_a_decision_overrules_the_score(*, same: bool, events: int) -> None:
    far = gist("art_2", where=(place("Raqqa"),)) if same else gist("art_2")
    decided = [Decision(gist().id, far.id, same=same)]
    taken = Decisions.of(decided)
    assert events == len(clusters([gist(), far], links_among([gist(), far], taken), taken))
