"""One module per noun of the service; a method is a name, a path and a return type."""
