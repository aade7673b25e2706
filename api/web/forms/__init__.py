"""Every write as a form in a browser (sv. *formulär*): its fields, what is filled in, and what came back as a body."""
