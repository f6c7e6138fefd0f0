"""Self-assessment: the checklists on which learners rate themselves, and the page with their progress.

A browser saves the answers, and they never leave it. The scale is part of the model, because forms print it too.
"""
