library(httr)

r <- RETRY("GET", "http://backend:8000/api/v1/utils/health-check/", times = 3, pause_base = 0.3, quiet = FALSE)
message(content(r, "text", encoding = "UTF-8"))
stop_for_status(r, "reach the API before the nightly model run")
