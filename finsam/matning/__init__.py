"""`make matning`: how fast the pages are with 75 förbund × 10 years × 45 ärenden, beside a bare Django page.

`form` makes one year through the actions, `gjutning` reads it and casts it into as many förbund and years as asked
for, `matt` asks every page of every role, `rapport` writes docs/prestanda.md. Servers: `finsam.drift.matservrar`.
"""
