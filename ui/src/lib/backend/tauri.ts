import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { open, save } from "@tauri-apps/plugin-dialog";
import * as m from "$messages";
import type { Act, Backend, Drop, FileKind, Input, Notice, Output } from "./backend";
import { Failure } from "./failure";

/** The desktop shell. */
export const tauri: Backend = {
  async act<K extends Act>(name: K, input: Input<K>): Promise<Output<K>> {
    try {
      return await invoke<Output<K>>("act", { name, input });
    } catch (thrown) {
      throw Failure.from(thrown, m.failure_shell());
    }
  },

  onNotice(hear) {
    return later(listen<Notice>("notice", (event) => hear(event.payload)));
  },

  pickFile: (kinds) => open({ multiple: false, directory: false, filters: filters(kinds) }),

  pickSave: (name, kinds) => save({ defaultPath: name, filters: filters(kinds) }),

  onDrop(hear) {
    const heard = (drop: Drop) => () => hear(drop);
    const stops = [
      later(listen("tauri://drag-enter", heard({ kind: "over" }))),
      later(listen("tauri://drag-leave", heard({ kind: "gone" }))),
      later(
        listen<{ paths: string[] }>("tauri://drag-drop", ({ payload }) => {
          const path = payload.paths[0];
          hear(path === undefined ? { kind: "gone" } : { kind: "dropped", path });
        }),
      ),
    ];
    return () => stops.forEach((stop) => stop());
  },
};

function filters(kinds: FileKind[]) {
  return kinds.map(({ name, endings }) => ({ name, extensions: endings }));
}

/** A stop that can be called before the listening has begun. */
function later(listening: Promise<() => void>): () => void {
  return () => void listening.then((stop) => stop());
}
