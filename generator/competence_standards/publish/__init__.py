"""Publish pages as a site, with MkDocs or as a folder for other site builders. Independent of standards."""
