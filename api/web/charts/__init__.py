"""Charts as SVG of our own (sv. *diagram*): where everything goes is worked out here, and `templates/charts/` draws it.

Across, places are per cent of the chart's width and down they are pixels, so a chart is as wide as there is room for and its
texts keep their size, also on a phone and at 400 % zoom.
"""
