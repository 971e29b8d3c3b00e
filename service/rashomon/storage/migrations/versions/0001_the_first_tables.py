"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - one statement per table and index
    """Go forward."""
    op.create_table(
        "api_keys",
        sa.Column("id", NAME, nullable=False),
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", NAME, nullable=False),
        sa.Column("secret_hash", NAME, nullable=False),
        sa.Column("scopes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", NAME, nullable=False),
        sa.Column("last_used_at", NAME, nullable=True),
        sa.Column("revoked_at", NAME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("prefix", name=op.f("uq_api_keys_prefix")),
    )
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_keys_tenant_created_at"), ["tenant", "created_at"], unique=False)

    op.create_table(
        "articles",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("external_id", NAME, nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_key", NAME, nullable=True),
        sa.Column("source_domain", NAME, nullable=True),
        sa.Column("source_country", NAME, nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_at", NAME, nullable=True),
        sa.Column("published_at_basis", NAME, nullable=True),
        sa.Column("language", NAME, nullable=True),
        sa.Column("lineage_id", NAME, nullable=True),
        sa.Column("metadata", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("job_id", NAME, nullable=True),
        sa.Column("received_at", NAME, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_articles")),
        sa.UniqueConstraint("tenant", "external_id", name=op.f("uq_articles_tenant_external_id")),
    )
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_articles_tenant_lineage_id"), ["tenant", "lineage_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_articles_tenant_received_at_id"), ["tenant", "received_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_articles_tenant_source_key"), ["tenant", "source_key"], unique=False)

    op.create_table(
        "block_keys",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("report_id", NAME, nullable=False),
        sa.Column("article_id", NAME, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", "report_id", name=op.f("pk_block_keys")),
    )
    with op.batch_alter_table("block_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_block_keys_tenant_article_id"), ["tenant", "article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_block_keys_tenant_report_id"), ["tenant", "report_id"], unique=False)

    op.create_table(
        "comparing_versions",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_comparing_versions")),
    )
    op.create_table(
        "decisions",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("event_id", NAME, nullable=False),
        sa.Column("action", NAME, nullable=False),
        sa.Column("path", NAME, nullable=True),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("author", NAME, nullable=True),
        sa.Column("created_at", NAME, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decisions_tenant_event_id_created_at"), ["tenant", "event_id", "created_at"], unique=False
        )

    op.create_table(
        "events",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("state", NAME, nullable=False),
        sa.Column("merged_into", NAME, nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("type", NAME, nullable=False),
        sa.Column("scope", NAME, nullable=False),
        sa.Column("realis", NAME, nullable=False),
        sa.Column("grading", NAME, nullable=False),
        sa.Column("when_start", NAME, nullable=True),
        sa.Column("when_end", NAME, nullable=True),
        sa.Column("date_precision", NAME, nullable=True),
        sa.Column("date_basis", NAME, nullable=True),
        sa.Column("lineages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("outlets", sa.Integer(), server_default="0", nullable=False),
        sa.Column("articles", sa.Integer(), server_default="0", nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("first_reported_at", NAME, nullable=True),
        sa.Column("last_reported_at", NAME, nullable=True),
        sa.Column("created_at", NAME, nullable=False),
        sa.Column("updated_at", NAME, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("comparison", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_tenant_merged_into"), ["tenant", "merged_into"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_events_tenant_state_when_start_id"), ["tenant", "state", "when_start", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_events_tenant_type"), ["tenant", "type"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_tenant_updated_at_id"), ["tenant", "updated_at", "id"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("status", NAME, nullable=False),
        sa.Column("stage", NAME, nullable=True),
        sa.Column("article_id", NAME, nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt", sa.Integer(), server_default="1", nullable=False),
        sa.Column("token", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", NAME, nullable=True),
        sa.Column("owner", NAME, nullable=True),
        sa.Column("error", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("request_id", NAME, nullable=True),
        sa.Column("callback_url", sa.Text(), nullable=True),
        sa.Column("work", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", NAME, nullable=False),
        sa.Column("started_at", NAME, nullable=True),
        sa.Column("finished_at", NAME, nullable=True),
        sa.Column("published_at", NAME, nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_status_lease_until"), ["status", "lease_until"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_jobs_status_stage_published_at"), ["status", "stage", "published_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_jobs_tenant_article_id"), ["tenant", "article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_tenant_created_at_id"), ["tenant", "created_at", "id"], unique=False)

    op.create_table(
        "links",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("left_id", NAME, nullable=False),
        sa.Column("right_id", NAME, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "left_id", "right_id", "kind", name=op.f("pk_links")),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_links_tenant_right_id"), ["tenant", "right_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("stage", NAME, nullable=False),
        sa.Column("ref", NAME, nullable=False),
        sa.Column("attempt", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_table(
        "processes",
        sa.Column("id", NAME, nullable=False),
        sa.Column("role", NAME, nullable=False),
        sa.Column("host", NAME, nullable=False),
        sa.Column("pid", sa.Integer(), server_default="0", nullable=False),
        sa.Column("started_at", NAME, nullable=False),
        sa.Column("last_seen", NAME, nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processes")),
    )
    op.create_table(
        "replies",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("fingerprint", NAME, nullable=False),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("job_id", NAME, nullable=True),
        sa.Column("created_at", NAME, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", name=op.f("pk_replies")),
    )
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replies_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_replies_tenant_job_id"), ["tenant", "job_id"], unique=False)

    op.create_table(
        "report_decisions",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("left_id", NAME, nullable=False),
        sa.Column("right_id", NAME, nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("decision_id", NAME, nullable=True),
        sa.PrimaryKeyConstraint("tenant", "left_id", "right_id", name=op.f("pk_report_decisions")),
    )
    with op.batch_alter_table("report_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_decisions_tenant_right_id"), ["tenant", "right_id"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("event_id", NAME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("at", NAME, nullable=False),
        sa.Column("changes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("other_event_id", NAME, nullable=True),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "event_id", "revision", name=op.f("pk_revisions")),
    )
    op.create_table(
        "tenants",
        sa.Column("id", NAME, nullable=False),
        sa.Column("callback_secret", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenants")),
    )
    op.create_table(
        "webhook_endpoints",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("event_types", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("filters", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("disabled_reason", sa.Text(), nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("failing_since", NAME, nullable=True),
        sa.Column("created_at", NAME, nullable=False),
        sa.Column("updated_at", NAME, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_webhook_endpoints")),
    )
    with op.batch_alter_table("webhook_endpoints", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_webhook_endpoints_tenant_created_at_id"), ["tenant", "created_at", "id"], unique=False
        )

    op.create_table(
        "article_labels",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("article_id", NAME, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "article_id"],
            ["articles.tenant", "articles.id"],
            name=op.f("fk_article_labels_tenant_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "article_id", "key", name=op.f("pk_article_labels")),
    )
    op.create_table(
        "batch_items",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("batch_id", NAME, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article_id", NAME, nullable=True),
        sa.Column("job_id", NAME, nullable=True),
        sa.Column("error", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "batch_id"], ["jobs.tenant", "jobs.id"], name=op.f("fk_batch_items_tenant_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tenant", "batch_id", "position", name=op.f("pk_batch_items")),
    )
    with op.batch_alter_table("batch_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_items_tenant_job_id"), ["tenant", "job_id"], unique=False)

    op.create_table(
        "comparisons",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("job_id", NAME, nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", NAME, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "job_id"], ["jobs.tenant", "jobs.id"], name=op.f("fk_comparisons_tenant_job_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tenant", "job_id", name=op.f("pk_comparisons")),
    )
    with op.batch_alter_table("comparisons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comparisons_created_at"), ["created_at"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("endpoint_id", NAME, nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("message_id", NAME, nullable=False),
        sa.Column("event_type", NAME, nullable=False),
        sa.Column("status", NAME, nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", NAME, nullable=True),
        sa.Column("lease_until", NAME, nullable=True),
        sa.Column("created_at", NAME, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "endpoint_id"],
            ["webhook_endpoints.tenant", "webhook_endpoints.id"],
            name=op.f("fk_deliveries_tenant_endpoint_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_deliveries")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_status_next_attempt_at"), ["status", "next_attempt_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deliveries_tenant_endpoint_id_created_at_id"),
            ["tenant", "endpoint_id", "created_at", "id"],
            unique=False,
        )

    op.create_table(
        "discrepancies",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("event_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), server_default="0", nullable=False),
        sa.Column("field", NAME, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("found_at", NAME, nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "event_id"],
            ["events.tenant", "events.id"],
            name=op.f("fk_discrepancies_tenant_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_discrepancies")),
    )
    with op.batch_alter_table("discrepancies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discrepancies_tenant_event_id"), ["tenant", "event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discrepancies_tenant_found_at_id"), ["tenant", "found_at", "id"], unique=False)

    op.create_table(
        "events_claimants",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("claimant_id", NAME, nullable=True),
        sa.Column("name_key", NAME, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["events.tenant", "events.id"],
            name=op.f("fk_events_claimants_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_events_claimants")),
    )
    with op.batch_alter_table("events_claimants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_claimants_tenant_claimant_id"), ["tenant", "claimant_id"], unique=False)

    op.create_table(
        "events_figures",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("measure", NAME, nullable=False),
        sa.Column("of", NAME, nullable=True),
        sa.Column("of_class", NAME, nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("claimant_id", NAME, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["events.tenant", "events.id"],
            name=op.f("fk_events_figures_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_events_figures")),
    )
    with op.batch_alter_table("events_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_figures_tenant_measure"), ["tenant", "measure"], unique=False)

    op.create_table(
        "events_parties",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("role", NAME, nullable=False),
        sa.Column("actor_id", NAME, nullable=True),
        sa.Column("name_key", NAME, nullable=True),
        sa.Column("country", NAME, nullable=True),
        sa.Column("except_id", NAME, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["events.tenant", "events.id"],
            name=op.f("fk_events_parties_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_events_parties")),
    )
    with op.batch_alter_table("events_parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_parties_tenant_actor_id"), ["tenant", "actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_parties_tenant_name_key"), ["tenant", "name_key"], unique=False)

    op.create_table(
        "events_places",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name_key", NAME, nullable=False),
        sa.Column("geonames_id", sa.Integer(), nullable=True),
        sa.Column("country", NAME, nullable=True),
        sa.Column("admin1_key", NAME, nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("x", sa.Float(), nullable=True),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("z", sa.Float(), nullable=True),
        sa.Column("precision", NAME, nullable=False),
        sa.Column("relation", NAME, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["events.tenant", "events.id"],
            name=op.f("fk_events_places_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_events_places")),
    )
    with op.batch_alter_table("events_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_places_tenant_country"), ["tenant", "country"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_places_tenant_geonames_id"), ["tenant", "geonames_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_places_tenant_name_key"), ["tenant", "name_key"], unique=False)

    op.create_table(
        "events_weapons",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("weapon_id", NAME, nullable=True),
        sa.Column("name_key", NAME, nullable=True),
        sa.Column("class", NAME, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["events.tenant", "events.id"],
            name=op.f("fk_events_weapons_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_events_weapons")),
    )
    with op.batch_alter_table("events_weapons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_weapons_tenant_weapon_id"), ["tenant", "weapon_id"], unique=False)

    op.create_table(
        "fingerprints",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", NAME, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "article_id"],
            ["articles.tenant", "articles.id"],
            name=op.f("fk_fingerprints_tenant_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "hash", "article_id", name=op.f("pk_fingerprints")),
    )
    with op.batch_alter_table("fingerprints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fingerprints_tenant_article_id"), ["tenant", "article_id"], unique=False)

    op.create_table(
        "reports",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("article_id", NAME, nullable=False),
        sa.Column("event_id", NAME, nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("type", NAME, nullable=False),
        sa.Column("scope", NAME, nullable=False),
        sa.Column("realis", NAME, nullable=False),
        sa.Column("outcome", NAME, nullable=True),
        sa.Column("when_start", NAME, nullable=True),
        sa.Column("when_end", NAME, nullable=True),
        sa.Column("date_precision", NAME, nullable=True),
        sa.Column("date_basis", NAME, nullable=True),
        sa.Column("as_of", NAME, nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("extractor", NAME, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "article_id"],
            ["articles.tenant", "articles.id"],
            name=op.f("fk_reports_tenant_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_reports")),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reports_tenant_article_id_position"), ["tenant", "article_id", "position"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reports_tenant_event_id"), ["tenant", "event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_tenant_when_start_id"), ["tenant", "when_start", "id"], unique=False)

    op.create_table(
        "delivery_attempts",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("delivery_id", NAME, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", NAME, nullable=False),
        sa.Column("status_code", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "delivery_id"],
            ["deliveries.tenant", "deliveries.id"],
            name=op.f("fk_delivery_attempts_tenant_delivery_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "delivery_id", "number", name=op.f("pk_delivery_attempts")),
    )
    op.create_table(
        "reports_claimants",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("claimant_id", NAME, nullable=True),
        sa.Column("name_key", NAME, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["reports.tenant", "reports.id"],
            name=op.f("fk_reports_claimants_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_reports_claimants")),
    )
    with op.batch_alter_table("reports_claimants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_claimants_tenant_claimant_id"), ["tenant", "claimant_id"], unique=False)

    op.create_table(
        "reports_figures",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("measure", NAME, nullable=False),
        sa.Column("of", NAME, nullable=True),
        sa.Column("of_class", NAME, nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("claimant_id", NAME, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["reports.tenant", "reports.id"],
            name=op.f("fk_reports_figures_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_reports_figures")),
    )
    with op.batch_alter_table("reports_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_figures_tenant_measure"), ["tenant", "measure"], unique=False)

    op.create_table(
        "reports_parties",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("role", NAME, nullable=False),
        sa.Column("actor_id", NAME, nullable=True),
        sa.Column("name_key", NAME, nullable=True),
        sa.Column("country", NAME, nullable=True),
        sa.Column("except_id", NAME, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["reports.tenant", "reports.id"],
            name=op.f("fk_reports_parties_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_reports_parties")),
    )
    with op.batch_alter_table("reports_parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_parties_tenant_actor_id"), ["tenant", "actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_parties_tenant_name_key"), ["tenant", "name_key"], unique=False)

    op.create_table(
        "reports_places",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name_key", NAME, nullable=False),
        sa.Column("geonames_id", sa.Integer(), nullable=True),
        sa.Column("country", NAME, nullable=True),
        sa.Column("admin1_key", NAME, nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("x", sa.Float(), nullable=True),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("z", sa.Float(), nullable=True),
        sa.Column("precision", NAME, nullable=False),
        sa.Column("relation", NAME, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["reports.tenant", "reports.id"],
            name=op.f("fk_reports_places_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_reports_places")),
    )
    with op.batch_alter_table("reports_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_places_tenant_country"), ["tenant", "country"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_places_tenant_geonames_id"), ["tenant", "geonames_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_places_tenant_name_key"), ["tenant", "name_key"], unique=False)

    op.create_table(
        "reports_weapons",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("weapon_id", NAME, nullable=True),
        sa.Column("name_key", NAME, nullable=True),
        sa.Column("class", NAME, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"],
            ["reports.tenant", "reports.id"],
            name=op.f("fk_reports_weapons_tenant_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "owner_id", "n", name=op.f("pk_reports_weapons")),
    )
    with op.batch_alter_table("reports_weapons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_weapons_tenant_weapon_id"), ["tenant", "weapon_id"], unique=False)


def downgrade() -> None:  # noqa: PLR0915 - the same backwards
    """Go back."""
    with op.batch_alter_table("reports_weapons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_weapons_tenant_weapon_id"))

    op.drop_table("reports_weapons")
    with op.batch_alter_table("reports_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_places_tenant_name_key"))
        batch_op.drop_index(batch_op.f("ix_reports_places_tenant_geonames_id"))
        batch_op.drop_index(batch_op.f("ix_reports_places_tenant_country"))

    op.drop_table("reports_places")
    with op.batch_alter_table("reports_parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_parties_tenant_name_key"))
        batch_op.drop_index(batch_op.f("ix_reports_parties_tenant_actor_id"))

    op.drop_table("reports_parties")
    with op.batch_alter_table("reports_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_figures_tenant_measure"))

    op.drop_table("reports_figures")
    with op.batch_alter_table("reports_claimants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_claimants_tenant_claimant_id"))

    op.drop_table("reports_claimants")
    op.drop_table("delivery_attempts")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_tenant_when_start_id"))
        batch_op.drop_index(batch_op.f("ix_reports_tenant_event_id"))
        batch_op.drop_index(batch_op.f("ix_reports_tenant_article_id_position"))

    op.drop_table("reports")
    with op.batch_alter_table("fingerprints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fingerprints_tenant_article_id"))

    op.drop_table("fingerprints")
    with op.batch_alter_table("events_weapons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_weapons_tenant_weapon_id"))

    op.drop_table("events_weapons")
    with op.batch_alter_table("events_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_places_tenant_name_key"))
        batch_op.drop_index(batch_op.f("ix_events_places_tenant_geonames_id"))
        batch_op.drop_index(batch_op.f("ix_events_places_tenant_country"))

    op.drop_table("events_places")
    with op.batch_alter_table("events_parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_parties_tenant_name_key"))
        batch_op.drop_index(batch_op.f("ix_events_parties_tenant_actor_id"))

    op.drop_table("events_parties")
    with op.batch_alter_table("events_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_figures_tenant_measure"))

    op.drop_table("events_figures")
    with op.batch_alter_table("events_claimants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_claimants_tenant_claimant_id"))

    op.drop_table("events_claimants")
    with op.batch_alter_table("discrepancies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_discrepancies_tenant_found_at_id"))
        batch_op.drop_index(batch_op.f("ix_discrepancies_tenant_event_id"))

    op.drop_table("discrepancies")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_tenant_endpoint_id_created_at_id"))
        batch_op.drop_index(batch_op.f("ix_deliveries_status_next_attempt_at"))

    op.drop_table("deliveries")
    with op.batch_alter_table("comparisons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comparisons_created_at"))

    op.drop_table("comparisons")
    with op.batch_alter_table("batch_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_items_tenant_job_id"))

    op.drop_table("batch_items")
    op.drop_table("article_labels")
    with op.batch_alter_table("webhook_endpoints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhook_endpoints_tenant_created_at_id"))

    op.drop_table("webhook_endpoints")
    op.drop_table("tenants")
    op.drop_table("revisions")
    with op.batch_alter_table("report_decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_decisions_tenant_right_id"))

    op.drop_table("report_decisions")
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_replies_tenant_job_id"))
        batch_op.drop_index(batch_op.f("ix_replies_created_at"))

    op.drop_table("replies")
    op.drop_table("processes")
    op.drop_table("outbox")
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_links_tenant_right_id"))

    op.drop_table("links")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jobs_tenant_created_at_id"))
        batch_op.drop_index(batch_op.f("ix_jobs_tenant_article_id"))
        batch_op.drop_index(batch_op.f("ix_jobs_status_stage_published_at"))
        batch_op.drop_index(batch_op.f("ix_jobs_status_lease_until"))

    op.drop_table("jobs")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_tenant_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_events_tenant_type"))
        batch_op.drop_index(batch_op.f("ix_events_tenant_state_when_start_id"))
        batch_op.drop_index(batch_op.f("ix_events_tenant_merged_into"))

    op.drop_table("events")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decisions_tenant_event_id_created_at"))

    op.drop_table("decisions")
    op.drop_table("comparing_versions")
    with op.batch_alter_table("block_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_block_keys_tenant_report_id"))
        batch_op.drop_index(batch_op.f("ix_block_keys_tenant_article_id"))

    op.drop_table("block_keys")
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_articles_tenant_source_key"))
        batch_op.drop_index(batch_op.f("ix_articles_tenant_received_at_id"))
        batch_op.drop_index(batch_op.f("ix_articles_tenant_lineage_id"))

    op.drop_table("articles")
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_keys_tenant_created_at"))

    op.drop_table("api_keys")
