"""The pages, one module a family of them; each is a thin layer over the same readers and writers as the JSON API."""
