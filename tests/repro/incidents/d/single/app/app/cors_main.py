from fastapi.middleware.cors import CORSMiddleware

from app.main import app

app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:5173"], allow_credentials=True, allow_methods=["*"], allow_headers=["*"])
