"""What we know before reading: data files with a source column, and their loaders."""
