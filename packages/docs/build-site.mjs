// Builds the site: the guides, and the reference of every entry of every public package. Warnings are errors.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, Converter, MinimalSourceFile, normalizePath, ReflectionKind } from "typedoc";

const here = fileURLToPath(new URL(".", import.meta.url));
const packages = fileURLToPath(new URL("..", import.meta.url));

/** In the order in which a reader meets them. */
const PUBLIC = [
  "stream",
  "core",
  "spot",
  "margin",
  "umfutures",
  "cmfutures",
  "options",
  "portfolio-margin",
  "signing",
  "transport-fetch",
  "transport-node-http",
  "simulator",
];

/** In the order in which they are best read. */
const GUIDES = [
  "getting-started",
  "products",
  "reading-events",
  "gaps",
  "the-stream",
  "the-life-of-a-key",
  "many-accounts",
  "signing",
  "transports",
  "testing-your-bot",
  "the-simulator",
  "the-command",
  "after-listen-keys",
  "coming-from-other-clients",
  "what-is-promised",
];

/** Members of types that have no name: what they are part of says what they are. */
const WITHOUT_A_NAME = [
  "@listenkey/core.Credentials.__type.apiKey",
  "@listenkey/core.Credentials.__type.keys",
  "@listenkey/core.ListenKeyProduct.environments.__type.live",
  "@listenkey/core.Product.environments.__type.live",
  "@listenkey/core/kit.signedParams.__type.signature",
  "@listenkey/core/product.ListenTokenProduct.environments.__type.live",
  "@listenkey/core/product.SubscriptionProduct.environments.__type.live",
  "@listenkey/core/testing.ScriptedReply.__type.body",
  "@listenkey/core/testing.ScriptedReply.__type.headers",
  "@listenkey/core/testing.ScriptedReply.__type.status",
  "@listenkey/simulator.DialOutcome.__type.kind",
  "@listenkey/simulator.DialOutcome.__type.reply",
  "@listenkey/simulator.Latency.__type.max",
  "@listenkey/simulator.Latency.__type.min",
  "@listenkey/simulator.MadeReply.release.__type.afterMs",
  "@listenkey/simulator.MadeReply.release.__type.at",
  "@listenkey/simulator.RestOutcome.__type.kind",
  "@listenkey/simulator.RestOutcome.__type.reply",
  "@listenkey/simulator/server.ServeOptions.actAs.__type.rest",
  "@listenkey/simulator/server.ServeOptions.actAs.__type.stream",
  "@listenkey/transport-fetch.FetchAnswer.headers.__type.forEach",
];

const entries = (await Promise.all(PUBLIC.map(entriesOf))).flat();
const app = await Application.bootstrap({
  name: "listenkey",
  entryPoints: entries.map(({ source }) => source),
  tsconfig: join(here, "tsconfig.json"),
  readme: join(here, "home.md"),
  out: join(here, "site"),
  projectDocuments: GUIDES.map((name) => join(here, "guides", `${name}.md`)),
  customCss: join(here, "site.css"),
  // `user-data-stream.md` is a file, and no host in Moldova.
  markdownItLoader: (parser) => parser.linkify.set({ fuzzyLink: false }),
  disableSources: true,
  sort: ["kind", "source-order"],
  kindSortOrder: ["Document", "Module", "Function", "Variable", "Class", "Interface", "TypeAlias"],
  sortEntryPoints: false,
  headings: { readme: false, document: false },
  packagesRequiringDocumentation: PUBLIC.map((name) => `@listenkey/${name}`),
  intentionallyNotDocumented: WITHOUT_A_NAME,
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
});

app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
  if (!reflection.kindOf(ReflectionKind.Module)) return;
  const path = context
    .getSymbolFromReflection(reflection)
    ?.declarations?.[0]?.getSourceFile().fileName;
  const entry = entries.find(({ source }) => normalizePath(source) === path);
  if (entry === undefined) throw new Error(`${reflection.name} is no entry of a public package`);
  reflection.name = entry.name;
  if (entry.readme !== undefined) showReadme(context, reflection, entry.readme);
});

// A page that points at the project's README means the first page.
app.converter.on(Converter.EVENT_BEGIN, ({ project }) => {
  project.files.registerReflectionPath(normalizePath(join(packages, "..", "README.md")), project);
});

const project = await app.convert();
if (project !== undefined && !app.logger.hasErrors()) {
  app.validate(project);
  await app.generateOutputs(project);
}
process.exitCode = app.logger.hasErrors() || app.logger.hasWarnings() ? 1 : 0;

/** Puts a package's README in front of its reference; links to it, or to the folder, lead there. */
function showReadme({ converter, project: { files } }, module, { path, folder, text }) {
  files.registerReflectionPath(normalizePath(path), module);
  files.registerReflectionPath(normalizePath(folder), module);
  // Its first heading is the module's name once more.
  const file = new MinimalSourceFile(text.replace(/^# .*\n/, ""), normalizePath(path));
  module.readme = converter.parseRawComment(file, files).content;
}

/** What a package exports, by the names under which it is imported. */
async function entriesOf(name) {
  const folder = join(packages, name);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const path = join(folder, "README.md");
  const readme = { path, folder, text: await readFile(path, "utf8") };
  return Object.entries(manifest.exports)
    .filter(([, target]) => typeof target === "object")
    .map(([key, target]) => ({
      name: manifest.name + key.slice(1),
      source: join(folder, target["@listenkey/source"]),
      ...(key === "." && { readme }),
    }));
}
