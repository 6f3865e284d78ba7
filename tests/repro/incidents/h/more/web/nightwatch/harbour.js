describe('Harbour', function () {
  it('loads its page without errors in the console', async function (browser) {
    await browser.navigateTo(process.env.PAGE);
    await browser.pause(+process.env.WAIT || 3000);
    const entries = await browser.getLog('browser');
    for (const entry of entries) console.log(`  [${entry.level.name ?? entry.level}] ${entry.message}`);
    browser.assert.strictEqual(entries.filter(e => String(e.level.name ?? e.level) === 'SEVERE').length, 0, 'no errors in the console');
  });
});
