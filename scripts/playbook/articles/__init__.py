"""Raw articles: read into segments, each with an id and a place, and accounted for in a ledger.

`decoding` gives the text, `lines` and `web_page` its lines, `draft` and `furniture` what they are, `segments` their
ids; `ledgers` brings a ledger up to its article, `verification` compares the two. Nothing here prints or exits.
"""
