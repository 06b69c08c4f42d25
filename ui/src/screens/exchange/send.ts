import type { SyncDone } from "$lib/backend";
import { act } from "$lib/state/doing.svelte";
import { numberOf } from "$lib/words/dates";
import * as m from "$messages";

/** Exchanges with the server, and says what came of it. */
export async function send(): Promise<void> {
  await act("sync", { server: null, take_only: false }, said);
}

function said({ sent, received, receipt }: SyncDone): string {
  const counts = { sent: numberOf(sent), received: numberOf(received) };
  return receipt ? m.exchange_sent_receipt({ ...counts, name: receipt.name }) : m.exchange_sent(counts);
}
