"""Telling others: messages signed, sent to where they may go, and tried again; import the module that you use."""
