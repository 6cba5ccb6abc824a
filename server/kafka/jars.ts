import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

export const kafkaVersion = "4.3.0";

/** Java or Maven is not there, in words that say how to get it. */
export class KafkaUnavailable extends Error {
  override name = "KafkaUnavailable";
}

const run = promisify(execFile);
const howToInstall = "On Debian or Ubuntu: sudo apt-get install default-jre-headless maven";

/**
 * Real Apache Kafka as a folder of jars, fetched through Maven on first use (44 MB, about 20 s) into the user's
 * cache. Resolves to the folder; throws KafkaUnavailable where Java 17 or Maven is missing.
 * @param say prints one line of progress
 */
export async function kafkaJars(say: (line: string) => void): Promise<string> {
  await needJava();
  const cache = path.join(homedir(), ".cache", "graphspace-notifications");
  const folder = path.join(cache, `kafka-${kafkaVersion}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  // Fetched beside its place, then renamed: a fetch cut short leaves nothing that looks whole.
  const fetching = mkdtempSync(path.join(cache, "fetching-"));
  try {
    writeFileSync(path.join(fetching, "pom.xml"), pom);
    await copyDependencies(fetching, say);
    if (!existsSync(folder)) renameSync(path.join(fetching, "libs"), folder);
    return folder;
  } finally {
    rmSync(fetching, { recursive: true, force: true });
  }
}

async function needJava() {
  const version = await run("java", ["-version"]).then(
    ({ stdout, stderr }) => Number(/version "(\d+)/.exec(stderr + stdout)?.[1] ?? 0),
    () => 0,
  );
  if (version >= 17) return;
  const found = version === 0 ? "there is none" : `this one is ${version}`;
  throw new KafkaUnavailable(`Kafka needs Java 17 or newer, and ${found}. ${howToInstall}`);
}

/** Runs Maven, telling how many files have come. */
async function copyDependencies(folder: string, say: (line: string) => void) {
  say(`Fetching Apache Kafka ${kafkaVersion} through Maven, once (44 MB) …`);
  const maven = spawn(
    "mvn",
    ["-B", "-f", path.join(folder, "pom.xml"), "dependency:copy-dependencies"].concat(
      `-DoutputDirectory=${path.join(folder, "libs")}`,
      "-DincludeScope=runtime",
    ),
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const lines: string[] = [];
  let jars = 0;
  createInterface({ input: maven.stdout }).on("line", (line) => {
    lines.push(line);
    if (/Downloaded.*\.jar/.test(line) && ++jars % 10 === 0) say(`  ${jars} files`);
  });
  maven.stderr.resume();
  const code = await new Promise<number>((resolve, reject) => {
    maven.once("error", () =>
      reject(new KafkaUnavailable(`Kafka's jars come through Maven, and there is none. ${howToInstall}`)),
    );
    maven.once("close", (status) => resolve(status ?? 1));
  });
  if (code === 0) return;
  const why = lines
    .filter((line) => line.startsWith("[ERROR]"))
    .slice(0, 3)
    .join("\n");
  throw new KafkaUnavailable(`Maven could not fetch Kafka; is this machine online?\n${why}`);
}

const dependency = (group: string, artifact: string, version: string) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

// slf4j-simple, so that what Kafka warns of can be read at all
const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>graphspace</groupId><artifactId>kafka</artifactId><version>1</version>
<dependencies>
${dependency("org.apache.kafka", "kafka_2.13", kafkaVersion)}
${dependency("org.slf4j", "slf4j-simple", "1.7.36")}
</dependencies></project>
`;
