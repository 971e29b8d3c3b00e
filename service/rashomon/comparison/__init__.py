"""Comparison: reports to events. Pure functions over records; import the module that you use."""
