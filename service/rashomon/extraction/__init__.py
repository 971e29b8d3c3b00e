"""Article to mentions: what the text says and where it says it. Decides nothing."""
