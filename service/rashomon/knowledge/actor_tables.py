"""Reads the tables of actors into one lexicon."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

from rashomon.knowledge.actors import ActorLexicon, ForceWord, How, Kind, KnownActor, State, Term
from rashomon.knowledge.phrases import Phrases
from rashomon.knowledge.spelling import aliases, fold
from rashomon.knowledge.tables import Row, read_table
from rashomon.records.report import Actor

HOW: Mapping[str, How] = {"generic": "generic", "thing": "thing", "named": "named"}  # "named": one name, two countries
ARTICLE = re.compile(r"^the ", re.IGNORECASE)  # no part of a name here


def load_actors(extra_dir: Path | None = None) -> ActorLexicon:
    """Read the tables of the package and, before them, a user's own of the same names in `extra_dir`."""
    named = read_table("actors", extra=extra_dir)
    generic = read_table("generic_actors", extra=extra_dir)
    forces = [(row, _force(row)) for row in read_table("force_words", extra=extra_dir)]
    states = _states(extra_dir)
    known = _known(named, generic, states)
    words = _word_sets(extra_dir)
    terms: Phrases[Term] = Phrases()
    # A state's bare name composes, so it goes before an actor of that name.
    for spelling, term in (*_state_terms(states), *_named_terms(named, extra_dir), *_generic_terms(generic)):
        terms.add(ARTICLE.sub("", spelling), term)
    nouns = _phrases((spelling, force) for row, force in forces for spelling in aliases(row["phrases"]))
    return ActorLexicon(
        known=known,
        states={iso: state for iso, (state, _) in states.items()},
        terms=terms,
        forces=nouns,
        by_suffix={force.suffix: force for _, force in reversed(forces)},
        in_country={row["id"]: _choices(row["in_country"]) for row in reversed(generic)},
        words=words,
        members=_phrases((word, True) for word in words["member"]),
        by_slug={state.slug: state for state, _ in states.values()},
        adjectives=frozenset(
            fold(s).replace(".", "") for s, term in _state_terms(states) if term.kind in ("adjective", "state")
        ),
        starters=terms.beginnings() | nouns.beginnings() | words["prefix"] | words["ordinal"] | words["those"],
    )


def _phrases(pairs: Iterable[tuple[str, object]]) -> Phrases:  # type: ignore[type-arg]
    made: Phrases = Phrases()  # type: ignore[type-arg]
    for spelling, payload in pairs:
        made.add(spelling, payload)
    return made


def _many(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())


def _force(row: Row) -> ForceWord:
    return ForceWord(row["suffix"], row["name"], row["sector"], row["parent"], row["title"] == "yes")


def _word_sets(extra: Path | None) -> Mapping[str, frozenset[str]]:
    sets: dict[str, set[str]] = defaultdict(set)
    for row in read_table("actor_words", extra=extra):
        sets[row["class"]].update(fold(word).replace("'", "") for word in row["words"].split(";"))
    return {name: frozenset(found) for name, found in sets.items()}


def _choices(cell: str | None) -> Mapping[str, str]:
    return dict(part.split("=", 1) for part in _many(cell))


def _states(extra: Path | None) -> dict[str, tuple[State, Row]]:
    """Every country of the gazetteer; `states` says what ids and press names need beyond it."""
    packed = resources.files("rashomon.knowledge.data").joinpath("places", "countries.tsv").read_text(encoding="utf-8")
    own = {row["country"]: row for row in reversed(read_table("states", extra=extra))}
    found: dict[str, tuple[State, Row]] = {}
    for country in csv.DictReader(packed.splitlines(), delimiter="\t"):
        row = {**country, **{f"own_{k}": v for k, v in own.get(country["country"], {}).items()}}
        slug = row.get("own_slug") or fold(country["name"]).replace(".", "").replace(" ", "-")
        root = row.get("own_root") or slug
        adjective = row.get("own_adjective") or (row["adjectives"] or row["name"]).split("|")[0]
        found[country["country"]] = (State(country["country"], root, slug, country["name"], adjective), row)
    return found


def _known(named: Iterable[Row], generic: Iterable[Row], states: Mapping[str, tuple[State, Row]]) -> dict[str, KnownActor]:
    known = {
        s.root: KnownActor(Actor(s.root, _root_name(s), "state", s.iso), source=row["source"]) for s, row in states.values()
    }
    for row in reversed([*generic]):
        known[row["id"]] = KnownActor(Actor(row["id"], row["name"], row["sector"] or None), source=row["source"])
    parents = {row["id"]: row["parent"] for row in reversed([*named])}
    for row in reversed([*named]):
        actor = Actor(row["id"], row["name"], row["sector"] or None, row["country"] or None, _chain(row["id"], parents))
        known[row["id"]] = KnownActor(
            actor,
            since=row["since"] or None,
            until=row["until"] or None,
            speaks_for=_many(row["speaks_for"]),
            allied=_many(row["allied"]),
            member_of=_many(row["member_of"]),
            source=row["source"],
        )
    return known


def _root_name(state: State) -> str:
    return f"{state.adjective} government" if state.root.endswith("-government") else state.name


def _chain(ident: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    chain: list[str] = []
    while (above := parents.get(ident)) and above not in chain:
        chain.append(above)
        ident = above
    return tuple(chain)


def _named_terms(rows: Iterable[Row], extra: Path | None) -> Iterator[tuple[str, Term]]:
    for row in rows:
        for spelling in (row["name"], *aliases(row["aliases"])):
            yield spelling, Term("actor", row["id"])
    for row in read_table("persons", extra=extra):
        for spelling in aliases(row["names"]):
            yield spelling, Term("actor", row["id"], "person")


def _generic_terms(rows: Iterable[Row]) -> Iterator[tuple[str, Term]]:
    for row in rows:
        how: How = HOW[row["how"]]
        for spelling in aliases(row["phrases"]):
            yield spelling, Term("actor", row["id"], how)


STATE_FORMS: tuple[tuple[str, Kind], ...] = (("name", "state"), ("aliases", "state"), ("own_names", "state"),
    ("adjectives", "adjective"), ("own_adjectives", "adjective"), ("capital", "capital"), ("own_capitals", "capital"),
    ("own_people", "people"))  # fmt: skip


def _state_terms(states: Mapping[str, tuple[State, Row]]) -> Iterator[tuple[str, Term]]:
    for iso, (_, row) in sorted(states.items(), key=lambda item: -int(item[1][1]["population"] or 0)):
        for column, kind in STATE_FORMS:
            cell = (row.get(column) or "").replace("|", ";") if not column.startswith("own_") else row.get(column) or ""
            for spelling in aliases(cell):
                if spelling not in row.get("own_not", "").split(";"):
                    yield spelling, Term(kind, iso)
