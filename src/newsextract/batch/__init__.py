"""Batch runs: many articles in, records out, in order, in one process or in several."""
