"""Pages in; a site out, by MkDocs or as a folder that any other site builder can take. Knows nothing of standards."""
