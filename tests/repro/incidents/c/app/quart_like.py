from starlette.applications import Starlette

from config import settings

app = Starlette(debug=False)
