"""One event out of several accounts: values, disagreements, grades, relations, the table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rashomon.comparison.events import Told, events_of
from rashomon.comparison.windows import notes_of
from rashomon.comparison.world import Standing, World, unspecified
from rashomon.records.account import Account
from rashomon.records.comparison import Row
from rashomon.records.report import AsOf, Count, Evidence, Outcome
from support.accounts import account, claim, count, days, party, place, weapon

PARENTS = {"russia-air-force": ("russia",), "russia-mod": ("russia",), "ahrar-al-sham": ("syria-rebels",)}


def stake(who: str, sides: Any) -> bool:
    return bool({who, *PARENTS.get(who, ())} & {up for side in sides for up in (side, *PARENTS.get(side, ()))})


def standing(who: str) -> Standing:
    return "nameless" if who == "military-source" else "named"


WORLD = World(ancestors=lambda a: PARENTS.get(a, ()), generic=unspecified, party_to=stake, standing=standing)


CIVILIANS_GENERIC = replace(WORLD, generic=lambda who: who == "civilians" or unspecified(who))


def told(*accounts: Account) -> Told:
    found = events_of(accounts, WORLD)
    assert len(found) == 1, [t.event.label for t in found]
    return found[0]


def row(event: Told, field: str) -> Row:
    return next(r for r in event.comparison.rows if r.field == field)


def found(event: Told) -> list[tuple[str, str]]:
    return [(d.field, d.kind) for d in event.event.discrepancies]


@pytest.mark.parametrize(
    ("first", "then", "kind", "because"),
    [
        (count(43, None), count(126, None), "update", "a toll grows as it becomes known"),
        (count(30, 30), count(20, 20), "contradiction", "a later lower figure is no growth"),
        (count(43, None), count(43, None), "agree", "the same figure"),
        (count(43, 43), count(4, 4, of="children"), "single", "a part is not compared with the whole"),
        (count(43, 43), count(60, 60, of="civilians"), "contradiction", "more civilians than dead"),
    ],
)
def test_figures_of_two_days(first: Any, then: Any, kind: str, because: str) -> None:
    early = account("art_1", counts=(first,), as_of=AsOf("2015-10-21"))
    late = account("art_2", counts=(then,), as_of=AsOf("2015-10-22"), published="2015-10-22")
    if because == "more civilians than dead":
        late = account("art_2", counts=(then,), as_of=AsOf("2015-10-21"))
    assert kind == row(told(early, late), "killed").verdict, because


def test_two_sources_of_one_article_contradict_each_other() -> None:
    event = told(account("art_1", counts=(count(30, 30, by="sana"), count(34, 34, by="sohr"))))
    assert [("killed", "contradiction")] == found(event)
    assert {30, 34} == {v.value["low"] for v in event.event.discrepancies[0].values}


def test_a_headlines_minimum_does_not_swallow_the_figure_of_a_named_source() -> None:
    said = count(30, None), count(30, 30, by="sana"), count(34, 34, by="sohr")
    assert [("killed", "contradiction")] == found(told(account("art_1", counts=said)))


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("It killed 31 people, up from an earlier count of 19.", "update"),
        ("The governor said 31 had died; 19 were counted.", "single"),
        ("31 died. The previous toll was 6 hurt and 19 dead.", "update"),
        ("31 died, after officials initially put it at 19.", "update"),
        ("The number of dead rose from 19 to 31.", "update"),
    ],
)
def test_a_figure_that_its_article_takes_back_is_followed_by_the_one_that_stands(sentence: str, verdict: str) -> None:
    def figure(number: int, measure: str = "killed") -> Count:
        at = sentence.find(str(number))
        return replace(count(number, number, measure=measure), span=(at, at + len(str(number))))

    hurt = (figure(6, "injured"),) if " 6 " in sentence else ()
    one = account("art_1", counts=(figure(31), figure(19), *hurt), evidence=(Evidence(0, len(sentence), sentence),))
    event = told(one)
    assert verdict == row(event, "killed").verdict
    assert 31 == next(c for c in event.event.counts if c.measure == "killed").best


def test_one_source_does_not_contradict_itself_when_time_is_unknown() -> None:
    early = account("art_1", counts=(count(24, 24, by="sohr"),), as_of=AsOf("2015-10-21"))
    unknown = account("art_2", counts=(count(43, None, by="sohr"),), as_of=AsOf(), published=None)
    discrepancy = told(early, unknown).event.discrepancies[0]
    assert ("update", "unknown") == (discrepancy.kind, discrepancy.order)


def test_the_best_figure_is_the_latest_with_a_source_and_says_so() -> None:
    event = told(
        account("art_1", counts=(count(43, None, by="sohr"),), as_of=AsOf("2015-10-21")),
        account("art_2", counts=(count(126, None, by="sohr"),), as_of=AsOf("2015-10-22"), published="2015-10-22"),
        account("art_3", counts=(count(150, None),), as_of=AsOf("2015-10-23"), published="2015-10-23"),
    ).event
    assert 126 == event.counts[0].best
    assert "named source" in (event.counts[0].best_reason or "")
    assert (43, 150) == (event.counts[0].low, event.counts[0].high)
    assert "43" in event.discrepancies[0].explanation, "the toll is told from its first value"


@pytest.mark.parametrize(
    ("changes", "field", "verdict"),
    [
        ({"participants": (party("initiator", "russia-air-force"),)}, "initiator", "compatible"),
        ({"participants": (party("initiator", "us-coalition"),)}, "initiator", "contradiction"),
        ({"participants": (party("initiator", "militants-unspecified"),)}, "initiator", "single"),
        ({"type": "shelling"}, "type", "contradiction"),
        ({"type": "violence"}, "type", "compatible"),
        ({"when": days("2015-10-21")}, "date", "contradiction"),
        ({"when": days("2015-10-20", "2015-10-21", basis="dateline")}, "date", "compatible"),
        ({"where": (place("Idlib"),)}, "place", "compatible"),
        ({"realis": "planned", "as_of": AsOf("2015-10-19"), "published": "2015-10-19"}, "occurred", "update"),
        ({"realis": "denied", "claims": (claim("russia-mod", "denies"),)}, "occurred", "contradiction"),
        ({"weapons": (weapon("kab-500"),)}, "weapon", "compatible"),
    ],
)
def test_fields_are_judged(changes: dict[str, Any], field: str, verdict: str) -> None:
    event = told(account("art_1", weapons=(weapon("su-34"),)), account("art_2", **changes))
    assert verdict == row(event, field).verdict
    assert row(event, field).explanation


def test_opposite_outcomes_are_ordered_by_the_day_they_speak_of() -> None:
    changes: dict[str, Any] = {"type": "offensive"}
    good = account("art_1", outcome=Outcome("advancing"), as_of=AsOf("2015-10-21"), **changes)
    bad = account("art_2", outcome=Outcome("stalled"), as_of=AsOf("2015-10-28"), **changes)
    unknown = account("art_2", outcome=Outcome("stalled"), as_of=AsOf(), **changes)
    assert [("outcome", "update")] == found(told(good, bad))
    later = told(good, unknown).event.discrepancies[0]
    assert ("contradiction", "unknown") == (later.kind, later.order)


def test_excluding_a_target_contradicts_naming_it() -> None:
    mainly_others = (party("initiator", "russia"), party("target", "isis", except_="isis", share="mainly"))
    event = told(
        account(
            "art_1", 1, participants=(party("initiator", "russia"), party("target", "isis")), claims=(claim("russia-mod"),)
        ),
        account("art_1", 2, participants=mainly_others, claims=(claim("syria-rebels"),)),
    )
    assert ("target", "contradiction") in found(event)
    assert "contested" == event.event.grading


@pytest.mark.parametrize(
    ("accounts", "grade", "because"),
    [
        ([{"claims": (claim("russia-mod"),)}], "single_source", "a party's own success, alone"),
        (
            [{"claims": (claim("russia-mod"),)}, {"claims": (claim("russia-mod"),)}],
            "single_source",
            "two outlets repeat one ministry",
        ),
        ([{"lineage": "lin_x"}, {"lineage": "lin_x"}], "single_source", "copies are one voice"),
        ([{"claims": (claim("russia-mod"),)}, {}], "fair", "two independent texts, one source has a stake"),
        ([{"claims": (claim("sohr"),)}, {"claims": (claim("un"),)}], "confirmed", "two sources without a stake"),
        ([{"claims": (claim("sohr"),)}, {}], "fair", "an outlet that names nobody makes a text, not a confirmation"),
        ([{"claims": (claim("military-source"),)}, {"claims": (claim("sohr"),)}], "fair", "sources without a name are nobody"),
        (
            [{"claims": (claim("sohr"),), "counts": (count(30, 30),)}, {"claims": (claim("un"),), "counts": (count(20, 20),)}],
            "fair",
            "two who contradict each other on the toll do not confirm each other",
        ),
        (
            [
                {"type": "offensive", "claims": (claim("sohr"),), "outcome": Outcome("repelled")},
                {"type": "offensive", "claims": (claim("un"),), "outcome": Outcome("succeeded")},
            ],
            "contested",
            "one says it was repelled, the other that it succeeded",
        ),
        (
            [{"claims": (claim("russia", "admits"),), "counts": (count(4, 4, of="civilians"),)}],
            "confirmed",
            "it admits its own act",
        ),
        (
            [{"claims": (claim("sohr"),), "counts": (count(4, 4, of="civilians"),)}],
            "single_source",
            "a monitor has nothing to admit",
        ),
    ],
)
def test_grades(accounts: list[dict[str, Any]], grade: str, because: str) -> None:
    made = [account(f"art_{i}", **changes) for i, changes in enumerate(accounts)]
    assert grade == told(*made).event.grading, because


def test_blame_is_explained_by_names() -> None:
    one = account("art_1", participants=(party("initiator", "russia-air-force"),))
    other = account("art_2", participants=(party("initiator", "ahrar-al-sham"),))
    why = next(d.explanation for d in told(one, other).event.discrepancies if d.field == "initiator")
    assert "Russia Air Force (outlet of art_1) against Ahrar Al Sham (outlet of art_2)" == why


def test_no_deaths_beside_a_toll_is_said_of_something_else() -> None:
    both = account("art_1", counts=(count(23, 23, by="sohr"), count(0, 0)))
    other = account("art_2", counts=(count(23, 23),))
    assert "killed" not in [field for field, _ in found(told(both, other))]
    alone = account("art_1", counts=(count(0, 0),), as_of=AsOf("2015-10-21"))
    assert ("killed", "contradiction") in found(told(alone, replace(other, published_at="2015-10-21")))


def test_nobody_died_says_one_where_another_counts_the_dead() -> None:
    event = told(account("art_1", counts=(count(3, 3, by="local-sources"), count(0, 0, by="nigeria-police"))))
    assert [("killed", "contradiction")] == found(event)


def test_an_army_and_its_government_count_two_things_in_one_article() -> None:
    own = count(10, 10, by="russia-mod"), count(24, None, by="russia")
    claims = claim("russia-mod", "asserts", "/counts/0"), claim("russia", "asserts", "/counts/1")
    assert [] == found(told(account("art_1", counts=own, claims=claims)))


def test_a_word_for_a_size_has_an_order_of_magnitude() -> None:
    vague = replace(count(2000), qualifier="vague", text="thousands")
    war = account("art_1", counts=(count(400_000, None),)), account("art_2", counts=(vague,))
    assert "thousands" in row(told(*war), "killed").explanation
    assert "contradiction" == row(told(*war), "killed").verdict
    few = account("art_1", counts=(count(4000, None),)), account("art_2", counts=(vague,))
    assert "compatible" == row(told(*few), "killed").verdict


def test_two_claimants_of_one_report_disagree_on_whom_it_hit() -> None:
    parties = (
        party("initiator", "russia"),
        party("target", "islamic-state"),
        replace(party("target", "x"), actor=None, except_="islamic-state"),
    )
    claims = claim("russia-mod", "asserts", "/participants/1"), claim("syria-rebels", "asserts", "/participants/2")
    event = told(account("art_1", participants=parties, claims=claims))
    assert [("target", "contradiction")] == found(event)
    assert "anybody but Islamic State according to SYRIA-REBELS" in event.event.discrepancies[0].explanation


def test_many_take_part_in_a_campaign_but_one_drops_a_bomb() -> None:
    def two(type_: str) -> Told:
        return told(
            account("art_1", type=type_, participants=(party("initiator", "hezbollah"), party("target", "islamic-state"))),
            account("art_2", type=type_, participants=(party("initiator", "iran"), party("target", "islamic-state"))),
        )

    assert "compatible" == row(two("siege"), "initiator").verdict
    assert "contradiction" == row(two("air_strike"), "initiator").verdict


def test_a_plan_told_at_no_known_time_is_no_disagreement() -> None:
    plan = account("art_1", realis="planned", as_of=AsOf(), published=None)
    done = account("art_2")
    assert "compatible" == row(told(plan, done), "occurred").verdict


def test_who_denies_the_event_does_not_also_dispute_its_weapon() -> None:
    deny = claim("russia-mod", "denies", "/weapons/0")
    one = account("art_1", weapons=(weapon("bomb"),), claims=(claim("sohr"), deny))
    denial = account("art_2", realis="denied", claims=(claim("russia-mod", "denies"),))
    assert [("occurred", "contradiction")] == found(told(one, denial))
    assert ("weapon", "contradiction") in found(told(one)), "alone, the denial of the weapon is all there is"


def test_the_event_is_founded_by_the_earliest_report_and_named_for_readers() -> None:
    late, undated = account("art_1", published="2015-10-23"), account("art_0", published=None)
    early = account("art_2", published="2015-10-21T05:00:00+02:00")
    event = told(late, undated, early).event
    assert (early.report.id, late.report.id, undated.report.id) == event.report_ids
    assert "Air strike in Sarmin, 20 Oct 2015" == event.label
    assert (3, 3, 3) == (event.sources.articles, event.sources.outlets, event.sources.lineages)


def test_an_incident_is_part_of_a_total_but_not_the_same_event() -> None:
    month = {"scope": "summary", "when": days("2015-10-01", "2015-10-31", precision="month"), "where": (place("Idlib"),)}
    both = events_of([account("art_1"), account("art_2", **month)], WORLD)
    whole = next(t.event for t in both if t.event.scope == "summary")
    part = next(t.event for t in both if t.event.scope == "incident")
    assert [("part_of", whole.id)] == [(r.kind, r.event_id) for r in part.relations]
    assert () == whole.relations


@pytest.mark.parametrize(("total", "violated"), [(830, False), (100, True)])
def test_a_claimants_parts_do_not_exceed_its_total(*, total: int, violated: bool) -> None:
    mod = {"scope": "summary", "where": (place("Syria"),), "claims": (claim("russia-mod"),)}
    struck = {"measure": "targets_hit", "of": "targets", "by": "russia-mod"}
    totals = events_of(
        [
            account(
                "art_1",
                when=days("2015-09-30", "2015-10-21", precision="month"),
                counts=(count(total, total, **struck),),
                **mod,
            ),
            account("art_2", when=days("2015-10-09", "2015-10-10"), counts=(count(55, 55, **struck),), **mod),
            account("art_3", when=days("2015-10-20", "2015-10-21"), counts=(count(83, 83, **struck),), **mod),
        ],
        WORLD,
    )
    whole = next(t for t in totals if t.event.when.start == "2015-09-30")
    assert violated is (("targets_hit", "contradiction") in found(whole))
    assert "55" in row(whole, "targets_hit_over_time").explanation
    assert "83" in row(whole, "targets_hit_over_time").explanation


def test_figures_that_nobody_is_named_for_are_not_compared_over_windows() -> None:
    mod = {"scope": "summary", "where": (place("Syria"),)}
    totals = events_of(
        [
            account(
                "art_1",
                when=days("2015-09-30", "2015-10-21", precision="month"),
                counts=(count(100, 100, measure="strikes"),),
                **mod,
            ),
            account("art_2", when=days("2015-10-09", "2015-10-10"), counts=(count(555, 555, measure="strikes"),), **mod),
        ],
        WORLD,
    )
    whole = next(t for t in totals if t.event.when.start == "2015-09-30")
    assert row(whole, "strikes_over_time").explanation.startswith("not comparable: one figure is attributed to nobody")
    assert ("strikes", "contradiction") not in found(whole)


@pytest.mark.parametrize(
    ("parts", "code"), [((29, 23, 2, 1), None), ((29, 23, 2), "parts_do_not_add_up"), ((29, 30), "parts_exceed_total")]
)
def test_parts_of_a_stated_total_add_up(parts: tuple[int, ...], code: str | None) -> None:
    whole = replace(count(55, 55, measure="targets_hit"), id="c0", of_class="military_objects")
    split = [replace(count(n, n, measure="targets_hit"), id=f"c{n}", part_of="c0", of_class="military_objects") for n in parts]
    notes = notes_of(account(counts=(whole, *split)).report)
    assert code == (notes[0].code if notes else None)


def test_each_of_several_values_has_its_own_words_and_its_own_verdict() -> None:
    jets = (party("initiator", "russia"), party("target", "civilians"), party("target", "nusra-front"))
    doubt = claim("local-sources", "disputes", "/participants/2")
    event = told(
        account("art_1", participants=jets, claims=(claim("russia-mod", "asserts", "/participants/2"), doubt)),
        account("art_2", participants=jets[:2]),
    )
    target = row(event, "target")
    assert {"civilians": "agree", "nusra-front": "contradiction"} == {v.value: v.verdict for v in target.values}
    assert [("civilians", "civilians"), ("nusra-front", "nusra-front"), ("civilians", "civilians")] == [
        (c.value, c.text) for c in target.cells
    ]
    assert "Nusra Front according to RUSSIA-MOD; disputed by LOCAL-SOURCES" == target.explanation
    assert () == row(event, "date").values


def test_the_one_who_denies_an_event_is_its_source_and_not_the_outlet() -> None:
    denial = account("art_2", realis="denied", claims=(claim("russia-mod", "denies"),))
    event = told(account("art_1", claims=(claim("sohr"),)), denial)
    assert "told as done by SOHR, denied by RUSSIA-MOD" == row(event, "occurred").explanation
    assert ["sohr", "russia-mod"] == [c.claimant_id for c in row(event, "occurred").cells]


def test_a_ministrys_own_strike_is_not_the_one_it_denies() -> None:
    market = account("art_1", claims=(claim("white-helmets"),))
    denial = account("art_1", 2, realis="denied", when=days(None), claims=(claim("russia-mod", "denies"),))
    depot = account("art_2", participants=(party("initiator", "russia"), party("target", "military-objects")),
                    claims=(claim("russia-mod"),))  # fmt: skip
    later = account("art_3", claims=(claim("activists"),), published="2015-10-22")
    found = events_of((market, denial, depot, later), WORLD)
    assert {1, 3} == {len(t.event.report_ids) for t in found}
    assert depot.report.id in next(t.event.report_ids for t in found if len(t.event.report_ids) == 1)


def test_civilians_stay_among_the_targets_beside_a_group_that_is_named() -> None:
    group = (party("initiator", "russia"), party("target", "nusra-front"))
    event = events_of((account("art_1"), account("art_2"), account("art_3", participants=group)), CIVILIANS_GENERIC)[0].event
    assert ["civilians", "nusra-front"] == [p.actor.id for p in event.participants if p.actor and p.role == "target"]


def test_a_place_that_no_gazetteer_knows_says_nothing_beside_one_that_is_known() -> None:
    guessed = replace(place("Sarmin"), name="Blast Site", latitude=None, longitude=None)
    assert ["Sarmin"] == [c.value for c in row(told(account("art_1", where=(place("Sarmin"), guessed))), "place").cells]
    assert ["Blast Site"] == [c.value for c in row(told(account("art_1", where=(guessed,))), "place").cells]


def test_a_place_has_one_name_however_it_is_spelt() -> None:
    spelt = [replace(place("Saraqib"), name=name, geonames_id=172955, text=name) for name in ("Saraqib", "Seraqeb")]
    event = told(*(account(f"art_{n}", where=(where,)) for n, where in enumerate(spelt)))
    assert [("Saraqib", "Saraqib"), ("Saraqib", "Seraqeb")] == [(c.value, c.text) for c in row(event, "place").cells]
    assert ["agree"] == [v.verdict for v in row(event, "place").values]


def test_a_denial_says_nothing_of_who_did_what_it_denies() -> None:
    denied = {"realis": "denied", "participants": (party("initiator", "russia-mod"),), "weapons": (weapon("su-34"),)}
    denial = account("art_1", 2, claims=(claim("russia-mod", "denies"),), **denied)
    told_twice = account("art_2", claims=(claim("sohr"),), participants=(party("initiator", "syria-government"),))
    event = told(account("art_1", claims=(claim("white-helmets"),), participants=()), denial, told_twice)
    assert [("occurred", "contradiction")] == found(event)
    assert {"syria-government"} == {p.actor.id for p in event.event.participants if p.actor and p.role == "initiator"}
    assert () == event.event.weapons
    assert "told as done by WHITE-HELMETS and SOHR, denied by RUSSIA-MOD" == event.event.discrepancies[0].explanation


@pytest.mark.parametrize(("other", "kind"), [(34, "contradiction"), (120, "single")])
def test_figures_of_one_article_that_lie_far_apart_are_of_two_happenings(other: int, kind: str) -> None:
    figures = (count(7, 7, by="sohr"), replace(count(other, other, by="sana"), id="c2", span=(9, 12)))
    near = (replace(figures[0], low=30, high=30), figures[1]) if other == 34 else figures
    assert kind == row(told(account("art_1", counts=near)), "killed").verdict


def test_the_table_has_a_cell_for_every_account_and_says_what_only_one_knows() -> None:
    event = told(
        account("art_1", weapons=(weapon("su-34"),), counts=(count(43, None, by="sohr"),), claims=(claim("sohr"),)),
        account("art_2", where=()),
    )
    assert ["Sarmin", None] == [c.value for c in row(event, "place").cells]
    assert "single" == row(event, "weapon").verdict
    assert "su-34" in {c.value for c in event.comparison.unique if isinstance(c.value, str)}
    assert [(43, "sohr", "2015-10-21")] == [(t["low"], t["claimant_id"], t["as_of"]) for t in event.comparison.timeline]
