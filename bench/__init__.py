"""The benches and the kill test: one command each, ratios measured side by side, never a timed test."""
