require "rails"
require "active_record/railtie"
require "action_controller/railtie"

class Courier < Rails::Application
  config.root = __dir__
  config.eager_load = false
  config.secret_key_base = "x" * 40
  config.hosts.clear
  config.log_level = :info
  config.logger = ActiveSupport::TaggedLogging.new(Logger.new($stdout))
  config.log_tags = [:request_id]
  config.consider_all_requests_local = false
end

class Parcel < ActiveRecord::Base; end

class ParcelsController < ActionController::API
  def index
    render json: Parcel.limit(5).pluck(:id, :tracking)
  end

  def late
    render json: Parcel.where("promised_on < ?", Date.today).limit(5)
  end
end

Courier.initialize!
Courier.routes.draw do
  get "/parcels", to: "parcels#index"
  get "/parcels/late", to: "parcels#late"
end
run Courier
