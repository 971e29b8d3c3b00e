"""Celery: one call per task, ids only. The job table is the truth about work, the broker only carries hints to it."""
