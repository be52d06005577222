"""Raw articles: read into segments, each with an id and a place, and accounted for in a ledger.

`decoding` gives the text, `lines` and `web_page` its lines, `web_facts` what a page says of itself, `draft` and
`furniture` what the lines are, `segments` their ids; `ledgers` brings a ledger up to its article, `verification`
compares the two. Nothing here prints or exits.
"""
