create temp table uploaded (line text)
