// Firefox by WebDriver BiDi.
import puppeteer from 'puppeteer-core';

const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true });
const page = await browser.newPage();
page.on('console', m => console.log(`${m.type().padEnd(5)} ${m.text()} (${m.location().url ?? ''}:${m.location().lineNumber ?? ''})`));
page.on('pageerror', e => console.log('pageerror', e.message));
page.on('response', r => r.status() >= 400 && console.log(`${r.status()} ${r.request().method()} ${r.url()}`));
page.on('requestfailed', r => console.log('requestfailed', r.method(), r.url(), r.failure()?.errorText));
await page.goto(process.env.PAGE);
await new Promise(done => setTimeout(done, +process.env.WAIT || 4000));
await browser.close();
