"""Gold and records in the forms of others' tools: Label Studio, doccano, spaCy ``DocBin``, brat.

Every form is read into and written from one common form (``marks``), with offsets in code points;
``formats`` knows them by name.
"""
