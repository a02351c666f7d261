"""Sheets on which clinicians review the list, and what takes the signed ones in.

    python -m tools.review sheets [SUBJECT ...]   write sheets
    python -m tools.review take FILE ...          take signed tables into the data

`rows` says what is on a sheet, `table` and `paper` write it down as CSV and HTML;
`signed` reads a signed table, `names` tells a role from a person, and `marking` writes
the reviews into the data files. `docs/maintaining/review-in-an-hour.md` tells the rest.
"""
