import { remembered } from "$lib/state/remembered.svelte";

/** Whether this laptop sounds. */
export const sounds = remembered<boolean>("sound", true, (v): v is boolean => typeof v === "boolean");

let audio: AudioContext | null = null;

/** Two rising tones: done. One low tone: look at the screen. */
export function sound(kind: "done" | "look"): void {
  if (!sounds.value || typeof AudioContext === "undefined") return;
  try {
    audio ??= new AudioContext();
    const tones = kind === "done" ? [880, 1174.7] : [311.1];
    tones.forEach((hertz, nth) => tone(audio as AudioContext, hertz, nth * 0.09));
  } catch {
    // A laptop without a sound device checks people in all the same.
  }
}

function tone(context: AudioContext, hertz: number, after: number): void {
  const from = context.currentTime + after;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0.12, from);
  gain.gain.exponentialRampToValueAtTime(0.001, from + 0.16);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + 0.18);
}
