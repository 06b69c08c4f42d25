import { backend, Failure, type VaultState } from "$lib/backend";
import * as m from "$messages";

/** Who opens this laptop: open, locked or closed. */
class Vault {
  view = $state.raw<VaultState | null>(null);
  /** Why the last try opened nothing. */
  refusal = $state("");
  busy = $state(false);

  /** Reads it anew; where nobody answers, whatever is asked next says why. */
  async load(): Promise<void> {
    try {
      this.view = await backend().act("vault_state", {});
    } catch {
      this.view = null;
    }
  }

  open(operator: string, secret: string): Promise<boolean> {
    return this.tries(() => backend().act("vault_open", { operator, secret }));
  }

  /** By the PIN where there is one, else by the secret of who works. */
  unlock(typed: string): Promise<boolean> {
    const by = this.view?.has_pin ? { pin: typed, secret: null } : { pin: null, secret: typed };
    return this.tries(() => backend().act("vault_unlock", by));
  }

  lock(): Promise<boolean> {
    return this.tries(() => backend().act("vault_lock", {}));
  }

  close(): Promise<boolean> {
    return this.tries(() => backend().act("vault_close", {}));
  }

  private async tries(ask: () => Promise<VaultState>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.refusal = "";
    try {
      this.view = await ask();
      return true;
    } catch (thrown) {
      this.refusal = Failure.from(thrown, m.failure_shell()).message;
      // Five wrong PINs close it.
      await this.load();
      return false;
    } finally {
      this.busy = false;
    }
  }
}

export const vault = new Vault();
