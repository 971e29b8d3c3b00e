"""`python -m rashomon` is the `rashomon` command."""

from rashomon.cli.main import main

main()
