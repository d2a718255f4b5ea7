"""From an application to words: facts, phrasing, templates, drafts, checks."""
