import type { VaultState } from "../../src/lib/backend";
import type { Answers } from "./answer.ts";
import type { World } from "./world.ts";

/** What opens this laptop. */
export const SECRET = "ratna punya enam kucing";
export const PIN = "274913";

export const OPEN: VaultState = {
  phase: "open",
  operator_name: "Ratna Wulandari",
  unprotected: false,
  has_pin: true,
  pin_tries: 5,
  wait_seconds: 0,
  wrong_secrets: null,
  lang: "id",
  theme: "light",
};

function closed(world: World): VaultState {
  return (world.vault = { ...world.vault, phase: "closed", operator_name: "", has_pin: false });
}

export const vault: Answers = {
  vault_state: (world) => world.vault,
  vault_open(world, { operator, secret }) {
    if (operator !== "Ratna Wulandari" || secret !== SECRET)
      throw { code: "secret_wrong", message: "Nama atau kata sandi tidak cocok. Periksa keduanya, lalu ketik lagi." };
    return (world.vault = { ...OPEN });
  }, // prettier-ignore
  vault_lock: (world) => (world.vault = { ...world.vault, phase: "locked", pin_tries: 5 }),
  vault_unlock(world, { pin, secret }) {
    if (pin === PIN || secret === SECRET) return (world.vault = { ...world.vault, phase: "open" });
    const left = world.vault.pin_tries - 1;
    world.vault = { ...world.vault, pin_tries: left };
    if (left > 0) throw { code: "pin_wrong", message: `PIN salah. Masih ${left} kali.` };
    closed(world);
    throw { code: "vault_closed", message: "Data laptop ini ditutup. Masuk dengan nama dan kata sandi." };
  },
  vault_touch: () => ({}),
  vault_close: closed,
  pin_set: (world, { pin }) => (world.vault = { ...world.vault, has_pin: pin !== null }),
  protect(world) {
    world.session.unprotected = false;
    return { recovery_key: "4K7Q-0000-AAAA-BBBB", sentence: "Laptop ini sekarang hanya terbuka dengan nama dan kata sandi Anda." };
  }, // prettier-ignore
  operator_secret: () => ({ sentence: "Kata sandi diganti.", act: null }),
};
