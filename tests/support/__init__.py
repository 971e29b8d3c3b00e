"""What several test folders use: real servers, a small reader, records to begin with."""
