import { test, expect } from '@playwright/test';
test('sailings are listed', async ({ page }) => {
  const failed = [];
  page.on('requestfailed', r => failed.push(`${r.method()} ${r.url()} ${r.failure().errorText}`));
  page.on('console', m => m.type() === 'error' && failed.push(m.text()));
  await page.goto('/');
  await page.waitForTimeout(2000);
  expect(failed).toEqual([]);
});
