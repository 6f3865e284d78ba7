export default { testDir: './e2e', timeout: 9000, reporter: process.env.REP ?? 'list', outputDir: '/tmp/pieces-web/pw', use: { baseURL: 'http://localhost:5173', launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] } },
  ...(process.env.WS ? { webServer: { command: process.env.WS, url: 'http://localhost:8000/health', timeout: 12000 } } : {}) };
