import type { Act, Input, Output } from "../../src/lib/backend";
import { desk } from "./desk.ts";
import { frame } from "./frame.ts";
import { link } from "./link.ts";
import { operators } from "./operators.ts";
import { plan } from "./plan.ts";
import { roster } from "./roster.ts";
import { stations } from "./stations.ts";
import { today } from "./today.ts";
import { vault } from "./vault.ts";
import type { World } from "./world.ts";

/** Answers of some acts. */
export type Answers = { [K in Act]?: (world: World, input: Input<K>) => Output<K> };

const ALL: Answers = {
  ...frame,
  ...desk,
  ...stations,
  ...today,
  ...roster,
  ...plan,
  ...link,
  ...operators,
  ...vault,
};

/** Answers one act as the server would. */
export function answer(world: World, name: string, input: unknown): { status: number; output: unknown } {
  const found = ALL[name as Act] as ((world: World, input: unknown) => unknown) | undefined;
  if (!found)
    return { status: 404, output: { code: "unknown_act", message: `Tidak ada tindakan bernama ${name}.` } };
  try {
    return { status: 200, output: found(world, input) };
  } catch (thrown) {
    if (typeof thrown === "object" && thrown !== null && "code" in thrown)
      return { status: 409, output: thrown };
    throw thrown;
  }
}
