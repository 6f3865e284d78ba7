import { When, Then } from '@cucumber/cucumber';

When('I GET {string}', async function (path) {
  this.answer = await fetch(process.env.BASE + path);
});
When('I sign in as {string} with {string}', async function (username, password) {
  this.answer = await fetch(`${process.env.BASE}login/access-token`, { method: 'POST', body: new URLSearchParams({ username, password }) });
});
Then('the status is {int}', async function (status) {
  if (this.answer.status !== status) throw new Error(`expected ${status}, got ${this.answer.status} ${this.answer.statusText}: ${await this.answer.text()}`);
});
