import * as m from "$messages";
import type { Screen } from "$lib/state/route.svelte";

/** Where a key acts: on a screen, or in whatever dialog is open. */
export type Place = Screen | "dialog";

interface Key {
  /** As it came. */
  key: string;
  /** What it does, in words. */
  says: () => string;
  /** Where; null: on every screen. */
  screen: Place | null;
  /** Whether it can be changed. */
  fixed?: boolean;
}

const key = (key: string, says: () => string, screen: Place | null, fixed = false): Key => ({
  key,
  says,
  screen,
  fixed,
});

/** All keys that act, with their places. */
export const KEYS = {
  go_1: key("Ctrl+1", m.nav_arrive, null, true),
  go_2: key("Ctrl+2", m.nav_record, null, true),
  go_3: key("Ctrl+3", m.nav_today, null, true),
  go_4: key("Ctrl+4", m.nav_roster, null, true),
  go_5: key("Ctrl+5", m.nav_plan, null, true),
  go_6: key("Ctrl+6", m.nav_exchange, null, true),
  palette: key("Ctrl+K", m.key_palette, null, true),
  keys: key("?", m.key_keys, null, true),
  help: key("F1", m.key_keys, null, true),
  lock: key("Ctrl+L", m.key_lock, null, true),
  undo: key("Ctrl+Z", m.key_undo, null, true),
  arrive_field: key("F2", m.key_arrive_field, "arrive"),
  arrive_class: key("F3", m.arrive_class, "arrive"),
  arrive_walk_in: key("F4", m.arrive_walk_in, "arrive"),
  record_call: key("F2", m.record_call, "record"),
  record_recall: key("F3", m.record_recall, "record"),
  record_absent: key("F4", m.record_absent, "record"),
  record_start: key("F6", m.record_start, "record"),
  record_incomplete: key("F7", m.outcome_incomplete, "record"),
  record_complete: key("F8", m.record_complete, "record"),
  record_ticket: key("F9", m.record_ticket, "record"),
  record_column_1: key("Alt+1", m.key_column_1, "record"),
  record_column_2: key("Alt+2", m.key_column_2, "record"),
  record_column_3: key("Alt+3", m.key_column_3, "record"),
  record_column_4: key("Alt+4", m.key_column_4, "record"),
  today_replan: key("F2", m.today_replan, "today"),
  today_late: key("F3", m.today_late_class, "today"),
  today_take: key("F8", m.key_today_take, "today"),
  roster_take: key("F8", m.key_roster_take, "roster"),
  plan_save: key("F2", m.plan_save, "plan"),
  exchange_send: key("F2", m.exchange_send, "exchange"),
  dialog_take: key("F8", m.key_dialog_take, "dialog"),
} as const satisfies Record<string, Key>;

/** The name of a key that acts. */
export type KeyName = keyof typeof KEYS;
