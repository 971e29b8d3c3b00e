"""Tables, each row with its source."""
