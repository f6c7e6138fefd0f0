"""The generator: occupational standards written as YAML in, every page of their site out.

Read ``build.py`` first; it is the whole flow on one screen.
"""
