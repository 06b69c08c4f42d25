import * as m from "$messages";
import type { Act, Backend, Input, Notice, Output } from "./backend";
import { Failure } from "./failure";

/**
 * A server that answers acts over HTTP: the same screens in a browser. It knows no paths, so choosers choose nothing.
 * Today only `npm run dev` and `npm run preview` answer `/act` and `/notices`, with invented people
 * (`tests/fake/plugin.ts`); the central server does not serve them yet.
 */
export function http(base = ""): Backend {
  return {
    async act<K extends Act>(name: K, input: Input<K>): Promise<Output<K>> {
      let answer: Response;
      let body: unknown;
      try {
        answer = await fetch(`${base}/act/${name}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(input),
        });
        body = await answer.json();
      } catch (thrown) {
        throw Failure.from(thrown instanceof TypeError ? null : thrown, m.failure_server());
      }
      if (!answer.ok) throw Failure.from(body, m.failure_server());
      return body as Output<K>;
    },

    onNotice(hear) {
      const source = new EventSource(`${base}/notices`);
      source.onmessage = (event: MessageEvent<string>) => hear(JSON.parse(event.data) as Notice);
      return () => source.close();
    },

    pickFile: () => Promise.resolve(null),
    pickSave: () => Promise.resolve(null),
    onDrop: () => () => {},
  };
}
