"""The nouns of the house: frozen dataclasses, standard library only. Import from the module that defines a record."""
