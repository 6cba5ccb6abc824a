import { Body, Container, Head, Heading, Hr, Html, Link, Section, Text } from "react-email";
import type { DigestContent, DigestRow } from "./arrange-digest";
import type { DigestLinks } from "./links";

const font = "-apple-system, 'Segoe UI', Inter, Roboto, Helvetica, Arial, sans-serif";
/** Mail programs that know no dark mode show the inline colours; the others take these. */
const darkMode = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .ground { background-color: #14171b !important; }
    .card { background-color: #1b1f24 !important; border-color: #343a42 !important; }
    .ink, .ink a { color: #e9ecf0 !important; }
    .soft, .soft a { color: #aab2bd !important; }
    .link { color: #6cb6f0 !important; }
    .line { border-color: #343a42 !important; }
  }`;

/** The digest as HTML: everything that came from somebody is text, so that no name can be markup. */
export function DigestEmail({ content, links }: { content: DigestContent; links: DigestLinks }) {
  return (
    <Html lang="en" dir="ltr">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{content.subject}</title>
        <style>{darkMode}</style>
      </Head>
      <Body
        className="ground"
        style={{ backgroundColor: "#f7f8fa", fontFamily: font, margin: 0, padding: "24px 12px" }}
      >
        <Container
          className="card"
          style={{
            backgroundColor: "#ffffff",
            border: "1px solid #e2e5ea",
            borderRadius: 12,
            maxWidth: 600,
            padding: "20px 24px",
          }}
        >
          <Heading
            as="h1"
            className="ink"
            style={{ color: "#1c2430", fontSize: 20, lineHeight: "26px", margin: "0 0 4px" }}
          >
            {content.summary}
          </Heading>
          <Text className="soft" style={{ ...soft, margin: "0 0 12px" }}>
            <Link href={links.inbox} target="_blank" className="link" style={link}>
              Open your notifications
            </Link>
          </Text>
          {content.groups.map((group) => (
            <Section key={group.name ?? ""}>
              {(group.name !== null || content.groups.length > 1) && (
                <Heading
                  as="h2"
                  className="ink"
                  style={{ color: "#1c2430", fontSize: 16, lineHeight: "22px", margin: "16px 0 4px" }}
                >
                  {group.name ?? "Without a group"}
                </Heading>
              )}
              {group.things.map((thing) => (
                <Section key={`${thing.kind}/${thing.name}/${thing.rows[0]?.id}`}>
                  <Heading as="h3" className="soft" style={{ ...soft, fontWeight: 600, margin: "10px 0 2px" }}>
                    {thing.name}
                  </Heading>
                  {thing.rows.map((row) => (
                    <Row key={row.id} row={row} href={links.open(row.id)} />
                  ))}
                </Section>
              ))}
            </Section>
          ))}
          {content.more > 0 && (
            <Text className="ink" style={{ color: "#1c2430", fontSize: 14, margin: "16px 0 0" }}>
              <Link href={links.inbox} target="_blank" className="link" style={link}>
                and {content.more} more
              </Link>
            </Text>
          )}
          <Hr className="line" style={{ borderColor: "#e2e5ea", margin: "20px 0 12px" }} />
          <Text className="soft" style={{ ...soft, margin: 0 }}>
            You asked for this mail.{" "}
            <Link href={links.settings} target="_blank" className="link" style={link}>
              Change when it comes
            </Link>
            {links.unsubscribe && (
              <>
                {" or "}
                <Link href={links.unsubscribe} target="_blank" className="link" style={link}>
                  unsubscribe
                </Link>
              </>
            )}
            .
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

function Row({ row, href }: { row: DigestRow; href: string }) {
  return (
    <Text className="ink" style={{ color: "#1c2430", fontSize: 14, lineHeight: "20px", margin: "0 0 8px" }}>
      <Link href={href} target="_blank" className="link" style={link}>
        {row.text}
      </Link>
      {row.changes && ` (${row.changes})`}
      <br />
      <span className="soft" style={soft}>
        {row.because}
      </span>
    </Text>
  );
}

const soft = { color: "#5b6573", fontSize: 12, lineHeight: "16px" };
const link = { color: "#0b67b2", textDecoration: "underline" };
