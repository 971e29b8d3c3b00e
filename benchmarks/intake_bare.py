"""The bare route that `intake.py` measures the service against: parse JSON, insert two rows, commit."""

from __future__ import annotations

import argparse
import logging
import os
import uuid

from flask import Flask, request
from sqlalchemy import Column, Integer, MetaData, String, Table, Text, insert

from rashomon.cli.serve import Server
from rashomon.storage.database import open_database

metadata = MetaData()
texts = Table("bare_texts", metadata, Column("id", String(40), primary_key=True), Column("text", Text))
tasks = Table("bare_tasks", metadata, Column("id", Integer, primary_key=True), Column("text_id", String(40)))


def make() -> Flask:
    """Return the application."""
    app, database = Flask("bare"), open_database(os.environ["RASHOMON_DATABASE_URL"])

    @app.post("/v1/articles")
    def take() -> tuple[dict[str, str], int]:
        body, ident = request.get_json(), uuid.uuid4().hex
        with database.writing() as unit:
            unit.connection.execute(insert(texts).values(id=ident, text=body["text"]))
            unit.connection.execute(insert(tasks).values(text_id=ident))
        return {"id": ident}, 202

    @app.get("/readyz")
    def ready() -> dict[str, str]:
        return {}

    return app


def main() -> None:
    """Serve as `rashomon api` does."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    parser.add_argument("--processes", type=int, default=1)
    args = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    database = open_database(os.environ["RASHOMON_DATABASE_URL"])
    metadata.create_all(database.engine)
    database.close()
    options = {
        "bind": f"127.0.0.1:{args.port}", "workers": args.processes, "threads": 32, "worker_class": "gthread", "keepalive": 20,
        "control_socket_disable": True,
    }  # fmt: skip
    Server(make, options).run()


if __name__ == "__main__":
    main()
