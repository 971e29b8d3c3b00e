"""Client for the Rashomon service."""
