"""Self-assessment: the checklists on which learners rate themselves, and the page with their progress.

The answers stay in the browser. The scale is part of the model, because forms print it too.
"""
