module.exports = {
  src_folders: ['nightwatch'],
  webdriver: { start_process: true, server_path: '/app/chromedriver', port: 24515, log_path: false },
  test_settings: {
    default: {
      disable_error_log: false,
      desiredCapabilities: {
        browserName: 'chrome',
        'goog:loggingPrefs': { browser: 'ALL' },
        'goog:chromeOptions': { binary: '/usr/bin/chromium', args: ['headless=new', 'no-sandbox', 'disable-gpu', 'user-data-dir=/run/hb-nw'] },
      },
    },
  },
};
