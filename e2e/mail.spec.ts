import { expect, password, people, test } from "./fixtures";

type Listed = { notifications: { id: string; read: boolean; message: string }[] };

test("a link in a mail marks its notification read once one is signed in, not before and not by being fetched", async ({
  as,
  page,
}) => {
  const bo = await as("bo");
  const unread = async () =>
    ((await (await bo.request.get("/api/notifications?query=is:unread")).json()) as Listed).notifications;
  const [first] = await unread();
  const id = first?.id as string;
  const isUnread = async () => (await unread()).some((notification) => notification.id === id);

  // A scanner follows it, signed in or not: nothing happens.
  await page.request.get(`/notifications/open/${id}`);
  await bo.request.get(`/notifications/open/${id}`);
  expect(await isUnread()).toBe(true);
  // Its reader follows it, in a browser that is signed in nowhere.
  await page.goto(`/notifications/open/${id}`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  expect(await isUnread()).toBe(true);
  await page.getByLabel("E-mail").fill(people.bo);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/\/(sign-in|notifications\/open)/);
  await expect.poll(isUnread).toBe(false);
});

test("settings say when the next mail comes and what would be in it", async ({ as, produce }) => {
  const page = await as("chen");
  await produce("group", {
    type: "graph.shared",
    data: {
      actor: people.ana,
      resource: { type: "graph", id: 1, name: "Wnt" },
      group: { id: 1, name: "Wnt Lab" },
    },
  });
  await page.goto("/settings/notifications");
  const saved = () => page.waitForResponse((response) => response.url().endsWith("/api/preferences") && response.ok());
  const save = async (cadence: string) => {
    await page.getByLabel("How often").selectOption(cadence);
    await Promise.all([saved(), page.getByRole("button", { name: "Save e-mail settings" }).click()]);
  };
  await save("daily");
  const said = page.getByText(/^The next mail is due .+, with \d+ unread notifications? so far\.$/);
  await expect(said).toBeVisible();
  const items = page.getByRole("list", { name: "What would be in it" }).getByRole("listitem");
  const { count, first } = (await (await page.request.get("/api/settings/mail")).json()) as {
    count: number;
    first: string[];
  };
  await expect(items).toHaveText([...first, ...(count > first.length ? [`and ${count - first.length} more`] : [])]);
  await page.screenshot({ path: "test-results/next-mail.png" });
  await save("off");
  await expect(page.getByText("No mail is planned.")).toBeVisible();
});
