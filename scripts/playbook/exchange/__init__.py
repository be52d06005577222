"""Pages as files for translators' own tools, and back: XLIFF, PO and Word.

`segments` takes a page apart, `pairing` puts a page beside its English one, `work` is what a file of any format holds,
`export` makes it, `merge` brings it back; `xliff`, `po` and `word` are the formats. Nothing is loaded from here but by
the two commands.
"""
