"""Files that people follow up by: the balance list as workbook or CSV, reminders as text or calendar. None loads again."""
