// Compiles the message catalogue, for the type check, which runs without Vite.
import { compile } from "@inlang/paraglide-js";
import { paraglide } from "../paraglide.config.js";

await compile(paraglide);
