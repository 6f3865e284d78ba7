# The pg gem: `ruby orders.rb COMMAND PASSWORD`.
require "logger"
require "pg"

command, password = ARGV
log = Logger.new($stdout)
log.info("importer #{command} starts")
db = PG.connect(host: "127.0.0.1", port: 15633, dbname: "shop", user: "app", password: password)
case command
when "list" then db.exec_params("SELECT id FROM orders WHERE discount_code = $1", ["SPRING"])
when "audit" then db.exec("SELECT max(at) FROM audit.entries")
when "seed" then 2.times { db.exec_params("INSERT INTO people (email) VALUES ($1)", ["ruby@example.org"]) }
end
