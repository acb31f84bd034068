"""What the verbs of `litwin` take: their options, defaults, help and examples; nothing heavy is imported here."""
