"""The words of telling and doubting."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.knowledge.actor_tables import load_actors
from rashomon.knowledge.telling import load_telling


def test_verbs_have_a_stance_and_adverbs_a_hedge() -> None:
    words = load_telling()
    assert ("asserts", "denies", "accuses", "admits") == tuple(words.verbs[v] for v in ("say", "deny", "blame", "admit"))
    assert ("reportedly", "allegedly", "suspected") == tuple(words.hedges[w] for w in ("reportedly", "alleged", "suspected"))
    assert "asserts" == words.phrases["according to"]
    assert "possible" == words.hedging_modals["may"]


def test_a_users_word_goes_first_and_a_wrong_value_is_named(tmp_path: Path) -> None:
    table = tmp_path / "telling.csv"
    table.write_text("word,class,value,source\nsay,verb,doubts,own\ncroak,verb,asserts,own\n", encoding="utf-8")
    assert ("doubts", "asserts") == (load_telling(tmp_path).verbs["say"], load_telling(tmp_path).verbs["croak"])
    table.write_text("word,class,value,source\ncroak,verb,shouts,own\n", encoding="utf-8")
    with pytest.raises(ValueError, match="croak"):
        load_telling(tmp_path)


def test_callings_and_institutions_stand_for_known_actors() -> None:
    words, actors = load_telling(), load_actors()
    assert not {i for table in (words.roles, words.institutions) for i in table.values() if actors.get(i) is None}
