"""The texts of an instrument, which a unit with a licence loads itself (sv. *frågetexter*)."""
