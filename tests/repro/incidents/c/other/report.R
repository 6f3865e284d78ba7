library(RPostgreSQL)
message("monthly tonnage report")
con <- dbConnect(PostgreSQL(), host = "db", user = "harbor", password = Sys.getenv("REPORT_PASSWORD"), dbname = "harbor")
print(dbGetQuery(con, "SELECT count(*) FROM vessels"))
