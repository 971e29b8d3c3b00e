"""An ad hoc comparison: stored articles and lent texts against each other, apart from all events."""

from __future__ import annotations

from rashomon.records.account import Account
from rashomon.records.article import Submission
from rashomon.records.plain import from_plain, to_plain
from rashomon.records.work import Claim
from rashomon.workflows.admitting import article_id_of
from rashomon.workflows.lease import LostError
from rashomon.workflows.notify import announce_ended
from rashomon.workflows.ports import Judge, Reader, Store


def compare_lent(store: Store, reader: Reader, judge: Judge, claim: Claim) -> None:
    """Read the lent texts, compare all and keep the matrices; the texts go with the job's end."""
    lent = [from_plain(Submission, text) for text in claim.work.get("texts", ())]
    with store.reading() as unit:
        held = unit.comparing(claim.tenant).accounts_of(claim.work.get("article_ids", ()))
    found = judge((*held, *(account for text in lent for account in _accounts(reader, text))))
    with store.writing() as unit:
        if not unit.leases.holds(claim):
            raise LostError
        unit.jobs.keep_result(claim.tenant, claim.job_id, {"comparisons": to_plain(found)})
        announce_ended(unit, unit.leases.end(claim, "succeeded"))


def _accounts(reader: Reader, text: Submission) -> tuple[Account, ...]:
    article_id = article_id_of(text.source, text.text)
    read = reader.read(
        text=text.text,
        title=text.title,
        published_at=text.published_at,
        language=text.language,
        article_id=article_id,
        source=text.source,
    )
    outlet = None if text.source is None else text.source.name
    published = text.published_at or read.published_at
    return tuple(Account(report, f"lin_{article_id}", outlet, published, article_id) for report in read.reports)
