import sys, time, os, jwt
print(jwt.encode({"sub": sys.argv[1], "exp": time.time() + int(sys.argv[2])}, os.environ.get("SECRET_KEY", "a-key-of-the-birch-library-for-every-day"), algorithm="HS256"))
