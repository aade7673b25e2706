"""Every write as a form in a browser (sv. *formulär*): from its decision's signature to a page, and from what came back to its body."""
