import CircleAlert from "@lucide/svelte/icons/circle-alert";
import Check from "@lucide/svelte/icons/check";
import Circle from "@lucide/svelte/icons/circle";
import CircleDot from "@lucide/svelte/icons/circle-dot";
import Clock from "@lucide/svelte/icons/clock";
import LogOut from "@lucide/svelte/icons/log-out";
import UserX from "@lucide/svelte/icons/user-x";
import type { SlotFigures } from "$lib/backend";
import type { Sign, Tone } from "$lib/words/states";
import * as m from "$messages";

/** One kind of people of a slot: its colour, icon and words. */
export interface Part {
  id: string;
  n: number;
  tone: Tone;
  icon: Sign["icon"];
  word: string;
}

/** People counted by where they stand: of a slot, or of none. */
export type Counted = Pick<SlotFigures, "recorded" | "recording" | "waiting" | "open" | "left"> &
  Partial<Pick<SlotFigures, "no_show" | "not_here">>;

/** People by where they stand, done first; kinds that nobody is of are left out. */
export function partsOf(slot: Counted): Part[] {
  const { no_show = 0, not_here = 0 } = slot;
  const parts: Part[] = [
    {
      id: "recorded",
      n: slot.recorded,
      tone: "done",
      icon: Check,
      word: m.figure_recorded({ n: slot.recorded }),
    },
    {
      id: "recording",
      n: slot.recording,
      tone: "busy",
      icon: CircleDot,
      word: m.figure_recording({ n: slot.recording }),
    },
    {
      id: "waiting",
      n: slot.waiting,
      tone: "waiting",
      icon: Clock,
      word: m.figure_waiting({ n: slot.waiting }),
    },
    { id: "open", n: slot.open, tone: "stop", icon: CircleAlert, word: m.figure_open({ n: slot.open }) },
    { id: "left", n: slot.left, tone: "quiet", icon: LogOut, word: m.figure_left({ n: slot.left }) },
    {
      id: "no-show",
      n: no_show,
      tone: "quiet",
      icon: UserX,
      word: m.figure_no_show({ n: no_show }),
    },
    {
      id: "not-here",
      n: not_here,
      tone: "quiet",
      icon: Circle,
      word: m.figure_not_here({ n: not_here }),
    },
  ];
  return parts.filter((part) => part.n > 0);
}
