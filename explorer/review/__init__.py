"""The review queue: what is most doubtful comes first, and one key decides it."""
