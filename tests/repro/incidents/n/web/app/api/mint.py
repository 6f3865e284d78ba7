import datetime, sys
from jose import jwt
if __name__ == "__main__": print(jwt.encode({"sub": "admin@heron.example", "exp": datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=int(sys.argv[1]))}, sys.argv[2] if len(sys.argv) > 2 else "a-key-of-this-deploy-which-is-long-enough", algorithm="HS256"))
