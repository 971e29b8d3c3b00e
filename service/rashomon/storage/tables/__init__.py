"""The tables, one module per subject: keys are (tenant, id), times are texts (see clock.py), documents are kept whole."""
