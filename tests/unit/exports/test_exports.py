"""Exports: cells that no spreadsheet runs, points where they are known, and the rows that the codebooks would count."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.api.examples import load_examples
from rashomon.exports import FORMATS, matrix, table
from rashomon.exports.acled import RULES as ACLED
from rashomon.exports.inclusion import objection
from rashomon.exports.shape import Shape
from rashomon.exports.ucdp import RULES as UCDP
from rashomon.exports.ucdp import violence
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event, EventCount, Relation, ReportedFigure
from rashomon.records.plain import from_plain, to_plain
from rashomon.records.report import Actor, Count, Participant, Report

EXAMPLES = load_examples()["records"]
COMPARED = from_plain(Comparison, EXAMPLES["Comparison"])
EVENT = from_plain(Event, EXAMPLES["Event"])
REPORT = from_plain(Report, EXAMPLES["Report"])


def party(role: Any, sector: str, country: str | None = None, name: str = "X") -> Participant:
    return Participant(role, Actor(name.lower(), name, sector, country))


def dead(low: int | None, high: int | None, best: int | None, of: str = "any") -> EventCount:
    return EventCount("killed", of, low, high, best, None, (ReportedFigure("rep_a", low, high, None, None),))


def stated(text: str, low: int | None, high: int | None, qualifier: Any = "exact") -> Count:
    return Count("c1", "killed", "any", "people", low, high, qualifier, "unknown", None, None, text, (0, len(text)))


def rows(fmt: str, *events: Event, reports: tuple[Report, ...] = ()) -> list[dict[str, str]]:
    text = "".join(FORMATS["events", fmt](events, Shape(to_plain, reports_of=lambda _: reports)))
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1+1", "\uff1d1+1"])
def test_a_cell_that_looks_like_a_formula_is_made_text(text: str) -> None:
    line = "".join(table.write(("a",), [(text,)])).partition("\r\n")[2]

    assert "'" + text == next(csv.reader(io.StringIO(line, newline="")))[0]


def test_numbers_stay_numbers() -> None:
    assert "a\r\n-36.7\r\n" == "".join(table.write(("a",), [(-36.7,)]))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=2, max_size=5))
def test_any_row_comes_back_as_one_row(cells: list[str]) -> None:
    text = "".join(table.write(["h"] * len(cells), [cells]))

    found = list(csv.reader(io.StringIO(text, newline="")))
    assert 2 == len(found)
    assert cells == [cell.removeprefix("'") if cell != raw else cell for cell, raw in zip(found[1], cells, strict=True)]


@pytest.mark.parametrize(
    ("precision", "coarse", "expected"),
    [("town", False, [36.72, 35.9]), ("district", False, None), ("district", True, [36.72, 35.9]), ("country", False, None)],
)
def test_a_point_is_drawn_where_the_place_is_known(precision: Any, coarse: bool, expected: list[float] | None) -> None:  # noqa: FBT001
    event = replace(EVENT, where=(replace(EVENT.where[0], precision=precision),))

    text = "".join(FORMATS["events", "geojson"]([event], Shape(to_plain, coarse=coarse)))

    geometry = json.loads(text)["features"][0]["geometry"]
    assert expected == (geometry and geometry["coordinates"])


def test_no_event_is_a_collection_too() -> None:
    assert [] == json.loads("".join(FORMATS["events", "geojson"]([], Shape(to_plain))))["features"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"realis": "denied"}, "not_actual"),
        ({"realis": "planned"}, "not_actual"),
        ({"scope": "summary"}, "summary"),
        ({"merged_into": "evt_b"}, "merged"),
        ({"codes": {"acled": None}}, "no_type"),
        ({"when": replace(EVENT.when, precision="year")}, "undated"),
        ({"when": replace(EVENT.when, start=None, end=None, precision="unknown")}, "undated"),
        ({"when": replace(EVENT.when, start="2011-03-15", end="2017-04-16", precision="day_range")}, "undated"),
        ({"where": ()}, "not_located"),
        ({"where": (replace(EVENT.where[0], precision="country"),)}, "not_located"),
    ],
)
def test_acled_leaves_out_what_it_does_not_count(change: dict[str, Any], reason: str | None) -> None:
    rule = objection(replace(EVENT, **change), ACLED)

    assert reason == (rule and rule.reason)


@pytest.mark.parametrize(("whole", "rows_written"), [("Battles", 0), ("Explosions/Remote violence", 1)])
def test_acled_folds_a_strike_into_a_battle_but_not_into_a_total_of_strikes(whole: str, rows_written: int) -> None:
    strike = replace(EVENT, relations=(Relation("part_of", "evt_b", "inside"),))
    other = replace(EVENT, id="evt_b", codes={"acled": {"event_type": whole}})

    text = "".join(FORMATS["events", "acled"]([strike], Shape(to_plain, event_of={"evt_b": other}.get)))

    assert rows_written == len(list(csv.DictReader(io.StringIO(text))))


def test_acled_has_a_row_a_day_and_the_remainder_on_the_first() -> None:
    when = replace(EVENT.when, start="2017-04-15", end="2017-04-17", precision="day_range")

    found = rows("acled", replace(EVENT, when=when, counts=(dead(20, 20, 20),)))

    assert ["2017-04-15", "2017-04-16", "2017-04-17"] == [row["event_date"] for row in found]
    assert ["8", "6", "6"] == [row["fatalities"] for row in found]
    assert 3 == len({row["event_id_cnty"] for row in found})


@pytest.mark.parametrize(
    ("count", "said", "fatalities", "unknown"),
    [
        ((24, None, 24), stated("dozens", 24, None, "vague"), "12", "false"),
        ((200, None, 200), stated("hundreds of", 200, None, "vague"), "100", "false"),
        ((200, None, 200), stated("at least 200", 200, None, "at_least"), "200", "false"),
        ((20, None, 20), stated("tens of", 20, None, "vague"), "10", "false"),
        ((58, 58, 58), stated("58", 58, 58), "58", "false"),
        (None, None, "0", "true"),
    ],
)
def test_acled_has_its_own_figures_for_words(count: Any, said: Count | None, fatalities: str, unknown: str) -> None:
    event = replace(EVENT, counts=(dead(*count),) if count else ())
    reports = (replace(REPORT, counts=(said,)),) if said else ()

    row = rows("acled", event, reports=reports)[0]

    assert (fatalities, unknown) == (row["fatalities"], row["fatalities_unknown"])


def test_a_states_army_abroad_is_an_external_force() -> None:
    abroad = replace(EVENT, participants=(party("initiator", "military", "RU", "Air Force"), party("target", "rebel")))
    at_home = replace(EVENT, participants=(party("initiator", "military", "SY", "Army"), party("target", "rebel")))

    assert ["External/Other forces", "State forces"] == [rows("acled", event)[0]["inter1"] for event in (abroad, at_home)]
    assert ("Syria", "760") == (rows("acled", at_home)[0]["country"], rows("acled", at_home)[0]["iso"])


def test_civilians_are_targeted_only_when_they_are_the_target() -> None:
    military = replace(
        EVENT, participants=(party("initiator", "military", "SY"), party("target", "rebel"), party("target", "civilian"))
    )
    civilian = replace(EVENT, participants=(party("initiator", "military", "SY"), party("target", "civilian")))

    assert ["", "Civilian targeting"] == [rows("acled", event)[0]["civilian_targeting"] for event in (military, civilian)]


def test_things_hit_are_no_side_of_a_codebooks_row() -> None:
    depot = Participant("target", Actor("military-objects", "Military objects", "infrastructure", None))
    sides = (party("initiator", "military", "SY", "Army"), depot, party("target", "rebel", None, "Rebels"))

    assert "Army - Rebels" == rows("ucdp", replace(EVENT, participants=sides, counts=(dead(1, 1, 1),)))[0]["dyad_name"]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("military", "rebel", 1),
        ("rebel", "military", 1),
        ("rebel", "militia", 2),
        ("military", "civilian", 3),
        ("rebel", "civilian", 3),
    ],
)
def test_ucdp_has_three_kinds_of_violence(first: str, second: str, kind: int) -> None:
    assert kind == violence(replace(EVENT, participants=(party("initiator", first, "SY"), party("target", second))))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"counts": ()}, "no_deaths"),
        ({"counts": (dead(0, 0, 0),)}, "no_deaths"),
        ({"realis": "hypothetical"}, "not_actual"),
        ({"scope": "summary"}, "summary"),
        ({"participants": ()}, "no_violence_type"),
    ],
)
def test_ucdp_leaves_out_what_it_does_not_count(change: dict[str, Any], reason: str | None) -> None:
    sides = (party("initiator", "military", "SY"), party("target", "rebel"))
    rule = objection(replace(EVENT, **{"participants": sides, **change}), UCDP)

    assert reason == (rule and rule.reason)


def test_ucdp_gives_the_estimates_and_the_precisions() -> None:
    sides = (party("initiator", "military", "SY", "Army"), party("target", "rebel", None, "Rebels"))

    row = rows("ucdp", replace(EVENT, participants=sides, counts=(dead(12, 20, 15), dead(4, 4, 4, "civilians"))))[0]

    assert ("12", "15", "20", "4", "11") == tuple(
        row[name] for name in ("low", "best", "high", "deaths_civilians", "deaths_unknown")
    )
    assert ("1", "1", "1", "Army - Rebels") == (row["where_prec"], row["date_prec"], row["type_of_violence"], row["dyad_name"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"low": 43, "high": None, "of": "any"}, "at least 43"),
        ({"low": None, "high": 40, "of": "civilians"}, "up to 40 civilians"),
        ({"low": 20, "high": 30}, "20 to 30"),
        ({"low": 0, "high": 0}, "0"),
        ({"start": "2017-04-15", "end": "2017-04-15", "precision": "day"}, "2017-04-15"),
        ({"start": "2017-04-14", "end": "2017-04-15", "precision": "day_range"}, "2017-04-14 to 2017-04-15"),
        (["Rashidin", "Aleppo"], "Rashidin, Aleppo"),
        ("explosion", "explosion"),
    ],
)
def test_a_compared_value_is_written_as_a_person_would(value: object, expected: str) -> None:
    cell = replace(COMPARED.rows[0].cells[0], value=value)
    compared = replace(COMPARED, rows=(replace(COMPARED.rows[0], cells=(cell,)),))

    assert f"<td>{expected}</td>" in matrix.as_html(compared)


def test_copies_of_one_text_are_folded() -> None:
    cell = COMPARED.rows[0].cells[0]
    compared = replace(COMPARED, rows=(replace(COMPARED.rows[0], cells=(cell, replace(cell, outlet="Copying Post"))),))

    assert "Harbour Daily, Copying Post" in matrix.as_markdown(compared)


@pytest.mark.parametrize("codebook", ["acled", "ucdp"])
def test_each_value_of_a_codebook_has_the_rule_that_produced_it(codebook: str) -> None:
    sides = (party("initiator", "military", "SY"), party("target", "civilian"))
    event = replace(EVENT, participants=sides, counts=(dead(12, 20, 15),))
    row = rows(codebook, event)[0]
    explained = rows(f"{codebook}-explained", event)

    assert row == {line["column"]: line["value"] for line in explained}
    assert all(line["rule"] and line["source"] for line in explained)
    rule = {line["column"]: line["rule"] for line in explained}
    told = {"acled": ("time_precision", "the day or days are told"), "ucdp": ("date_prec", "the day is told")}[codebook]
    assert told[1] == rule[told[0]]


def test_the_events_left_out_are_named_with_the_reason() -> None:
    found = rows("acled-excluded", EVENT, replace(EVENT, id="evt_b", scope="summary"))

    assert [("evt_b", "summary")] == [(row["event_id"], row["reason"]) for row in found]
