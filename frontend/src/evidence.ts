// The panel of evidence, fetched when a reader first asks where a number comes from.
export { openEvidence } from "./evidence/panel.ts";
