"""Page → Spans: what is named in an article, by form, title and authority file, and which bodies are one."""
