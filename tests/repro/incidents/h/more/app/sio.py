import socketio
from jose import JWTError, jwt

sio = socketio.AsyncServer(async_mode="asgi")
app = socketio.ASGIApp(sio)


@sio.event
async def connect(sid, environ, auth):
    try:
        jwt.decode((auth or {}).get("token", ""), "of-this-deployment-5b90e2d1", algorithms=["HS256"])
    except JWTError:
        raise socketio.exceptions.ConnectionRefusedError("Could not validate credentials")
