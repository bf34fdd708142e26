"""SHACL."""
