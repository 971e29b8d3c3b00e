"""What a client may send: marshmallow schemas of bodies and queries.

What it gets back is described from the records themselves.
"""
