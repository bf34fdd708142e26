"""The commands: thin functions that put the rooms together and import them when they are called."""
