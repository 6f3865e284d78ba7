from litestar import Litestar, get
from litestar.exceptions import NotAuthorizedException
from litestar.security.jwt import JWTAuth, Token
from litestar.middleware.rate_limit import RateLimitConfig
async def who(token: Token, connection):
    return token.sub
auth = JWTAuth(retrieve_user_handler=who, token_secret="a-key-of-the-birch-library-for-every-day", exclude=["/schema", "/open", "/broken"])
@get("/me")
async def me() -> str:
    return "me"
@get("/open", sync_to_thread=False)
def opened() -> str:
    return "open"
@get("/broken", sync_to_thread=False)
def broken() -> str:
    return {}["shelf"]
app = Litestar([me, opened, broken], on_app_init=[auth.on_app_init], middleware=[RateLimitConfig(("minute", 6), exclude=["/schema", "/broken"]).middleware])
