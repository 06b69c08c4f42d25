import { minutesOf } from "$lib/words/dates";
import * as m from "$messages";

/** Up to this a clock counts as right: nothing that a crew does is finer. */
const RIGHT_SECONDS = 5;
/** From here on a person should set it. */
const FAR_SECONDS = 60;

/** A laptop's clock in words; `offset_ms` must be added to it to have the server's time. */
export function clockWords(offset_ms: number): { word: string; far: boolean } {
  const seconds = Math.round(Math.abs(offset_ms) / 1000);
  if (seconds <= RIGHT_SECONDS) return { word: m.exchange_clock_right(), far: false };
  const span = spanOf(seconds);
  return {
    word: offset_ms > 0 ? m.exchange_clock_slow({ span }) : m.exchange_clock_fast({ span }),
    far: seconds >= FAR_SECONDS,
  };
}

/** `2 menit 8 detik`; from an hour on without the seconds. */
function spanOf(seconds: number): string {
  const rest = m.seconds_count({ n: seconds % 60 });
  if (seconds < 60) return rest;
  const minutes = minutesOf(Math.floor(seconds / 60));
  return seconds >= 3600 || seconds % 60 === 0 ? minutes : `${minutes} ${rest}`;
}
