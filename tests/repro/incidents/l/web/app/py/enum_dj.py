import sys
from django.conf import settings
settings.configure(DEBUG=True, ROOT_URLCONF="enum_urls", SECRET_KEY="not-a-real-one-for-the-birch-library", INSTALLED_APPS=["strawberry.django"])
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
