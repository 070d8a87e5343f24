"""Engines that spread the work over a cluster: the same pipeline on each of their workers."""
