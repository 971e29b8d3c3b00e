"""The service as users' own tests would start it: with the client's own plugin."""

from __future__ import annotations

from rashomon_sdk.testing import rashomon, rashomon_faults, rashomon_service

__all__ = ["rashomon", "rashomon_faults", "rashomon_service"]
