"""When records are to be erased by law (sv. *gallring*): the classes, the reckoning, and what is known of one record for it."""
