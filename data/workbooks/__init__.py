"""What is handed out as a workbook: the template, its example, the rows that are live, a person's own file back."""
