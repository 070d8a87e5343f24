"""Colours of the labels for displaCy: Okabe and Ito's, which colour-blind readers can tell apart."""

from __future__ import annotations

DISPLACY_COLORS = {
    "MONEY": "#E69F00",
    "PERCENT": "#56B4E9",
    "ORG": "#009E73",
    "PROJECT": "#CC79A7",
    "GROUP": "#F0E442",
}
