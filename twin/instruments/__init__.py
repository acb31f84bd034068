"""The true value of every signal in a running line: what instruments without any fault would read."""
