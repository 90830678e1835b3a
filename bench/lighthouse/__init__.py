"""What Lighthouse says of Today: `python -m bench.lighthouse`."""
