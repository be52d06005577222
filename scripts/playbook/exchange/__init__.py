"""Pages as files for translators' own tools, and back: XLIFF, PO and Word.

`page_texts` takes a page apart, `pairing` puts a page beside its English one, `job` is what a file of any format holds,
`export` makes it and `merge` brings it back; `xliff`, `po` and `word` are the formats. Nothing is loaded from here but
by the two commands.
"""
