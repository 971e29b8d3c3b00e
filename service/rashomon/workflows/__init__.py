"""The use cases, one module each; import the module that you use."""
