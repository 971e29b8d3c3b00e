"""The web application for any WSGI server: `gunicorn 'rashomon.wsgi:make()'`, or through `rashomon api`."""

from __future__ import annotations

import os

from flask import Flask

from rashomon.bootstrap import build_api
from rashomon.settings import from_environment


def make() -> Flask:
    """Return the application with the settings of the environment."""
    return build_api(from_environment(os.environ))
