"""The pages (sv. *webben*): server-rendered HTML over the same readers and writers as the JSON API.

`rendering.py` makes a page of a template, `static_files.py` serves what pages look like, `templates/` has the layout, the
components and the pages, `static/` our own style sheet and what was taken from others (`static/vendor/README.md`). Nothing is
loaded from elsewhere, no style and no script stands in a page, and every page works without scripts.
"""
