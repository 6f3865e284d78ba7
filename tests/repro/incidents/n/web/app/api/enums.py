class AssignmentRole:
    PRIMARY = "primary"
    SUPERVISING = "supervising"
    BACKUP = "backup"
