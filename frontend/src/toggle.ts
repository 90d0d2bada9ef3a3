// Light, dark or as the system says: one button goes round the three.
import { recall, remember } from "./memory.ts";
import { say, type Words } from "./words.ts";

/** What a reader may choose. */
export type Choice = "auto" | "light" | "dark";

const NEXT: Readonly<Record<Choice, Choice>> = { auto: "light", light: "dark", dark: "auto" };

/** The choice that a press on the button leads to. */
export function next(choice: Choice): Choice {
  return NEXT[choice];
}

/** Makes a stored text a choice; whatever is not one is "auto". */
export function toChoice(text: string | null): Choice {
  return text === "light" || text === "dark" ? text : "auto";
}

/** Lets buttons change the scheme of the whole page and remember it; all of them show the same choice. */
export function startToggles(buttons: readonly HTMLElement[], words: Words): void {
  let choice = toChoice(recall("scheme"));
  const show = (): void => {
    const root = document.documentElement;
    if (choice === "auto") delete root.dataset["scheme"];
    else root.dataset["scheme"] = choice;
    for (const button of buttons) label(button, choice, words);
  };
  const turn = (): void => {
    choice = next(choice);
    remember("scheme", choice === "auto" ? null : choice);
    show();
    document.dispatchEvent(new CustomEvent("silkline:scheme"));
  };
  for (const button of buttons) button.addEventListener("click", turn);
  show();
}

function label(button: HTMLElement, choice: Choice, words: Words): void {
  const text = say(words, `scheme.${choice}`);
  const written = button.querySelector("span");
  button.dataset["state"] = choice;
  if (written) written.textContent = text;
  else {
    button.setAttribute("aria-label", text);
    button.title = text;
  }
}

/** Calls back whenever the page may have changed its colours. */
export function onScheme(changed: () => void): void {
  document.addEventListener("silkline:scheme", changed);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}
