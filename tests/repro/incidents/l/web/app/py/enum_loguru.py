from loguru import logger
import importlib
@logger.catch
def main():
    importlib.import_module("gschema")
main()
