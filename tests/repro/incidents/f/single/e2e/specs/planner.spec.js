const { test, expect } = require("@playwright/test");

test.beforeEach(({ page }) => {
  page.on("console", (message) => console.log(`[browser:${message.type()}] ${message.text()}`));
});

test("front page has a title", async ({ page }) => {
  await page.goto("/about.html");
  await expect(page).toHaveTitle("Kiln");
});

test("planner opens after the plan is made", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByTestId("planner")).toBeVisible({ timeout: 12000 });
});
