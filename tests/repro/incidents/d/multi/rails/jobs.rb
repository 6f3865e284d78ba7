require "sidekiq"
require "active_record"

Sidekiq.configure_server { |c| c.redis = { url: ENV["REDIS_URL"] } }
Sidekiq.configure_client { |c| c.redis = { url: ENV["REDIS_URL"] } }
ActiveRecord::Base.establish_connection(ENV["DATABASE_URL"])

class Refund < ActiveRecord::Base; end

class CountJob
  include Sidekiq::Worker

  def perform(n)
    ActiveRecord::Base.connection.select_value("SELECT count(*) FROM parcels")
  end
end

class RefundJob
  include Sidekiq::Worker
  sidekiq_options retry: 3

  def perform(n)
    Refund.create!(parcel_id: n)
  end
end
