"""Two readings of one text side by side: gold and what was found, or one run and another.

``runs`` compares two runs, ``charts`` and ``history`` show figures over time, the ``_page`` modules write
self-contained pages. Stands above ``evaluation`` and ``viewer``, which do not know each other.
"""
