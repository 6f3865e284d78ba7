import { test, expect } from '@playwright/test';
test('login page shows the form', async ({ page }) => {
  await page.goto('/login');
  await page.waitForTimeout(1500);
  await page.goto('/login', { waitUntil: 'load' });
  await page.getByRole('heading', { name: 'Sign in' }).click();
  await page.waitForURL('**/harbours');
});
