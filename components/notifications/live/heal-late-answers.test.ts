import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { healLateAnswers } from "./heal-late-answers";

/** A page of notifications that is being asked for, and what answers it. */
function asking(client: QueryClient) {
  let answer = (_: { snapshot: string }) => {};
  const queryFn = () =>
    new Promise<{ snapshot: string }>((resolve) => {
      answer = resolve;
    });
  const asked = client.fetchQuery({ queryKey: ["notifications", "latest"], queryFn });
  return {
    answer: async (snapshot: string) => {
      answer({ snapshot });
      await asked;
    },
  };
}

function healing(client: QueryClient) {
  const healed: string[] = [];
  return { healed, ...healLateAnswers(client, (snapshot) => healed.push(snapshot)) };
}

test("an answer that a push overtook is healed, whether or not this listened when it was asked for", async () => {
  const client = new QueryClient();
  const before = asking(client);
  const { healed, pushed } = healing(client);
  pushed();
  await before.answer("s1");
  expect(healed).toEqual(["s1"]);

  const after = asking(client);
  pushed();
  await after.answer("s2");
  expect(healed).toEqual(["s1", "s2"]);
});

test("an answer that no push overtook is as it is", async () => {
  const client = new QueryClient();
  const before = asking(client);
  const { healed, pushed } = healing(client);
  await before.answer("s1");
  pushed();
  await new Promise((resolve) => setTimeout(resolve, 2));
  await asking(client).answer("s2");
  expect(healed).toEqual([]);
});
