require 'capybara/rspec'
require 'selenium-webdriver'

Selenium::WebDriver::Chrome::Service.driver_path = '/srv/gb/deb/usr/bin/chromedriver'
Capybara.register_driver(:chrome) do |app|
  options = Selenium::WebDriver::Chrome::Options.new(args: %w[--headless=new --no-sandbox --disable-gpu], binary: '/usr/bin/chromium', logging_prefs: { browser: 'ALL' })
  Capybara::Selenium::Driver.new(app, browser: :chrome, capabilities: [options])
end
Capybara.run_server = false

RSpec.describe 'the depot page', type: :feature do
  before { Capybara.current_driver = :chrome }

  it 'shows the lockers without errors in the console' do
    visit ENV['PAGE']
    sleep((ENV['WAIT'] || 3).to_f)
    logs = page.driver.browser.logs.get(:browser)
    logs.each { |l| puts "#{l.level.ljust(7)} #{l.message}" }
    expect(logs.map(&:level)).not_to include('SEVERE')
  end
end
