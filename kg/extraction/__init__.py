"""Names, references, dates and claims in one text: a spaCy pipeline of registered components."""
