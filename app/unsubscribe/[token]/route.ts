import { respond } from "@/app/api/respond";
import { readUnsubscribeToken, unsubscribe } from "@/server/digest/unsubscribe";

/** Mail programs of many people share few addresses. */
const writesPerMinute = 600;

/** Shows a button and changes nothing: scanners of mail follow every link. */
export const GET = respond({ auth: "anyone" }, ({ runtime, params }) =>
  readUnsubscribeToken(runtime.secret, params.token ?? "")
    ? page("Stop these e-mails?", "Your notifications stay where they are, on GraphSpace.", true)
    : wrongLink(),
);

/** One click, without a session (RFC 8058): by a mail program, or by the button above. */
export const POST = respond({ auth: "anyone", writesPerMinute }, async ({ runtime, params }) => {
  const digestId = readUnsubscribeToken(runtime.secret, params.token ?? "");
  if (digestId === null) return wrongLink();
  // A database restored from before that mail does not know whose it was.
  if (!(await unsubscribe(runtime.db, digestId)))
    return page("This mail is not known any more", "Turn e-mail off in your settings instead.", false, 404);
  return page("You will get no more e-mail", "You can turn it on again in your settings at any time.", false);
});

const wrongLink = () =>
  page("This link is not whole", "Copy all of it from the mail, or turn e-mail off in your settings.", false, 404);

/** A page of its own: it must work without scripts and for whoever is signed in nowhere. */
function page(title: string, text: string, button: boolean, status = 200): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · GraphSpace</title>
<style>
  :root { color-scheme: light dark; --line: 1px solid light-dark(oklch(91.5% .008 250), oklch(29% .014 255));
    --surface: light-dark(#fff, oklch(20.5% .013 255)); --accent: light-dark(oklch(51% .13 245), oklch(74% .12 235)); }
  body { font: 14px/20px "Inter Variable", system-ui, sans-serif; margin: 0;
    background: light-dark(oklch(98.6% .004 250), oklch(17% .012 255)); color: light-dark(oklch(24% .02 255), oklch(94% .008 250)); }
  header { box-sizing: border-box; height: 52px; padding: 16px 20px; font-weight: 640; border-bottom: var(--line); background: var(--surface); }
  main { box-sizing: border-box; width: min(360px, 100% - 32px); margin: 14vh auto 16px; padding: 24px; border-radius: 12px; border: var(--line); background: var(--surface); }
  h1 { font-size: 20px; line-height: 26px; margin: 0 0 8px; }
  p { margin: 0 0 16px; }
  a, button { color: var(--accent); }
  button { font: inherit; font-weight: 560; min-height: 44px; padding: 0 16px; margin: 0 12px 0 0; border: 0; border-radius: 8px; cursor: pointer;
    background: var(--accent); color: light-dark(#fff, oklch(17% .012 255)); }
</style>
</head>
<body>
<header>GraphSpace</header>
<main>
<h1>${title}</h1>
<p>${text}</p>
${button ? '<form method="post"><button>Unsubscribe</button><a href="/settings/notifications">Settings</a></form>' : '<a href="/settings/notifications">Settings</a>'}
</main>
</body>
</html>
`;
  return new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
