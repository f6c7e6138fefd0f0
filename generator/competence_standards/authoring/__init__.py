"""What changes a suite for its author: start a project, add, withdraw or remove a standard.

A command first makes all its edits in memory. The check then runs on the result, and only then are files written.
"""
