"""The address ranges that webhooks are not sent to."""
