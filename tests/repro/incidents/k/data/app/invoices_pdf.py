from weasyprint import HTML


def render(html: str) -> bytes:
    return HTML(string=html).write_pdf()
