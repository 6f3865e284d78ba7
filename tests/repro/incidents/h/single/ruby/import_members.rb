require "active_record"
require "logger"

ActiveRecord::Base.logger = Logger.new($stdout)
ActiveRecord::Base.establish_connection(ENV.fetch("DATABASE_URL"))

class ApplicationRecord < ActiveRecord::Base
  self.abstract_class = true
end

class Member < ApplicationRecord
end

[["olu@example.com", "Olu"], ["ines@example.com", "Ines"]].each do |email, name|
  Member.create!(email: email, full_name: name)
end
