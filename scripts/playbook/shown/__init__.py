"""What site, packs, search and checks must agree on: each thing that a page shows is worked out here, once.

Nothing here makes HTML, print or an index, and nothing here judges.
"""
