import Ban from "@lucide/svelte/icons/ban";
import Check from "@lucide/svelte/icons/check";
import CheckCheck from "@lucide/svelte/icons/check-check";
import Circle from "@lucide/svelte/icons/circle";
import CircleAlert from "@lucide/svelte/icons/circle-alert";
import CircleDashed from "@lucide/svelte/icons/circle-dashed";
import CircleDot from "@lucide/svelte/icons/circle-dot";
import CircleX from "@lucide/svelte/icons/circle-x";
import Clock from "@lucide/svelte/icons/clock";
import LogOut from "@lucide/svelte/icons/log-out";
import Megaphone from "@lucide/svelte/icons/megaphone";
import Merge from "@lucide/svelte/icons/merge";
import Pencil from "@lucide/svelte/icons/pencil";
import RotateCcw from "@lucide/svelte/icons/rotate-ccw";
import UserX from "@lucide/svelte/icons/user-x";
import type { Component } from "svelte";
import type { Found, State } from "$lib/backend";
import * as m from "$messages";
import { minutesOf } from "./dates";

/** The colours that carry a meaning. */
export type Tone = "quiet" | "waiting" | "busy" | "done" | "stop" | "act";

/** The three signs of a state. */
export interface Sign {
  tone: Tone;
  icon: Component<{ size?: number | string }>;
  word: string;
}

const SIGNS: Record<State, [Tone, Sign["icon"], () => string]> = {
  booked: ["quiet", Circle, m.state_booked],
  waiting: ["waiting", Clock, m.state_waiting],
  called: ["busy", Megaphone, m.state_called],
  recording: ["busy", CircleDot, m.state_recording],
  recorded: ["done", Check, m.state_recorded],
  incomplete: ["stop", CircleDashed, m.state_incomplete],
  to_repeat: ["stop", RotateCcw, m.state_to_repeat],
  already_recorded: ["done", CheckCheck, m.state_already_recorded],
  biodata_problem: ["stop", CircleAlert, m.state_biodata_problem],
  not_served: ["stop", CircleX, m.state_not_served],
  left: ["quiet", LogOut, m.state_left],
  missed: ["stop", UserX, m.state_missed],
  withdrawn: ["quiet", Ban, m.state_withdrawn],
  joined: ["quiet", Merge, m.state_joined],
};

/** A state's colour, icon and word. */
export function signOf(state: State): Sign {
  const [tone, icon, word] = SIGNS[state];
  return { tone, icon, word: word() };
}

/** A person's colour, icon and word: a state, or that they are overdue, or that something must be completed. */
export function signOfFound(found: Pick<Found, "state" | "overdue" | "held_words">): Sign {
  if (found.state === "booked" && found.held_words !== "") {
    return { tone: "waiting", icon: Pencil, word: `${m.state_held()}: ${found.held_words}` };
  }
  if (found.state === "booked" && found.overdue) {
    return { tone: "stop", icon: CircleAlert, word: m.state_overdue() };
  }
  return signOf(found.state);
}

/** How a check-in stands to its slot, in words. */
export function standingOf({
  standing,
  standing_minutes,
}: Pick<Found, "standing" | "standing_minutes">): string {
  switch (standing) {
    case "early":
      return standing_minutes > 0
        ? m.standing_early({ span: minutesOf(standing_minutes) })
        : m.standing_early_bare();
    case "late":
      return standing_minutes > 0
        ? m.standing_late({ span: minutesOf(standing_minutes) })
        : m.standing_late_bare();
    case "other_day":
      return m.standing_other_day();
    case "on_time":
      return m.standing_on_time();
  }
}
