"""The RDF graph: what each article says, what happened, and what follows from it."""
