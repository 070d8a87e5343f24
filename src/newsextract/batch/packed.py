"""A record as it travels between processes and is kept on the disk: JSON without the text, compressed.

Whoever unpacks it has the article and so the text.
"""

from __future__ import annotations

import zlib

from newsextract.article import Article
from newsextract.failure import text_of
from newsextract.records import ArticleRecord

_FAST = 1


def pack(record: ArticleRecord) -> bytes:
    """Return the record without its text, in a quarter of the bytes that its JSON takes."""
    bare = record.model_copy(update={"text": None})
    return zlib.compress(bare.to_json().encode("utf-8"), _FAST)


def unpack(packed: bytes, article: Article) -> ArticleRecord:
    """Return the record of ``article`` that was packed, with its text.

    Raises ``zlib.error`` or ``ValueError`` for bytes that are no packed record.
    """
    bare = ArticleRecord.model_validate_json(zlib.decompress(packed))
    return bare.model_copy(update={"text": text_of(article)})
