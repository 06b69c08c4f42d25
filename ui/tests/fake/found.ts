import type { Found } from "../../src/lib/backend";
import { minuteOf, TODAY, type Somebody, type World } from "./world.ts";

/** A person as lists show them. */
export function foundOf(world: World, p: Somebody): Found {
  const { standing, minutes } = world.standing(p);
  const overdue = p.state === "booked" && p.slot?.day === TODAY && minuteOf(p.slot.end) < world.minute;
  return {
    booking: p.booking,
    name: p.name,
    nik_masked: p.nik === "" ? "" : `•••• ${p.nik.slice(-4)}`,
    class: p.class,
    state: p.state,
    held: p.held,
    held_words: p.heldWords,
    slot: p.slot,
    without_slot: p.slot ? null : "Semua tempat yang sesuai sudah terisi.",
    ticket: p.ticket,
    standing,
    standing_minutes: minutes,
    recorded_at: p.recordedAt,
    alike: p.alike,
    birth_date: p.alike ? p.birth : null,
    priority: p.priority,
    overdue,
  };
}

export function matches(p: Somebody, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const parts = p.name.toLowerCase().split(" ");
  return (
    words.every((word) => parts.some((part) => part.startsWith(word))) ||
    (/^\d{4,}$/.test(text) && p.nik.startsWith(text)) ||
    p.ticket?.toLowerCase() === text.toLowerCase()
  );
}
