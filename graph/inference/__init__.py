"""Inference: what follows from events and relations, each conclusion with its proof."""
