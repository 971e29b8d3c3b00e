"""Who says so, in sentences of many wars."""

from __future__ import annotations

import pytest

from rashomon.records.report import Report
from rashomon.workflows.reading import ArticleReader

SAID = (
    ("Sudan's army and the Rapid Support Forces said they had repelled attacks in Omdurman.", {"sudan-military", "rsf"}),
    ("Ukraine has hit an oil depot in Belgorod, its defence ministry has announced.", {"ukraine-mod"}),
    ("Residents told Reuters that gunmen attacked the village of Kwata and killed 12 people.", {"local-sources"}),
    ("The Philippine military blamed Abu Sayyaf for the bombing in Jolo.", {"philippines-military"}),
    ("The United Nations condemned the attack on a hospital in Kunduz.", set()),  # tells nothing of it
    ("Islamic State claimed the attack on the shrine in Sehwan, which killed 72.", {"islamic-state"}),
    ("At least nine soldiers died in an ambush near Tongo Tongo local media reported Friday.", {"local-media"}),
    ("Human Rights Watch documented an air strike on a prison in Saada that killed 80.", {"hrw"}),
    ("Colonel Abdallah Nasser, a spokesman for the Houthi forces, said four drones hit Abha airport.", {"houthis"}),
    ("Three soldiers died in an attack in Mali, according to two security sources.", {"military-source"}),
    ("A source in the M23 said nine people were killed in shelling of Goma on Monday.", {"m23"}),
    ("According to a Reuters source in Aden a bombing killed nine people on Monday.", {"local-sources"}),
    ("A report sent to the Reuters news agency said shelling killed nine people in Goma.", set()),  # it heard, others tell
    ("The army confirmed the start of the siege of Bama on Monday.", {"nigeria-military"}),
    ("The shelling of Goma was confirmed on Monday in a statement by the M23.", {"m23"}),
    ("Shelling killed four people in Kalma, said Idris Tambo, administrator of the camp.", {"local-sources"}),
    ("A bomb killed two soldiers in Jolo, Captain Rey Dizon of the 4th Infantry Division said.", {"philippines-military"}),
    ("Civil society leader Paul Mbeki said rebels killed nine farmers in Oicha.", {"activists"}),
    ("The Karima Women's Committee reported that shelling killed six people in Tawila.", {"karima-womens-committee"}),
    ("Gunmen killed six traders in Djibo, according to prosecutors.", {"officials"}),
    ("At least two soldiers were confirmed dead in an ambush by Boko Haram near Bama.", set()),  # it confirms nothing
    ("Gunmen killed six people, a trader told Reuters, adding that they burned two shops in Bama.", {"local-sources"}),
    (
        "Five people were killed by a missile in Marib, security and medical sources told Reuters.",
        {"military-source", "local-sources"},
    ),
    ("Four people were killed in a rocket attack on Erbil, the mayor's office said in a post.", {"officials"}),
    ("Nine people died in a bombing in Aden, state television reported, quoting hospital sources.", {"local-sources"}),
    ("Gunmen shot an engineer in Tazirbu, according to a statement from the Great River Project.", {"great-river-project"}),
    ("The raid on Tazirbu killed nine people. It underlined how serious the threat of attacks is.", set()),
    ("Gunmen killed six people in Zurmi. The council's chairman, Lawal Isa, confirmed the incident.", {"officials"}),
    ("Hamas said it had shelled Sderot. The group said it also killed two soldiers in Rafah on Monday.", {"hamas"}),
)


@pytest.fixture(scope="module")
def reader() -> ArticleReader:
    return ArticleReader()


def _read(reader: ArticleReader, text: str) -> tuple[Report, ...]:
    return reader.read(text=text, title=None, published_at="2024-03-10", language=None, article_id="a1", source=None).reports


@pytest.mark.parametrize(("text", "claimants"), SAID)
def test_the_origin_of_an_account_is_named(reader: ArticleReader, text: str, claimants: set[str]) -> None:
    assert {c.claimant.id for r in _read(reader, text) for c in r.claims} == claimants


def test_a_person_named_before_speaks_for_the_same_again(reader: ArticleReader) -> None:
    text = (
        "A bomb wounded six people in Herat on Sunday, said Karim Sultani, director of the city's main hospital. The ministry "
        "said soldiers killed nine militants in Farah. Two of the wounded died on Monday, Sultani said."
    )
    assert {c.claimant.id for c in _read(reader, text)[0].claims} == {"health-officials"}


def test_he_is_the_last_person_who_spoke_and_it_the_last_body(reader: ArticleReader) -> None:
    text = (
        "Hezbollah said it had shelled Metula on Sunday. A resident said the rockets killed two people in Shlomi. He said a bomb "
        "had killed one man in Avivim."
    )
    last = next(r for r in _read(reader, text) if any(w.name == "Avivim" for w in r.where))
    assert {c.claimant.id for c in last.claims} == {"local-sources"}


def test_points_between_two_words_of_one_speaker_are_his(reader: ArticleReader) -> None:
    text = (
        "Colombia's army said it had bombed a camp near Tibu.\n\nAn air strike destroyed two boats on the Catatumbo river.\n\n"
        "The army also said that six guerrillas were killed in a clash in Arauca."
    )
    told = _read(reader, text)
    assert len(told) >= 2
    assert all({c.claimant.id for c in r.claims} == {"colombia-military"} for r in told)


def test_history_is_not_the_speakers(reader: ArticleReader) -> None:
    text = "The mayor said a shell killed two people in Nikopol. In 2014, an air strike on Luhansk killed eight people."
    old = next(r for r in _read(reader, text) if r.when.start and r.when.start.startswith("2014"))
    assert old.claims == ()


def test_who_denies_one_thing_and_accuses_of_another_does_not_deny_both(reader: ArticleReader) -> None:
    reports = _read(reader, "The RSF denied the charge and accused the army of bombing El Fasher with warplanes on Monday.")
    assert {c.stance for r in reports for c in r.claims if c.claimant.id == "rsf"} == {"accuses"}


def test_each_of_two_who_speak_in_one_sentence_tells_his_own(reader: ArticleReader) -> None:
    told = _read(
        reader,
        "Mortar fire killed 16 people in Shambat overnight, the health ministry said, while the RSF said it had freed two hostages.",
    )
    assert {r.type: {c.claimant.id for c in r.claims} for r in told}["hostage_release"] == {"rsf"}


def test_an_earlier_year_is_recalled_by_the_outlet(reader: ArticleReader) -> None:
    text = "The army said troops killed nine militants in Bama. Gunmen killed 40 villagers there on 3 May 2012."
    assert [{"nigeria-military"}, set()] == [{c.claimant.id for c in r.claims} for r in _read(reader, text)]


ANSWERED = (
    (
        "M23 rebels captured Masisi on Sunday, residents said. An army spokesman denied this.",
        ("dr-congo-military", "denies", ("",)),
    ),
    (
        "A drone hit the market of Kosti on Sunday and killed nine people. The RSF blamed the army. The army denied responsibility.",
        ("sudan-military", "denies", ("/participants/0",)),
    ),
    (
        "A jet of the Myanmar military bombed Loikaw on Sunday, the KIA said. The Myanmar military dismissed the report as a lie.",
        ("myanmar-military", "denies", ("",)),
    ),
    (
        "Doctors said chlorine was used in an attack on Douma on Wednesday. Russia cast doubt on their findings.",
        ("russia", "doubts", ("/weapons/0",)),
    ),
    (
        "Pakistani jets hit a compound in Bajaur on Sunday and killed 11 militants. Residents rejected the claim that militants were hit.",
        ("local-sources", "denies", ("/participants/2",)),
    ),
    (
        "Saudi jets bombed a farm near Zabid on Tuesday and killed nine people. A coalition spokesman denied that civilians were killed.",
        ("saudi-coalition", "denies", ("/participants/2",)),
    ),
    (
        "Insurgents ambushed a patrol near Dikwa on Sunday and killed four soldiers, a source said. The army said it had lost one man.",
        ("nigeria-military", "asserts", ("/counts/1",)),
    ),
    (
        "OLA fighters ambushed a patrol near Nekemte on Friday and killed nine soldiers, an official said. The OLA put the figure at 20.",
        ("ola", "asserts", ("/counts/1",)),
    ),
)


@pytest.mark.parametrize(("text", "claim"), ANSWERED)
def test_an_answer_is_about_what_was_told_before(
    reader: ArticleReader, text: str, claim: tuple[str, str, tuple[str, ...]]
) -> None:
    first = _read(reader, text)[0]
    assert claim in [(c.claimant.id, c.stance, c.about) for c in first.claims]


def test_who_tells_what_he_lost_elsewhere_does_not_count_the_dead_of_his_blow(reader: ArticleReader) -> None:
    told = _read(
        reader, "The army bombed Boko Haram fighters near Dikwa on Sunday and killed 20. The army said it had lost one man."
    )
    assert [20] == [c.low for c in told[0].counts if c.measure == "killed"]


def test_who_is_blamed_is_said_to_have_done_it(reader: ArticleReader) -> None:
    told = _read(reader, "A drone hit the market of Kosti on Sunday and killed nine people. The RSF blamed the army.")[0]
    assert [("sudan-military", "allegedly")] == [
        (p.actor.id, p.hedge) for p in told.participants if p.actor and p.role == "initiator"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Shelling of Goma killed two people on Sunday. Kinshasa accused Rwanda of having deployed 4,000 soldiers there. Kigali rejects the charge.",
        "Shelling of Goma killed two people on Sunday. The army denied responsibility.",
        "The army plans to attack Bama on Sunday. A rebel spokesman dismissed the report.",
        "A missile hit a flat in Odesa on Wednesday and killed six people. Moscow has denied deliberately targeting civilians.",
        "A missile hit a flat in Odesa on Wednesday and killed six people. Russia denies targeting civilians.",
    ],
)
def test_an_answer_to_something_else_is_no_claim(reader: ArticleReader, text: str) -> None:
    assert "denies" not in {c.stance for r in _read(reader, text) for c in r.claims}


def test_a_monitor_that_counts_the_dead_was_not_hit(reader: ArticleReader) -> None:
    told = _read(reader, "A shell hit a bus in Idlib on Monday. The Syrian Observatory for Human Rights counted 24 dead.")[0]
    assert {"infrastructure"} == {p.actor.id for p in told.participants if p.actor and p.role == "target"}


def test_a_communique_is_the_account_of_the_side_that_issues_it(reader: ArticleReader) -> None:
    text = "M23 communiqué\n\nOur forces shelled a camp near Sake on Monday.\n\nAn air strike killed two people in Minova on Tuesday."
    assert all({c.claimant.id for c in r.claims} == {"m23"} for r in _read(reader, text))


def test_our_forces_in_quotation_marks_make_no_communique(reader: ArticleReader) -> None:
    text = 'M23 rebels near Goma\n\nShelling killed two people in Sake on Monday. "They attacked our forces in Minova," a colonel said.'
    assert "m23" not in {c.claimant.id for r in _read(reader, text) for c in r.claims}
