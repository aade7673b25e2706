"""Log review (sv. *loggkontroll*): month by month it is looked at who has read what, and whether they had to."""
