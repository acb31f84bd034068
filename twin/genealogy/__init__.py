"""Where the lithium of a lot comes from: parents of every product lot by residence-time mixing."""
