import CirclePause from "@lucide/svelte/icons/circle-pause";
import CirclePlay from "@lucide/svelte/icons/circle-play";
import Wrench from "@lucide/svelte/icons/wrench";
import type { StationStatus } from "$lib/backend";
import * as m from "$messages";
import { modalityWord, MODALITIES, type Modality } from "./captures";
import type { Sign } from "./states";

/** A station's colour, icon and word. */
export function signOfStation(status: StationStatus): Sign {
  if (status === "open") return { tone: "quiet", icon: CirclePlay, word: m.station_open() };
  if ("paused" in status) {
    return { tone: "waiting", icon: CirclePause, word: pauseWord(status.paused) };
  }
  const what = MODALITIES.find((modality) => modality === status.broken);
  const more = what ? `: ${modalityWord(what as Modality).toLowerCase()}` : "";
  return { tone: "stop", icon: Wrench, word: `${m.station_broken()}${more}` };
}

function pauseWord(code: string): string {
  if (code === "prayer") return m.station_pause_prayer().toLowerCase();
  if (code === "power") return m.station_pause_power().toLowerCase();
  return m.station_paused();
}
