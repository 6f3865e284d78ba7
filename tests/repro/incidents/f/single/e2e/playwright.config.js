const { defineConfig } = require("@playwright/test");

module.exports = defineConfig({
  testDir: "./specs",
  outputDir: "/dev/shm/kiln-e2e",
  timeout: 25000,
  reporter: "list",
  workers: 1,
  use: { baseURL: "http://localhost:8000", launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] } },
  webServer: { command: "uvicorn api:app --port 8000", url: "http://localhost:8000/healthz", stdout: "pipe", stderr: "pipe" },
});
