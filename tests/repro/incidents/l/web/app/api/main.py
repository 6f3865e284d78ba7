import asyncio, os, sqlite3, time
import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
import strawberry
from strawberry.fastapi import GraphQLRouter
from typing import Optional

KEY = os.environ.get("SECRET_KEY", "a-key-of-the-birch-library-for-every-day")
DB = os.environ.get("DB", "library.db")
db = sqlite3.connect(DB, check_same_thread=False)
db.execute("create table if not exists users (id integer primary key, username text unique, password text)")
app = FastAPI(title="Birch library")
if os.environ.get("ORIGINS"):
    app.add_middleware(CORSMiddleware, allow_origins=os.environ["ORIGINS"].split(","), allow_methods=["*"], allow_headers=["*"])
if os.environ.get("REDIRECT"):
    @app.middleware("http")
    async def to_v1(request: Request, call_next):
        if request.url.path.startswith("/api/") and not request.url.path.startswith("/api/v1/"):
            return RedirectResponse(request.url.replace(path="/api/v1" + request.url.path[4:]))
        return await call_next(request)
oauth2 = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/login")


def current_user(token: str = Depends(oauth2)):
    if os.environ.get("STRICT"):
        return jwt.decode(token, KEY, algorithms=["HS256"])["sub"]
    try:
        return jwt.decode(token, KEY, algorithms=["HS256"])["sub"]
    except jwt.PyJWTError:
        raise HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})


@app.get("/health")
async def health():
    return "ok"


@app.post("/api/v1/auth/login")
def login(form: OAuth2PasswordRequestForm = Depends()):
    row = db.execute("select id, password from users where username = ?", (form.username,)).fetchone()
    if row is None or row[1] != form.password:
        raise HTTPException(401, "Invalid credentials")
    return {"access_token": jwt.encode({"sub": form.username, "exp": time.time() + 3600}, KEY), "token_type": "bearer"}


@app.get("/api/v1/auth/me")
def me(user: str = Depends(current_user)):
    return {"username": user}


@app.get("/api/v1/loans")
def loans(user: str = Depends(current_user)):
    return []


@app.get("/api/v1/books")
async def books():
    return [{"id": 1, "title": "Kidnapped"}, {"id": 2, "title": "Weir of Hermiston"}]


@app.get("/api/v1/shelves/{name}")
async def shelf(name: str):
    return {"east": 12, "west": 40}[name]


@strawberry.type
class Session:
    token: str


@strawberry.type
class Query:
    @strawberry.field
    def me(self, info: strawberry.Info) -> str:
        token = info.context["request"].headers.get("authorization", "").removeprefix("Bearer ")
        return current_user(token)


@strawberry.type
class Mutation:
    @strawberry.mutation
    def login(self, username: str, password: str) -> Session:
        if db.execute("select id from users where username = ?", (username,)).fetchone() is None:
            raise ValueError("Invalid credentials")
        return Session(token="x")


app.include_router(GraphQLRouter(strawberry.Schema(Query, Mutation)), prefix="/graphql")
