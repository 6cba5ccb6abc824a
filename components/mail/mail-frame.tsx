/** A mail's HTML, framed so that nothing in it can run, or reach this page. Links open in a tab of their own. */
export function MailFrame({ html, title }: { html: string; title: string }) {
  return (
    <iframe
      title={title}
      srcDoc={html.replace(/<head\b[^>]*>/i, '$&<base target="_blank">')}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      className="h-[70vh] w-full rounded-lg border border-line bg-surface"
    />
  );
}
