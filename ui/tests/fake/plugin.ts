import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";
import { answer } from "./answer.ts";
import { World } from "./world.ts";

/** What the shell's configuration allows, and this server besides. */
const POLICY =
  "default-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

/** Answers the screens with invented people, for `npm run dev` and `npm run preview`. */
export function fakeServer(): Plugin {
  let world = new World();
  const hearing = new Set<ServerResponse>();

  function middleware(policy: boolean): Connect.NextHandleFunction {
    return (request, response, next) => {
      if (policy) response.setHeader("content-security-policy", POLICY);
      const url = new URL(request.url ?? "/", "http://localhost");
      if (url.pathname === "/fake") {
        // /fake?theme=dark&lang=en&empty=1 begins anew
        world = new World({
          empty: url.searchParams.has("empty"),
          lang: url.searchParams.get("lang") === "en" ? "en" : "id",
          theme: url.searchParams.get("theme") === "dark" ? "dark" : "light",
        });
        response.end("{}");
      } else if (url.pathname === "/notices") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        hearing.add(response);
        request.on("close", () => hearing.delete(response));
      } else if (url.pathname.startsWith("/act/")) {
        void body(request).then((input) => {
          const { status, output } = answer(world, url.pathname.slice(5), input);
          response.writeHead(status, { "content-type": "application/json" });
          response.end(JSON.stringify(output));
        });
      } else {
        next();
      }
    };
  }

  return {
    name: "jemput-fake-server",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use(middleware(false));
    },
    configurePreviewServer(server) {
      server.middlewares.use(middleware(true));
    },
  };
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const part of request) text += String(part);
  return text === "" ? {} : JSON.parse(text);
}
