"""Evidence forms: their model, check, filling, pages, templates, styles and files.

A form is filled once, and every format is made from the same ``FilledForm``, so the formats cannot differ.
"""
