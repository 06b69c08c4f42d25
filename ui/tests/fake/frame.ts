import type { Answers } from "./answer.ts";

export const frame: Answers = {
  session: (world) => ({ ...world.session, now: world.now() }),

  settings(world, input) {
    for (const [key, value] of Object.entries(input)) {
      if (value !== null) Object.assign(world.session, { [key]: value });
    }
    return { ...world.session, now: world.now() };
  },

  undo(world, { act }) {
    const deed = world.deeds.find((d) => d.act === act);
    if (!deed || deed.undone)
      throw { code: "cannot_undo", message: "Tindakan ini tidak dapat dibatalkan lagi." };
    deed.undone = true;
    deed.back();
    return { sentence: `Dibatalkan: ${deed.sentence}`, act: null };
  },

  history(world, { booking, limit }) {
    return world.deeds
      .filter((d) => booking === null || d.booking === booking)
      .slice(0, limit ?? 50)
      .map((d) => ({
        act: d.act,
        at: d.at,
        device_name: "Loket A",
        operator_name: "Ratna Wulandari",
        sentence: d.sentence,
        undoable: !d.undone,
        undone: d.undone,
        safety: "here",
      }));
  },
};
