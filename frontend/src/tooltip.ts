// The small note beside the pointer over a chart. Its words come from data, so they enter the page as text only.

/** Rows of a tooltip: a name and a value, or a value alone. */
export type Rows = readonly (readonly [name: string, value: string])[];

/** What a chart gives for a mark, as rows; none where there is nothing to say. */
export function toRows(value: unknown): Rows {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value !== "object") return [["", String(value)]];
  return Object.entries(value).map(([name, one]) => [name, one === null || one === undefined ? "" : String(one)]);
}

const GAP = 14;

/** Where to put a box beside the pointer so that it stays in view. */
export function position(pointer: number, box: number, room: number): number {
  const after = pointer + GAP;
  return Math.max(4, after + box > room - 4 ? pointer - GAP - box : after);
}

/** Shows and hides the one tooltip of the page. */
export class Tip {
  readonly #box = document.createElement("div");

  constructor() {
    this.#box.className = "sk-tip";
    this.#box.hidden = true;
    this.#box.setAttribute("aria-hidden", "true"); // the table beside the chart says the same
    document.body.append(this.#box);
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
    document.addEventListener("scroll", () => this.hide(), { passive: true, capture: true });
  }

  show(event: MouseEvent, value: unknown): void {
    const rows = toRows(value);
    if (rows.length === 0) {
      this.hide();
      return;
    }
    this.#box.replaceChildren(...rows.map(([name, text]) => line(name, text)));
    this.#box.hidden = false;
    const { width, height } = this.#box.getBoundingClientRect();
    this.#box.style.left = `${position(event.clientX, width, innerWidth)}px`;
    this.#box.style.top = `${position(event.clientY, height, innerHeight)}px`;
  }

  hide(): void {
    this.#box.hidden = true;
  }
}

function line(name: string, text: string): HTMLElement {
  const row = document.createElement("div");
  const value = document.createElement("b");
  value.textContent = text;
  if (name) {
    const label = document.createElement("span");
    label.textContent = name;
    row.append(label);
  }
  row.append(value);
  return row;
}
