"""Build hook: fills the gazetteer into the package, so that an installed service needs no step by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerBuildHook(BuildHookInterface):  # type: ignore[type-arg] # hatchling's config is not ours to type
    """Runs for wheels, editable ones too; the file is rebuilt only when what it is made from has changed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Build `places.sqlite` beside its lists and put it into the wheel."""
        sys.path.insert(0, str(Path(self.root) / "service"))
        try:
            from rashomon.knowledge.places import PACKAGED, refresh  # noqa: PLC0415  only importable from here on
        finally:
            sys.path.pop(0)
        refresh(PACKAGED)
        build_data["artifacts"].append(f"/{PACKAGED.relative_to(self.root).as_posix()}")
