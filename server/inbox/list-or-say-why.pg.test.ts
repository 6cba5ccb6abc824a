import { expect, test } from "vitest";
import { filterOfQuery } from "../contract/query-filter";
import { addNotification } from "../testing/notifications";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { listOrSayWhy } from "./list-or-say-why";

const { db } = await testDatabase();
const [ana, bo] = (await addPeople(db, "ana@lab.org", "bo@lab.org", "eve@else.org")) as [number, number];
const lab = await addGroup(db, "Wnt Lab", "bo@lab.org", "ana@lab.org");
const secret = await addGroup(db, "Secret Lab", "eve@else.org");
await db.sql`insert into auth.profile (user_id, display_name) values (${bo}, 'Bo Lindqvist')
  on conflict (user_id) do update set display_name = excluded.display_name`;

const why = async (query: string) => {
  const page = await listOrSayWhy(db, ana, { filter: filterOfQuery(query).filter });
  return page.unknown?.map(({ key, value, message }) => `${key}:${value} ${message}`);
};

test.each([
  ["in:nowhere", ["in:nowhere You are in no group called nowhere."]],
  ["in:4242", ["in:4242 You are in no group with the number 4242."]],
  ["in:99999999999", ["in:99999999999 You are in no group called 99999999999."]],
  ["from:%", ["from:% Nobody in your groups is called %."]],
  ["from:x@y.org", ["from:x@y.org Nobody in your groups has the address x@y.org."]],
  ['in:"wnt lab" from:"bo lindqvist" from:bo@lab.org from:bo from:me', []],
  ["-in:nowhere -from:%", []],
])("an empty list says which names are not known: %s", async (query, said) => {
  expect(await why(query)).toEqual(said);
});

test("who and what exists elsewhere is not told: it reads like what does not exist", async () => {
  expect(await why(`in:${secret}`)).toEqual([`in:${secret} You are in no group with the number ${secret}.`]);
  expect(await why("from:eve@else.org")).toEqual([
    "from:eve@else.org Nobody in your groups has the address eve@else.org.",
  ]);
});

test("a list that holds something needs no reason", async () => {
  const graph = await addGraph(db, "Wnt core", "bo@lab.org", { groups: [lab] });
  const id = await addNotification(db, {
    actor: "bo@lab.org",
    resource: { type: "graph", id: graph, name: "Wnt core" },
    group: { id: lab, name: "Wnt Lab" },
    to: { [ana]: ["group"] },
  });
  const found = await listOrSayWhy(db, ana, { filter: filterOfQuery(`in:nowhere in:${lab} from:bo`).filter });
  expect([found.notifications.map((row) => row.id), found.unknown]).toEqual([[id], undefined]);
});
