// The console of a page in Chromium, or in Firefox by BROWSER=firefox; failed requests as the network panel names them.
import puppeteer from 'puppeteer-core';
const firefox = process.env.BROWSER === 'firefox';
const browser = await puppeteer.launch(firefox ? { browser: 'firefox', executablePath: '/usr/bin/firefox', headless: true } : { executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'], headless: true });
const page = await browser.newPage();
page.on('console', m => { const l = m.location(); if (!/vite|React DevTools/.test(m.text())) console.log(`${process.env.STAMP ? new Date().toISOString().slice(11, 23) + ' ' : ''}[${m.type()}] ${m.text()}${l.url ? ` ${l.url.replace(/\?.*/, '')}${l.lineNumber ? ':' + l.lineNumber : ''}` : ''}`); });
page.on('pageerror', e => console.log(`[pageerror] ${e.message}`));
if (process.env.NET) {
  page.on('requestfailed', r => console.log(`${r.method()} ${r.url()} (failed) ${r.failure()?.errorText}`));
  page.on('response', r => { if (/api/.test(r.url())) console.log(`${r.request().method()} ${r.url()} ${r.status()} ${r.statusText()}`); });
}
await page.goto(process.env.PAGE ?? 'http://localhost:5173/', { waitUntil: 'domcontentloaded' }).catch(e => console.log(e.message));
await new Promise(done => setTimeout(done, +(process.env.WAIT ?? 3000)));
await browser.close().catch(() => {});
process.exit();
