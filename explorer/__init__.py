"""The web application in which an analyst explores the published snapshot."""
