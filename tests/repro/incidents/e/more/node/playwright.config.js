module.exports = {
  testDir: 'e2e', outputDir: '/run/results', timeout: 45000, retries: 0, workers: 1, reporter: process.env.REPORTER || 'list',
  use: { baseURL: 'http://localhost:5173', launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] }, browserName: 'chromium' },
  ...(process.env.WEB_SERVER && { webServer: { command: process.env.WEB_SERVER, url: 'http://localhost:8000/api/v1/utils/health-check/', timeout: 9000, stdout: 'pipe', stderr: 'pipe' } }),
};
