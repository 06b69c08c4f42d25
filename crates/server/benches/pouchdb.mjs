// The peer of row 6: PouchDB 9 to express-pouchdb over loopback, small documents, one batch size, both sides on disk.
//   node pouchdb.mjs FOLDER DOCUMENTS BATCH      FOLDER: where `npm install pouchdb@9 express@4 express-pouchdb` was run
// Prints documents a second: pushed, pulled. Nothing is signed or derived here, and LevelDB does not wait for the disk.
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [folder, documents, batch] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), "package.json"));
const [PouchDB, express, expressPouchDB] = ["pouchdb", "express", "express-pouchdb"].map(require);
const data = mkdtempSync(join(tmpdir(), "jemput-pouchdb-"));
const at = (side) => {
  mkdirSync(join(data, side));
  return PouchDB.defaults({ prefix: join(data, side) + "/" });
};
const [Server, Laptop] = [at("server"), at("laptop")];
const app = express();
app.use(expressPouchDB(Server, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: join(data, "log") }));
const listening = app.listen(0, "127.0.0.1");
await new Promise((ready) => listening.once("listening", ready));

const remote = `http://127.0.0.1:${listening.address().port}/visit`;
const facts = Array.from({ length: Number(documents) }, (_, i) => ({
  _id: `e${String(i).padStart(7, "0")}`,
  kind: "Arrived",
  booking: `b${i % 2000}`,
  at: 1636331400000 + i * 1300,
  mark: "A",
  number: i % 999,
  operator: "7",
  device: "Loket A",
  standing: "on_time",
}));
const [first, second] = [new Laptop("first"), new Laptop("second")];
await first.bulkDocs(facts);
const settings = { batch_size: Number(batch), batches_limit: 10 };
const rate = async (work) => {
  const start = performance.now();
  await work();
  return ((facts.length / (performance.now() - start)) * 1000).toFixed(0);
};
const pushed = await rate(() => first.replicate.to(remote, settings));
const pulled = await rate(() => second.replicate.from(remote, settings));
if ((await second.info()).doc_count !== facts.length) throw new Error("not all arrived");
rmSync(data, { recursive: true });
console.log(pushed, pulled);
process.exit(0);
