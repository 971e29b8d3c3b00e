"""Records of the client."""

from __future__ import annotations

from rashomon_sdk.records import Event, Job, Participant, Weapon


def test_fields_of_a_newer_service_are_kept() -> None:
    job = Job.from_json({"id": "job_1", "kind": "article", "status": "queued", "colour": "blue"})
    assert job.extra == {"colour": "blue"}
    assert job.raw["colour"] == "blue"


def test_words_that_python_reserves_lose_their_underscore_in_json() -> None:
    assert Weapon.from_json({"id": "su-34", "name": "Su-34", "class": "aircraft"}).class_ == "aircraft"
    assert Participant.from_json({"role": "target", "actor": None, "except": "islamic-state"}).except_ == "islamic-state"


def test_what_the_service_left_out_is_none_or_empty() -> None:
    job = Job.from_json({"id": "job_1", "kind": "article", "status": "succeeded"})
    assert job.error is None
    assert job.article_ids == ()
    assert job.over


def test_nested_records_are_typed() -> None:
    event = Event.from_json(
        {
            "id": "evt_1",
            "when": {"start": "2015-10-20", "end": None},
            "counts": [{"measure": "killed", "of": "any", "reported": [{"report_id": "rep_1", "low": 4}]}],
            "discrepancies": [{"field": "killed", "kind": "update", "values": [{"value": {"low": 4}, "supporters": []}]}],
        }
    )
    assert event.when.start == "2015-10-20"
    assert event.counts[0].reported[0].low == 4
    assert event.discrepancies[0].values[0].value == {"low": 4}
