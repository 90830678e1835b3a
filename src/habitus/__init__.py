"""Habitus: self-hosted habits and health."""

from importlib.metadata import version

__version__ = version("habitus")
