"""Client for the Rashomon service: submit news articles, read events and where their sources differ."""

from rashomon_sdk.client import Client
from rashomon_sdk.errors import (
    ApiError,
    AuthenticationError,
    ConflictError,
    GoneError,
    InvalidRequestError,
    JobFailedError,
    NoAnswerError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionError,
    RashomonError,
    RateLimitedError,
    ServerError,
    WaitTimeoutError,
    WebhookVerificationError,
)

__version__ = "0.1.0"
__all__ = [
    "ApiError",
    "AuthenticationError",
    "Client",
    "ConflictError",
    "GoneError",
    "InvalidRequestError",
    "JobFailedError",
    "NoAnswerError",
    "NotFoundError",
    "PermissionDeniedError",
    "PreconditionError",
    "RashomonError",
    "RateLimitedError",
    "ServerError",
    "WaitTimeoutError",
    "WebhookVerificationError",
]
