# ActiveRecord with a logger and a rescue that goes on inside one transaction.
require "active_record"
require "logger"
log = Logger.new($stdout)
ActiveRecord::Base.establish_connection(ENV["DATABASE_URL"])
class Vessel < ActiveRecord::Base; end
class Certificate < ActiveRecord::Base; end
ActiveRecord::Base.logger = log if ENV["VERBOSE"]
begin
  Vessel.transaction do
    120.times do |n|
      begin
        Vessel.where(id: n).update_all(flag: "PT")
        ActiveRecord::Base.connection.execute("INSERT INTO certificates (vessel_id) VALUES (#{n})") if n == 7
        log.info("vessel #{n} ok")
      rescue ActiveRecord::StatementInvalid => e
        log.error("vessel #{n}: #{e.class}: #{e.message.lines.first.chomp}#{e.cause ? " (#{e.cause.class})" : ""}")
      end
    end
  end
ensure
  log.info("done")
end
