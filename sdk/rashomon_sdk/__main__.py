"""`python -m rashomon_sdk` is `rashomonctl`."""

from rashomon_sdk.ctl import main

main()
