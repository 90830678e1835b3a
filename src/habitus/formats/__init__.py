"""Readers of other tools' files: file in, neutral records out. No database, no clock, no HTTP."""
