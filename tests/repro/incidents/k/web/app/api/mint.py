import sys
from app.core import token_for
print(token_for(sys.argv[1], int(sys.argv[2])))
