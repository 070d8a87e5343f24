"""Evaluation: how much of what is right was found, shown, and kept from getting worse.

``gold`` reads labelled articles, ``scorer`` compares records with them, ``scores`` and ``bootstrap`` add
up, ``report`` shows, ``baseline`` pins the figures. It stands beside the way of an article: nothing on the way knows it.
"""

from __future__ import annotations

from newsextract.evaluation.baseline import Baseline, Regression, check, read_baseline, update
from newsextract.evaluation.gold import GoldArticle, GoldGroup, GoldLink, GoldMention, read_gold
from newsextract.evaluation.report import errors_jsonl, to_json, to_markdown, to_text
from newsextract.evaluation.scorer import score
from newsextract.evaluation.scores import Finding, Scores

__all__ = [
    "Baseline", "Finding", "GoldArticle", "GoldGroup", "GoldLink", "GoldMention", "Regression", "Scores",
    "check", "errors_jsonl", "read_baseline", "read_gold", "score", "to_json", "to_markdown", "to_text",
    "update",
]  # fmt: skip
