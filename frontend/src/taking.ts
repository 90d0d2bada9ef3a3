// A text to take away, with its buttons: a link, a citation in the form that the reader wants. The panel of a page's actions
// and the comparison show the same.
import { ENDINGS, FORMS, fileOf, type Form } from "./citing.ts";
import { el } from "./compare/dom.ts";
import { save } from "./compare/export.ts";
import { say, type Words } from "./words.ts";

const SHOWN_MS = 2000;

/** A button of an action. */
export function press(words: Words, key: string, act: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", class: "btn" }, say(words, `action.${key}`));
  made.addEventListener("click", act);
  return made;
}

/** Says on a button for a moment that it has done what it says. */
export function tell(button: HTMLElement, words: Words, key: string): void {
  const before = button.textContent;
  button.textContent = say(words, `action.${key}`);
  setTimeout(() => (button.textContent = before), SHOWN_MS);
}

/** A text to take, with its button; it can be selected by hand where a script may not copy. */
export function taken(value: string, key: string, words: Words): Node[] {
  const box = el("textarea", { readonly: true, rows: key === "link" ? "2" : "4" });
  box.value = value;
  box.addEventListener("focus", () => box.select());
  const copy = press(words, "copy", () => {
    const done = navigator.clipboard ? navigator.clipboard.writeText(box.value) : Promise.reject(new Error("no clipboard"));
    done.then(() => tell(copy, words, "copied"), () => box.focus());
  });
  return [el("label", {}, el("span", {}, say(words, `action.${key}`)), box), el("p", { class: "act-row" }, copy)];
}

/** A citation in the forms that there are. */
export interface Offer {
  readonly forms: readonly Form[];
  /** The citation in words; where they are yet to be fetched, none. */
  readonly words?: string;
  readonly written: (form: Form) => Promise<string>;
  /** The file's name, without its ending. */
  readonly name: () => string;
}

/** The citation to take, with a choice of its form. */
export function citing(offer: Offer, words: Words): Node[] {
  const made = taken(offer.words ?? "", "citation", words);
  const box = made.map((node) => (node as HTMLElement).querySelector("textarea")).find(Boolean);
  const state = el("p", { role: "status" });
  const trouble = (): void => void (state.textContent = say(words, "action.failed"));
  const list = el("select");
  for (const form of FORMS) if (form === "txt" || offer.forms.includes(form)) list.append(el("option", { value: form }, say(words, `action.form_${form}`)));
  const chosen = (): Form => FORMS.find((form) => form === list.value) ?? "txt";
  const show = (): void => {
    const form = chosen();
    offer.written(form).then((text) => {
      if (box && chosen() === form) box.value = text; // the reader may have chosen another meanwhile
    }, trouble);
  };
  list.addEventListener("change", show);
  const file = press(words, "save", () => {
    const form = chosen();
    offer.written(form).then((text) => save(`${offer.name()}.${ENDINGS[form]}`, fileOf(form, text)), trouble);
  });
  made.at(-1)?.appendChild(file);
  if (offer.words === undefined) show();
  return [el("label", {}, el("span", {}, say(words, "action.form")), list), ...made, state];
}
