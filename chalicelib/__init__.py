"""Folio: scheduled and on-demand reports as PDFs, on your own AWS account."""
