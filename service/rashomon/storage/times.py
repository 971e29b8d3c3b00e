"""Stored times read back as times."""

from __future__ import annotations

from datetime import datetime, timedelta


def seconds_between(earlier: str, later: str) -> float:
    """Return the seconds from one stored time to another."""
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def earlier_by(stored: str, seconds: float) -> str:
    """Return the stored time that lies so many seconds before."""
    moved = datetime.fromisoformat(stored) - timedelta(seconds=seconds)
    return moved.isoformat(timespec="milliseconds").replace("+00:00", "Z")
