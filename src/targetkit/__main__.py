"""`python -m targetkit`."""

from targetkit.cli import main

main()
