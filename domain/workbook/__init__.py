"""The workbook that a unit hands in (sv. *underlag*): its sheets, what each cell may hold, and what is wrong with it."""
