"""The package's version: part of every record's producer and of the settings fingerprint."""

__version__ = "0.1.0"
