# ActiveRecord: `books.rb column`; Sequel: `books.rb wait DBNAME`.
require "logger"
logger = Logger.new($stdout)
if ARGV[0] == "column"
  require "active_record"
  ActiveRecord::Base.logger = logger
  ActiveRecord::Base.establish_connection(adapter: "postgresql", host: "127.0.0.1", port: 16733, database: "ledger", username: "app", password: "app-secret")
  class Account < ActiveRecord::Base; end
  Account.where(currency: "EUR").order(:code).each { |account| puts account.code }
else
  require "sequel"
  4.times do |n|
    Sequel.connect("postgres://app:app-secret@127.0.0.1:16733/#{ARGV[1]}", loggers: [logger], test: true)
  rescue Sequel::DatabaseConnectionError => e
    logger.fatal("attempt #{n + 1}: #{e.class}: #{e.message}")
    raise if n == 3
  end
end
