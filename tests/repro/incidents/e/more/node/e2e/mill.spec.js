const { test, expect } = require('@playwright/test');

test.beforeEach(({ page }) => {
  page.on('console', message => console.log(`[browser ${message.type()}] ${message.text()}`));
});

test('silos are listed', async ({ page }) => {
  await page.goto(`/?scene=silos&api=${process.env.API ?? 'http://localhost:8000/api/v1'}`);
  await expect(page.getByRole('heading', { name: 'Silos' })).toBeVisible({ timeout: 3000 });
});

test('tons are saved', async ({ page }) => {
  await page.goto('/?scene=put');
  await expect(page.getByRole('heading', { name: 'Silos' })).toBeVisible({ timeout: 3000 });
});

test('a visitor sees the login page', async ({ page }) => {
  await page.goto('/?scene=loop');
  await expect(page.getByLabel('Password')).toBeVisible({ timeout: 2500 });
});

test('a plan is made', async ({ page }) => {
  await page.goto('/?scene=cascade');
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible({ timeout: 4000 });
});
