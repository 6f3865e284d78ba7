// Records the console of a page by the DevTools protocol, each line with where it comes from.
import { spawn } from 'node:child_process';
import CDP from 'chrome-remote-interface';

const chrome = spawn('/usr/bin/chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=24516', '--user-data-dir=/run/hb-cdp', 'about:blank'], { stdio: 'ignore' });
let client;
for (let n = 0; !client && n < 60; n++) client = await CDP({ port: 24516 }).catch(() => new Promise(done => setTimeout(done, 250)));
const { Log, Runtime, Page } = client;
const where = (url, line) => `${(url ?? '').split('?')[0].split('/').pop() || '(index)'}:${line ?? 1}`;
Log.entryAdded(({ entry }) => console.log(`${where(entry.url, entry.lineNumber)} ${entry.level === 'error' ? 'Error: ' : ''}${entry.text}${entry.source === 'network' ? ` ${entry.url}` : ''}`));
Runtime.consoleAPICalled(({ type, args, stackTrace: s }) => console.log(`${where(s?.callFrames[0]?.url, s?.callFrames[0]?.lineNumber + 1)} ${args.map(a => a.value ?? a.description).join(' ')}`));
Runtime.exceptionThrown(({ exceptionDetails: e }) => console.log(`Uncaught ${e.exception?.description ?? e.text}`));
await Promise.all([Log.enable(), Runtime.enable(), Page.enable()]);
await Page.navigate({ url: process.env.PAGE });
await new Promise(done => setTimeout(done, +process.env.WAIT || 3000));
await client.close();
chrome.kill('SIGKILL');
process.exit();
