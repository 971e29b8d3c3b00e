"""The Celery application that `rashomon worker` runs."""

from __future__ import annotations

import os

from celery import Celery

from rashomon.bootstrap import build_worker
from rashomon.settings import from_environment


def make() -> Celery:
    """Return the worker's application with the settings of the environment."""
    return build_worker(from_environment(os.environ))
