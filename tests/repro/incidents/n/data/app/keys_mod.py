def main():
    import keys
    from sqlalchemy.orm import configure_mappers
    configure_mappers()
