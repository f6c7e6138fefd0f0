"""Sheets in; files out that are printed, filled in and handed over: PDF, Word and Excel, one module for each.

Each renders every kind of part once. Knows nothing of forms, standards or the site: a sheet has all the words.
"""
