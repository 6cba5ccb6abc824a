import { expect, test } from "./fixtures";
import { call, listed, row, tell, word } from "./inbox-page";
import { open } from "./live";

test("mark all read leaves unread what arrived after the list was loaded", async ({ as, produce }) => {
  const page = await as("chen");
  const name = word();
  await tell(page, produce, "chen", [`${name} before`]);
  await open(page, `/notifications?query=${name}`);
  await expect(row(page, `${name} before`)).toBeVisible();
  // The pointer rests on the list: what arrives must not slip in by itself.
  await row(page, `${name} before`).hover();
  await tell(page, produce, "chen", [`${name} after`]);
  await page.getByRole("button", { name: "Mark all read" }).click();
  await expect(page.getByText("Marked read")).toBeVisible();
  await page.reload();
  await expect(row(page, `${name} after`)).toContainText("Unread:");
  await expect(row(page, `${name} before`)).not.toContainText("Unread:");
});

test("what arrives waits behind a pill while the pointer is on the list", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(page, produce, "bo", [`${name} first`]);
  await open(page, "/notifications");
  await expect(row(page, `${name} first`)).toBeVisible();
  await row(page, `${name} first`).hover();
  const place = await row(page, `${name} first`).boundingBox();
  await tell(page, produce, "bo", [`${name} second`]);
  const pill = page.locator("#inbox-list").getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  // Longer than it takes where nobody points at the list.
  await page.waitForTimeout(3500);
  expect(await row(page, `${name} first`).boundingBox()).toEqual(place);
  await pill.click();
  await expect(page.locator("[data-row]").first()).toContainText(`${name} second`);
});

test("mark all read includes what the pill has shown", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(page, produce, "bo", [`${name} first`]);
  await open(page, "/notifications");
  await page.locator("[data-row]").first().hover();
  await tell(page, produce, "bo", [`${name} second`]);
  const pill = page.locator("#inbox-list").getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  // The counts follow, and with them where the list stands once it has shown this.
  await page.waitForTimeout(1000);
  await pill.click();
  await expect(pill).toBeHidden();
  await page.getByRole("button", { name: "Mark all read" }).click();
  await expect(page.getByText("Marked read")).toBeVisible();
  await open(page, `/notifications?query=${name}`);
  await expect(row(page, `${name} second`)).toBeVisible();
  await expect(row(page, `${name} second`)).not.toContainText("Unread:");
});

test("what another device archives stays, and says so, while the pointer is on the list", async ({ as, produce }) => {
  const [page, other] = [await as("chen"), await as("chen")];
  const name = word();
  const [below, above] = [`${name} below`, `${name} above`];
  await tell(page, produce, "chen", [below, above]);
  await open(page, `/notifications?query=${name}`);
  await row(page, below).hover();
  const before = await row(page, below).boundingBox();
  const [found] = await listed(other, above);
  await call(other, "PATCH", `/api/notifications/${found?.id}`, { archived: true });
  await expect(row(page, above)).toContainText("archived elsewhere");
  expect(await row(page, below).boundingBox()).toEqual(before);
  await page.mouse.move(700, 5);
  await expect(row(page, above)).toHaveCount(0);
  await expect(row(page, below)).toBeVisible();
});
