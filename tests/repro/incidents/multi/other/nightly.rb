# ActiveRecord: errors with a cause, and what comes after them. `ruby nightly.rb`
require "active_record"
require "logger"

class Person < ActiveRecord::Base
  self.table_name = "people"
end
class Voucher < ActiveRecord::Base
end
class SyncError < StandardError; end

log = Logger.new($stdout)
ActiveRecord::Base.logger = log
ActiveRecord::Base.establish_connection(adapter: "postgresql", host: "db", database: "shop", username: "app", password: "app-secret")
def sync
  Voucher.where(code: "SPRING").to_a
rescue ActiveRecord::StatementInvalid
  raise SyncError, "vouchers could not be synchronised"
end
ActiveRecord::Base.transaction do
  25.times { |n| Person.create!(email: "r#{n}@example.org") }
  begin
    sync
  rescue SyncError => e
    log.error(e.full_message(highlight: false))
  end
  30.times do |n|
    Person.find_by(email: "r#{n}@example.org")
  rescue ActiveRecord::ActiveRecordError => e
    log.error("person #{n}: #{e.class}: #{e.message}")
  end
end
