// The panel itself: beside the page where there is room, so that a reader can go on pressing numbers; a sheet over it
// where there is none. Everything is written as text; links lead only within the site or, for licences and reports, to
// another one over the web. What was opened from within the panel can be gone back from. The panel is not seen before
// it has a heading, and a reader who leaves before that never sees it.
import { ownAddress } from "../address.ts";
import type { Wanted } from "../observe.ts";
import { type AreaFile, readDigits, type Shared } from "./data.ts";
import { areasBehind, type Files, type Piece, type Row, type Told, tell } from "./tell.ts";
import { say } from "../words.ts";

/** What a reader asked for, and from where. */
export interface Request {
  base: URL;
  /** The indicator of the page; empty on other pages. */
  own: string;
  wanted: Wanted;
  from: HTMLElement | null;
}

const NARROW = "(max-width: 760px)";

let panel: Panel | undefined;

/** Shows where a value comes from; fails where the words of the panel cannot be had. */
export function openEvidence(request: Request): Promise<void> {
  panel ??= new Panel(request.base, request.own);
  return panel.open(request.wanted, request.from);
}

function made<K extends keyof HTMLElementTagNameMap>(
  name: K,
  settings: Partial<HTMLElementTagNameMap[K]> = {},
  ...inner: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), settings);
  element.append(...inner);
  return element;
}

class Panel {
  private readonly dialog: HTMLDialogElement;
  private readonly heading = made("h2", { id: "evidence-panel", tabIndex: -1 });
  private readonly body = made("div", { className: "ev-body" });
  private readonly back = made("button", { type: "button", className: "ev-back", hidden: true });
  private readonly closer = made("button", { type: "button", className: "ev-close" }, "×");
  private readonly areas = new Map<string, Promise<AreaFile>>();
  private shared: Promise<Shared> | undefined;
  /** What is shown or on its way. */
  private shown: Wanted | null = null;
  private before: Wanted[] = [];
  private opener: HTMLElement | null = null;

  private readonly base: URL;
  private readonly own: string;

  constructor(base: URL, own: string) {
    this.base = base;
    this.own = own;
    const top = made("div", { className: "ev-top" }, this.back, this.heading, this.closer);
    this.dialog = made("dialog", { className: "ev" }, top, this.body);
    this.dialog.setAttribute("aria-labelledby", "evidence-panel");
    document.body.append(this.dialog);
    this.closer.addEventListener("click", () => this.close());
    this.back.addEventListener("click", () => {
      const last = this.before.pop();
      if (last) void this.show(last);
    });
    this.dialog.addEventListener("cancel", (event) => (event.preventDefault(), this.close()));
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.close()); // the veil
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.shown && !document.querySelector("dialog.find[open]")) this.close();
    });
  }

  async open(wanted: Wanted, from: HTMLElement | null): Promise<void> {
    const within = from !== null && this.dialog.contains(from);
    if (within && this.shown) this.before.push(this.shown);
    else {
      this.before = [];
      this.opener = from;
    }
    await this.show(wanted);
  }

  private async show(wanted: Wanted): Promise<void> {
    this.shown = wanted;
    const shared = await this.common();
    if (this.shown !== wanted) return;
    this.appear(shared);
    let told: Told | null = null;
    try {
      told = tell(shared, await this.files(shared, wanted), wanted);
    } catch {
      // Told below: the link that was pressed leads to the same evidence.
    }
    if (this.shown !== wanted) return;
    this.body.removeAttribute("aria-busy");
    this.body.replaceChildren(...(told ? this.content(told) : this.trouble(shared)));
    this.body.scrollTop = 0;
    this.heading.focus({ preventScroll: true });
    if (told) this.address(wanted, `#${told.fragment}`);
  }

  /** Stands there with a heading and says that the rest is on its way. */
  private appear(shared: Shared): void {
    this.label(shared);
    this.back.hidden = this.before.length === 0;
    this.body.setAttribute("aria-busy", "true");
    this.body.replaceChildren(made("p", {}, say(shared.words, "panel.loading")));
    if (this.dialog.open) return;
    if (matchMedia(NARROW).matches) this.dialog.showModal();
    else this.dialog.show();
  }

  private close(): void {
    this.dialog.close();
    const shown = this.shown;
    this.shown = null;
    if (shown && this.own) history.replaceState(history.state, "", location.pathname + location.search);
    this.opener?.focus({ preventScroll: true });
  }

  /** The address of the page names the value while it is shown. */
  private address(wanted: Wanted, fragment: string): void {
    if (wanted.indicator === this.own) history.replaceState(history.state, "", fragment);
  }

  // --- Loading ---

  private common(): Promise<Shared> {
    this.shared ??= this.load("assets/silkline/evidence.json", (text) => JSON.parse(text) as Shared).catch((reason: unknown) => {
      this.shared = undefined;
      this.shown = null;
      throw reason;
    });
    return this.shared;
  }

  private async files(shared: Shared, wanted: Wanted): Promise<Files> {
    const own = await this.area(shared, wanted.area);
    const files = new Map([[wanted.area, own]]);
    for (const area of areasBehind(own, wanted)) files.set(area, await this.area(shared, area));
    return files;
  }

  private area(shared: Shared, area: string): Promise<AreaFile> {
    let found = this.areas.get(area);
    if (!found) {
      found = this.load(`${shared.data}/economies/${encodeURIComponent(area)}.json`, readDigits<AreaFile>);
      found.catch(() => this.areas.delete(area));
      this.areas.set(area, found);
    }
    return found;
  }

  private async load<T>(path: string, read: (text: string) => T): Promise<T> {
    const answer = await fetch(this.within(path));
    if (!answer.ok) throw new Error(`${answer.status} ${path}`);
    return read(await answer.text());
  }

  private within(path: string): string {
    return ownAddress(path, this.base, location.origin)?.href ?? this.base.href;
  }

  // --- Content ---

  private label(shared: Shared): void {
    this.heading.textContent = say(shared.words, "panel.title");
    this.back.textContent = `← ${say(shared.words, "panel.back")}`;
    this.closer.setAttribute("aria-label", say(shared.words, "panel.close"));
  }

  private content(told: Told): Node[] {
    const figure = made("p", { className: "ev-value" }, made("strong", {}, told.value));
    if (told.unit) figure.append(" ", made("span", {}, told.unit));
    const what = made("p", { className: "ev-what" }, this.piece(told.title), made("br"), told.place);
    const list = made("dl");
    for (const row of told.rows) list.append(made("dt", {}, row.term), made("dd", {}, ...this.lines(row)));
    const foot = made("p", { className: "ev-foot" }, ...told.foot.flatMap((piece) => [this.piece(piece), " "]));
    return [figure, what, list, foot];
  }

  private lines(row: Row): Node[] {
    return row.lines.map((line) => made("p", {}, ...line.map((piece) => this.piece(piece))));
  }

  private piece(piece: Piece): Node | string {
    const { text, to, web, obs, code, lang } = piece;
    if (code) return made("code", { className: "hash" }, text);
    if (obs !== undefined) {
      const [indicator = "", area = "", ...period] = obs.split("/");
      const link = this.link(text, { href: this.within(`indicators/${indicator}/#${area}-${period.join("-")}`) });
      link.dataset["obs"] = obs;
      return link;
    }
    if (to !== undefined) return this.link(text, { href: this.within(to) });
    if (web !== undefined && /^https?:\/\//.test(web)) return this.link(text, { href: web, rel: "external noopener" });
    return lang ? made("span", { lang }, text) : text;
  }

  /** A link; names of Chinese sources say which language they are in. */
  private link(text: string, settings: Partial<HTMLAnchorElement>): HTMLAnchorElement {
    const chinese = /\p{Script=Han}/u.test(text) && !document.documentElement.lang.startsWith("zh");
    return made("a", { ...settings, ...(chinese ? { lang: "zh-Hans" } : {}) }, text);
  }

  private trouble(shared: Shared): Node[] {
    const from = this.opener instanceof HTMLAnchorElement ? this.opener : null;
    const message = made("p", {}, say(shared.words, this.areas.size ? "panel.unknown" : "panel.broken"));
    if (!from) return [message];
    const link = made("a", { href: from.href }, say(shared.words, "panel.instead"));
    return [message, made("p", {}, link)];
  }
}
