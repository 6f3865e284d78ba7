const puppeteer = require('puppeteer-core');

describe('the departures page', function () {
  this.timeout(20000);
  let browser, page;
  before(async () => {
    browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('console', message => console.log(`PAGE ${message.type().toUpperCase()}: ${message.text()}`));
    page.on('requestfailed', request => console.log(`PAGE REQUESTFAILED: ${request.method()} ${request.url()} ${request.failure().errorText}`));
  });
  after(() => browser.close());
  it('shows the departures', async () => {
    await page.goto(process.env.PAGE);
    await page.waitForSelector('table.departures', { timeout: +process.env.WAIT || 3000 });
  });
});
