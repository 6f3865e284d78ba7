import typer

app = typer.Typer()


@app.command()
def index(folder: str):
    """Indexes the documents of a folder."""
    from crew import Document
    typer.echo(Document)


@app.command()
def version():
    typer.echo("1")


if __name__ == "__main__":
    app()
