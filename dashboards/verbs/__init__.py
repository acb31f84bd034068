"""What the verbs of `litwin` do: one module a verb, each with a `run`, imported only when its verb is called."""
