import type { Commands } from "./generated";

/** The name of something that the screens may ask for. */
export type Act = keyof Commands;
/** What an act is given. */
export type Input<K extends Act> = Commands[K]["input"];
/** What an act answers. */
export type Output<K extends Act> = Commands[K]["output"];

/** What the other side tells unasked. */
export type Notice =
  /** The journal holds something new, by whatever hand: read again what is shown. */
  | { kind: "changed" }
  /** The connection changed. */
  | { kind: "exchange" }
  /** A long act goes on: so much of so much. */
  | { kind: "progress"; done: number; total: number };

/** Kinds of files that a person chooses. */
export interface FileKind {
  /** In words, for the chooser. */
  name: string;
  /** Endings without the dot. */
  endings: string[];
}

/** The one seam between the screens and everything behind them. */
export interface Backend {
  /** Runs an act. Rejects with a `Failure`, whose message is a sentence in the chosen language. */
  act<K extends Act>(name: K, input: Input<K>): Promise<Output<K>>;
  /** Hears notices until the returned function is called. */
  onNotice(hear: (notice: Notice) => void): () => void;
  /** Lets a person choose a file to read; null if they chose none or there is no chooser. */
  pickFile(kinds: FileKind[]): Promise<string | null>;
  /** Lets a person choose where to write; null if they chose nothing. */
  pickSave(name: string, kinds: FileKind[]): Promise<string | null>;
  /** Hears where files are dropped, and whether one hovers. */
  onDrop(hear: (drop: Drop) => void): () => void;
}

/** A file over the window. */
export type Drop = { kind: "over" } | { kind: "gone" } | { kind: "dropped"; path: string };
