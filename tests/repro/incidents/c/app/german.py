import psycopg2

connection = psycopg2.connect("postgresql://pilot:pilot-pw@db/harbor")
with connection, connection.cursor() as cursor:
    cursor.execute("SELECT v.name, v.tonnage FROM vessels AS v ORDER BY v.name")
    print(cursor.fetchall())
