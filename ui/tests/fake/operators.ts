import type { OperatorView } from "../../src/lib/backend";
import type { Answers } from "./answer.ts";

const id = (nth: number) => `01900000-0000-7000-8000-0000000000a${nth}`;

/** The office's operators at first: a lead, who works here, and one more. */
export const OPERATORS: OperatorView[] = [
  { operator: id(1), name: "Ratna Wulandari", roles: ["operator", "crew_lead"], own: true, granted: true, removed: false, last_lead: true },
  { operator: id(2), name: "Bagas Pratama", roles: ["operator"], own: false, granted: false, removed: false, last_lead: false },
]; // prettier-ignore

export const operators: Answers = {
  operators: (world) => ({
    office: "Sudin Jakarta Selatan",
    operators: world.operators,
    may_change: world.leads,
    may_give: ["operator", "crew_lead"],
    room: 12,
  }),
  operator_add(world, { name, roles, secret }) {
    if (world.operators.some((one) => one.name === name))
      throw {
        code: "operator_name_taken",
        message: `Sudah ada petugas bernama ${name}. Pakai nama lengkap.`,
      };
    if (secret.length < 12) throw { code: "secret_short", message: "Kata sandi terlalu pendek." };
    const operator = id(3);
    world.operators = [
      ...world.operators,
      { operator, name, roles, own: false, granted: true, removed: false, last_lead: false },
    ];
    return { operator, sentence: `${name} ditambahkan.` };
  },
  operator_roles(world, { operator, roles }) {
    world.operators = world.operators.map((one) => (one.operator === operator ? { ...one, roles } : one));
    return { sentence: "Peran diganti.", act: null };
  },
  operator_reset: () => ({ sentence: "Kata sandi diganti.", act: null }),
  operator_remove(world, { operator }) {
    world.operators = world.operators.map((one) =>
      one.operator === operator ? { ...one, removed: true, roles: [] } : one,
    );
    return { sentence: "Bagas Pratama tidak bertugas lagi.", act: null };
  },
  seconds: (world) => ({ needed: world.seconds.length > 0, names: world.seconds }),
};
