"""The web room: HTTP in, records out. Queues work by name and reads what is stored; loads no language model."""
