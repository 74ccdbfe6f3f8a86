"""Reports as files: a page that stands alone, a workbook, and the figures as JSON."""
