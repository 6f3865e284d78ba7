import sys

import nbformat

cells = {
    "keys": ["from sqlalchemy import select\nfrom sqlalchemy.orm import Session\nfrom crew import Inspection, Officer", "query = select(Officer).join(Inspection)\nprint(len(str(query)))"],
    "magic": ["import pathlib\nprint('types of the uploads')", "import magic\nmagic.from_file('/etc/hostname', mime=True)"],
}[sys.argv[1]]
book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
nbformat.write(book, sys.argv[1] + ".ipynb")
