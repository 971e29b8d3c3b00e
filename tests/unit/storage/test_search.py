"""`q` finds the same by its words on both databases, through an index, and never what another tenant or a removed text said."""

from __future__ import annotations

import pytest
from sqlalchemy import Select, select, text

from rashomon.records.article import Submission
from rashomon.records.query import Filters
from rashomon.storage.database import Database
from rashomon.storage.filters import EVENTS, REPORTS, conditions
from rashomon.storage.tables.events import events
from rashomon.storage.tables.reports import reports
from rashomon.storage.tables.wordlists import article_words
from rashomon.storage.wording import LONGEST, MOST_BYTES, owners_of, words_in
from rashomon.workflows import read, submit

TEXTS = {
    "buses": "At least 43 people died when a bomb tore through buses near Deir ez-Zór, the monitor said.",
    "su": "Two Su-34 jets dropped KAB-500 bombs on 1.5 km of road, e.g. near www.example.org/strike_report.",
    "truce": "L’accord de cessez-le-feu: the truce wasn't broken; naïve observers say 1e400 shells fell.",
}
ASKED = [
    ("bomb", {"buses"}),  # a word, not a part of one
    ("bomb*", {"buses", "su"}),
    ("deir ez-zor", {"buses"}),
    ("DEIR EZ ZÓR", {"buses"}),
    ("zor deir", {"buses"}),  # in any order
    ("su-34", {"su"}),
    ("34 su kab 500", {"su"}),
    ("1.5", {"su"}),
    ("example.org", {"su"}),
    ("strike report", {"su"}),
    ("cessez le feu", {"truce"}),
    ("naive", {"truce"}),
    ("1e400", {"truce"}),
    ("the", {"buses", "truce"}),  # no word is too common to be asked for
    ("buses truce", set()),
    ('"buses" OR NEAR(\' & | :* -- ', set()),  # words, not commands: "or" stands nowhere
    ("'buses", {"buses"}),
    ("bus* ne*", {"buses"}),
]


@pytest.fixture
def shelf(store: Database) -> Database:
    for name, words in TEXTS.items():
        submit.submit_article(store, "default", Submission(words, external_id=name))
    submit.submit_article(store, "other", Submission(TEXTS["buses"], external_id="foreign"))
    return store


def found(store: Database, q: str, tenant: str = "default") -> set[str | None]:
    return {a.external_id for a in read.list_articles(store, tenant, Filters(q=q), limit=10).items}


def test_the_same_words_find_the_same_on_both_databases(shelf: Database) -> None:
    assert dict(ASKED) == {q: found(shelf, q) for q, _ in ASKED}
    assert {"foreign"} == found(shelf, "buses", tenant="other")


def test_what_is_deleted_is_found_no_more(shelf: Database) -> None:
    article = read.list_articles(shelf, "default", Filters(q="buses"), limit=1).items[0]
    submit.delete_article(shelf, "default", article.id)
    assert set() == found(shelf, "buses")
    with shelf.reading() as unit:
        assert 3 == unit.connection.execute(select(text("count(*)")).select_from(article_words)).scalar_one()


def test_hostile_texts_are_indexed_as_far_as_the_index_reaches(store: Database) -> None:
    many = " ".join(f"w{n:x}" for n in range(150_000))
    for n, words in enumerate((many, "x" * 1_000_000, "\u0301" * 1000 + "ﷺ" * 30_000, "= ' & \\ \" :*")):
        submit.submit_article(store, "default", Submission(words, external_id=str(n)))
    assert {"0"} == found(store, "w0 w1f")
    assert {"1"} == found(store, "x" * 500)
    assert LONGEST == len(words_in("x" * 1000)[0])
    assert MOST_BYTES >= len(" ".join(words_in(many)).encode())


@pytest.mark.parametrize("table", [events, reports], ids=["events", "reports"])
def test_words_are_looked_up_in_an_index(store: Database, table: object) -> None:
    target = EVENTS if table is events else REPORTS
    assert "search" in plan(store, select(target.table.c.id).where(*conditions(Filters(q="bus*"), target)))
    assert "search" in plan(store, owners_of(article_words, "buses"))


def plan(store: Database, query: Select[tuple[str]]) -> str:
    """Return "search" when the full-text index is used and no table of words is read through, else the whole plan."""
    sqlite = store.engine.dialect.name == "sqlite"
    with store.reading() as unit:
        if not sqlite:
            unit.connection.execute(text("SET LOCAL enable_seqscan = off"))  # on tables of no rows reading through is right
        spelt = query.compile(store.engine, compile_kwargs={"literal_binds": True})
        rows = unit.connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{spelt}".replace("%", "%%"))
        told = "\n".join(str(row[-1]) for row in rows)
    used = "VIRTUAL TABLE INDEX" in told if sqlite else "_words_search" in told
    through = "SCAN articles_words\n" in f"{told}\n" or "SCAN reports_words\n" in f"{told}\n"
    return "search" if used and not through else told
