"""The command line: `habitus …`."""

from habitus.cli.app import main

__all__ = ["main"]
