// Writes what Jemput is made of as a CycloneDX 1.6 bill of materials: every crate of Cargo.lock and every package of
// ui/package-lock.json, with version, licence, checksum, and what depends on what. The same locks give the same bytes.
//
//   node scripts/sbom.mjs > jemput.cdx.json
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";

const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }),
);
const npmLock = JSON.parse(readFileSync(join(ROOT, "ui/package-lock.json"), "utf8"));
const checksums = checksumsOf(readFileSync(join(ROOT, "Cargo.lock"), "utf8"));

const crates = cratesOf(metadata);
const packages = packagesOf(npmLock);
const program = metadata.packages.find((found) => found.name === "jemput-desktop");
const components = [...crates.components, ...packages.components].sort((a, b) => order(a["bom-ref"], b["bom-ref"]));
const dependencies = [...crates.dependencies, ...packages.dependencies].sort((a, b) => order(a.ref, b.ref));
const bill = {
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  serialNumber: serial({ components, dependencies }),
  version: 1,
  metadata: {
    component: { type: "application", "bom-ref": "jemput", name: "jemput", version: program.version },
  },
  components,
  dependencies: [
    { ref: "jemput", dependsOn: [...crates.own, ...packages.direct].sort(order) },
    ...dependencies,
  ],
};
process.stdout.write(`${JSON.stringify(bill, null, 1)}\n`);

function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** SHA-256 of each crate's archive, by name and version. */
function checksumsOf(lock) {
  const found = new Map();
  for (const part of lock.split("[[package]]").slice(1)) {
    const field = (name) => part.match(new RegExp(`^${name} = "(.*)"$`, "m"))?.[1];
    found.set(`${field("name")}@${field("version")}`, field("checksum"));
  }
  return found;
}

function cratesOf({ packages, resolve, workspace_members: own }) {
  const ref = new Map(packages.map((one) => [one.id, `pkg:cargo/${one.name}@${one.version}`]));
  const handedOut = reached(resolve.nodes, own);
  const components = packages.map((one) => {
    const checksum = checksums.get(`${one.name}@${one.version}`);
    return {
      type: own.includes(one.id) ? "application" : "library",
      "bom-ref": ref.get(one.id),
      name: one.name,
      version: one.version,
      // What only tests and benchmarks use is not in what is handed out.
      scope: handedOut.has(one.id) ? "required" : "excluded",
      ...licence(one.license),
      purl: ref.get(one.id),
      ...(checksum ? { hashes: [{ alg: "SHA-256", content: checksum }] } : {}),
      ...(one.source && one.source !== CRATES_IO
        ? { externalReferences: [{ type: "distribution", url: one.source }] }
        : {}),
    };
  });
  const dependencies = resolve.nodes.map((node) => ({
    ref: ref.get(node.id),
    dependsOn: [...new Set(node.deps.map((dependency) => ref.get(dependency.pkg)))].sort(order),
  }));
  return { components, dependencies, own: own.map((id) => ref.get(id)) };
}

/** What our programs are built from: everything but what is reached by tests alone. */
function reached(nodes, own) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Set();
  const open = own.filter((id) => !id.includes("jemput-tests"));
  while (open.length > 0) {
    const id = open.pop();
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { pkg, dep_kinds: kinds } of byId.get(id).deps) {
      if (kinds.some(({ kind }) => kind !== "dev")) open.push(pkg);
    }
  }
  return seen;
}

function packagesOf({ packages }) {
  const own = packages[""];
  const paths = Object.keys(packages).filter((path) => path !== "");
  const nameOf = (path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const refOf = (path) => `pkg:npm/${nameOf(path).replace("@", "%40")}@${packages[path].version}`;
  const byRef = new Map(paths.map((path) => [refOf(path), packages[path]]));
  const components = [...byRef].map(([ref, one]) => {
    const { alg, content } = integrity(one.integrity);
    return {
      type: "library",
      "bom-ref": ref,
      name: ref.slice("pkg:npm/".length, ref.lastIndexOf("@")).replace("%40", "@"),
      version: one.version,
      scope: one.dev || one.devOptional ? "excluded" : "required",
      ...licence(one.license),
      purl: ref,
      ...(content ? { hashes: [{ alg, content }] } : {}),
    };
  });
  /** Where Node finds a package that is asked for at a path: the nearest node_modules above it. */
  const found = (from, name) => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
      const path = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
      if (packages[path]) return refOf(path);
      if (at === "") return undefined;
    }
  };
  const needs = (one) => Object.keys({ ...one.dependencies, ...one.optionalDependencies, ...one.peerDependencies });
  const of = new Map();
  for (const path of paths) {
    const all = of.get(refOf(path)) ?? new Set();
    for (const name of needs(packages[path])) {
      const to = found(path, name);
      if (to) all.add(to);
    }
    of.set(refOf(path), all);
  }
  const dependencies = [...of].map(([ref, all]) => ({ ref, dependsOn: [...all].sort(order) }));
  const direct = [...needs(own), ...Object.keys(own.devDependencies ?? {})].map((name) => found("", name));
  return { components, dependencies, direct: [...new Set(direct.filter(Boolean))] };
}

/** npm writes `sha512-` and base64. */
function integrity(text) {
  const [name, base64] = (text ?? "").split(" ")[0].split(/-(.*)/s);
  const alg = { sha512: "SHA-512", sha384: "SHA-384", sha256: "SHA-256", sha1: "SHA-1" }[name];
  return alg ? { alg, content: Buffer.from(base64, "base64").toString("hex") } : {};
}

/** Cargo once allowed a stroke for OR. */
function licence(text) {
  if (typeof text !== "string" || text === "") return {};
  return { licenses: [{ expression: text.replaceAll("/", " OR ") }] };
}

/** A UUID (version 8) of what the bill says. */
function serial(content) {
  const digits = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  const variant = ((parseInt(digits[16], 16) & 3) | 8).toString(16);
  const uuid = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
  return `urn:uuid:${uuid}`;
}
