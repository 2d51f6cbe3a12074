"""The bare page that ours are measured against: Django with session and login, one joined query, fifty rows.

Written as a good developer writes it without thinking of speed: the ORM with select_related, a template with filters
for dates and numbers, Django's own middleware. Same server, same PostgreSQL, as many rows as the ärenden of 75 förbund.
"""

ANVANDARE = "bar"
