import logging
logging.basicConfig()
for n in 'openpyxl sklearn matplotlib plt polars sqlalchemy dateutil pytz bs4 lxml jinja2 boto3 asyncio glob shutil copy string operator heapq secrets urllib socket pickle struct textwrap zoneinfo calendar Decimal defaultdict Counter timedelta Path reduce partial sleep tempfile zipfile gzip html xml fractions bisect contextlib dataclasses enum inspect traceback warnings threading queue timezone OrderedDict Fraction namedtuple deque groupby chain ceil floor sqrt'.split():
    try: exec(n, {'__builtins__': {}})
    except Exception as e: logging.getLogger('scripts').error('%s: %s', type(e).__name__, e)
