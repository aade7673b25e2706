"""Emergency access (sv. *nödåtkomst*): a record is opened in an emergency, for a while, and that is looked at afterwards."""
