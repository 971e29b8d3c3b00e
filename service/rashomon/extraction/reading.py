"""Reads a page: leaf mentions, sentences, then the events with all that is told of them, stage by stage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.language import Language

from rashomon.extraction.actors import find_actors
from rashomon.extraction.analysis import analyse, analyse_answers
from rashomon.extraction.answering import attach_answers
from rashomon.extraction.backdrop import settle_backdrop
from rashomon.extraction.circumstances import attach_places
from rashomon.extraction.counting import attach_counts
from rashomon.extraction.figures import find_figures
from rashomon.extraction.finding import find_events
from rashomon.extraction.inheriting import inherit
from rashomon.extraction.inheriting_parties import inherit_parties
from rashomon.extraction.keeping import keep_events
from rashomon.extraction.kinds import settle_by_story, settle_kinds
from rashomon.extraction.leaves import Leaves
from rashomon.extraction.means import attach_weapons, lay_down_weapons
from rashomon.extraction.outcomes import settle_outcomes
from rashomon.extraction.parties import attach_actors, attach_counted
from rashomon.extraction.place_references import point_back
from rashomon.extraction.places import find_places
from rashomon.extraction.realis import settle_realis
from rashomon.extraction.referring import settle_reference
from rashomon.extraction.scene import Scene
from rashomon.extraction.scoping import settle_scope
from rashomon.extraction.sentences import split_page
from rashomon.extraction.telling import attach_tellings
from rashomon.extraction.times import find_times
from rashomon.extraction.timing import attach_times
from rashomon.extraction.voices import Voices
from rashomon.extraction.weapons import find_weapons
from rashomon.knowledge.actors import ActorLexicon
from rashomon.knowledge.places import Gazetteer
from rashomon.knowledge.telling import TellingWords
from rashomon.knowledge.triggers import Triggers
from rashomon.knowledge.weapons import Arsenal
from rashomon.records.mention import ActorMention, Reading, WeaponMention
from rashomon.records.page import Page


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known before reading; loaded once for the process."""

    language: Language
    triggers: Triggers
    lexicon: ActorLexicon
    arsenal: Arsenal
    gazetteer: Gazetteer
    telling: TellingWords


Stage = Callable[[Scene, Knowledge], Scene]

STAGES: tuple[Stage, ...] = (
    lambda scene, known: find_events(scene, known.triggers),
    lambda scene, _: attach_actors(scene),
    lambda scene, known: attach_weapons(scene, known.triggers.cues),
    lambda scene, known: attach_counts(scene, known.telling.verbs),
    lambda scene, _: attach_counted(scene),
    lambda scene, known: attach_places(scene, known.telling.verbs, known.gazetteer),
    lambda scene, known: attach_times(scene, known.telling.verbs),
    lambda scene, known: settle_kinds(scene, known.triggers.means),
    lambda scene, _: settle_by_story(scene),
    lambda scene, _: lay_down_weapons(scene),
    lambda scene, known: settle_realis(scene, known.triggers.cues),
    lambda scene, known: settle_outcomes(scene, known.triggers.cues),
    lambda scene, _: settle_scope(scene),
    lambda scene, known: settle_backdrop(scene, known.triggers.cues),
    lambda scene, known: settle_reference(scene, known.triggers.cues),
    lambda scene, known: attach_tellings(scene, known.telling, known.lexicon),
    lambda scene, _: keep_events(scene),
    lambda scene, known: point_back(scene, known.gazetteer),
    lambda scene, _: inherit(scene),
    lambda scene, _: inherit_parties(scene),
    lambda scene, known: attach_answers(scene, Voices(known.telling, known.lexicon), known.triggers.cues),
)


def read(page: Page, known: Knowledge) -> Reading:
    """Return all events that the page tells, with their arguments, in text order."""
    leaves = find_leaves(page.text, known)
    stretches = split_page(page)
    sentences = analyse(page, stretches, leaves, known.triggers, known.language)
    answers = analyse_answers(page, stretches, leaves, known.triggers, known.language)
    scene = Scene(page=page, leaves=leaves, sentences=sentences, answers=answers)
    for stage in STAGES:
        scene = stage(scene, known)
    return Reading(
        events=tuple(d.mention for d in scene.drafts),
        times=leaves.times,
        places=leaves.places,
        actors=leaves.actors,
        tellings=scene.tellings,
    )


def find_leaves(text: str, known: Knowledge) -> Leaves:
    """Find the names, times, figures and weapons of the whole text; a name taken by an actor is no place."""
    weapons = find_weapons(text, known.arsenal)
    actors = _without_machines(find_actors(text, known.lexicon), weapons)
    times = find_times(text)
    return Leaves(
        actors=actors,
        places=find_places(text, known.gazetteer, taken=[(a.start, a.end) for a in actors]),
        times=times,
        figures=find_figures(text, times=times),
        weapons=weapons,
    )


def _without_machines(actors: Sequence[ActorMention], weapons: Sequence[WeaponMention]) -> tuple[ActorMention, ...]:
    """Drop a "bomber" that is an aircraft, or stands right after one ("Su-24 bomber"), and the car of a car bomb."""
    ends = {w.end + gap for w in weapons if w.class_ == "aircraft" for gap in (0, 1)}
    spans = [(w.start, w.end) for w in weapons]
    starts = [s for s, _ in spans]

    def is_machine(actor: ActorMention) -> bool:
        at = bisect_right(starts, actor.start) - 1
        inside = at >= 0 and actor.end <= spans[at][1]
        if actor.how == "thing":
            return inside and weapons[at].class_ == "explosive" and actor.actor.id == "infrastructure"
        return actor.how == "generic" and (inside or actor.start in ends)

    return tuple(a for a in actors if not is_machine(a))
