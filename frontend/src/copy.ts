// A button on what is meant to be taken away: code, and whatever is marked `data-copy`, such as a citation.
import { say, type Words } from "./words.ts";

const SHOWN_MS = 2000;

/** Adds a copy button to a block; the text is taken when it is pressed. */
export function startCopy(block: HTMLElement, words: Words): void {
  if (!navigator.clipboard) return; // only secure pages have one
  const holder = document.createElement("div");
  const button = document.createElement("button");
  const label = say(words, "copy");
  holder.className = "copied";
  button.type = "button";
  button.className = "copy";
  button.textContent = label;
  block.replaceWith(holder);
  holder.append(block, button);
  button.addEventListener("click", () => {
    const text = (block.textContent ?? "").trim();
    navigator.clipboard.writeText(text).then(
      () => {
        button.textContent = say(words, "copied");
        setTimeout(() => (button.textContent = label), SHOWN_MS);
      },
      () => getSelection()?.selectAllChildren(block), // refused: selected, to be copied by hand
    );
  });
}
