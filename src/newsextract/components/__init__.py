"""The components: one spaCy factory each, an idea a room; they read a ``Doc`` and put spans on it."""
