def classify(path):
    import magic

    return magic.from_file(path, mime=True)
