require 'active_record'
require 'logger'
ActiveRecord::Base.logger = Logger.new($stdout) if ENV['LOG']
ActiveRecord::Base.establish_connection(ENV['PG'])
class Person < ActiveRecord::Base; end
class Assignment < ActiveRecord::Base; end
class Payment < ActiveRecord::Base; end
case ARGV[0]
when 'dup' then Person.create!(email: 'grace@example.org')
when 'col' then puts Assignment.where(explanation: 'none').to_a.size
when 'tab' then puts Payment.count
else puts Person.count
end
