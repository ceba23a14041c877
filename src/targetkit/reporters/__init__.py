"""Reports of a scorecard, each in a file of its own: `render(card, lang=...)` gives the text."""
