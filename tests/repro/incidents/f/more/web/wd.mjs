// WebdriverIO: what the browser's log says.
import { remote } from 'webdriverio';
import { spawn } from 'node:child_process';

const driver = spawn('/srv/cove/deb/usr/bin/chromedriver', ['--port=9515'], { stdio: 'ignore' });
await new Promise(done => setTimeout(done, 1500));
const browser = await remote({ logLevel: 'warn', hostname: 'localhost', port: 9515, capabilities: { browserName: 'chrome', 'wdio:enforceWebDriverClassic': true, 'goog:chromeOptions': { binary: '/usr/bin/chromium', args: ['--headless=new', '--no-sandbox', '--disable-gpu'] }, 'goog:loggingPrefs': { browser: 'ALL' } } });
await browser.url(process.argv[2]);
await browser.pause(+process.argv[3] || 3000);
const logs = await browser.getLogs('browser');
for (const entry of logs) console.log(process.env.RAW ? entry : `${new Date(entry.timestamp).toISOString()} ${entry.level.padEnd(7)} ${entry.source}: ${entry.message}`);
await browser.deleteSession();
driver.kill();
