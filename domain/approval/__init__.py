"""Four eyes (sv. *tvåhandsprincipen*): what one person asks for and another lets happen."""
