from pathlib import Path

file = Path("/srv/reports/report.txt")
file.write_text(file.read_text() + "again\n" if file.exists() else "first\n")
print(file.read_text(), end="")
