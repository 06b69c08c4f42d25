// How the message catalogue becomes functions; for Vite and for `npm run messages`.
/** @type {import("@inlang/paraglide-js").CompilerOptions} */
export const paraglide = {
  project: "./project.inlang",
  outdir: "./src/paraglide",
  strategy: ["globalVariable", "baseLocale"],
  outputStructure: "locale-modules",
  emitReadme: false,
};
