import logging

from settings import settings

logging.basicConfig(level=logging.INFO)


def main() -> None:
    logging.info("Creating initial data for %s", settings.PROJECT_NAME)


if __name__ == "__main__":
    main()
