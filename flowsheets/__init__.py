"""Plant cases: YAML files and their reader; the public door is flowsheets.loader."""
