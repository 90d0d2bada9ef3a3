// What a reader takes away: the rows as the API has them, and the picture with its title and source. Nothing leaves the
// browser for it.
import { el } from "./dom.ts";

const NAMESPACE = "http://www.w3.org/2000/svg";
const FAMILY = "'Source Sans 3', system-ui, sans-serif";
const MARGIN = 20;
const LINE_PX = 20;
const SCALE = 2;

/** A picture with the words that stand around it. */
export interface Panel {
  readonly title: string;
  readonly subtitle: string;
  readonly svg: SVGSVGElement | null;
}

/** Text in lines of at most so many characters; Chinese counts double and may be cut anywhere. */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const word of text.match(/[\p{Script=Han}，。；：、]|[^\s\p{Script=Han}，。；：、]+\s*|\s+/gu) ?? []) {
    const wide = [...word.trimEnd()].reduce((sum, sign) => sum + (/[\p{Script=Han}，。；：、]/u.test(sign) ? 1.8 : 1), 0);
    if (width > 0 && width + wide > most) {
      lines.push(line.trimEnd());
      line = "";
      width = 0;
    }
    line += word;
    width += wide + (word.length - word.trimEnd().length);
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}

/** Panels, one below the other, with their words, as one picture of its own. */
export function composed(panels: readonly Panel[], foot: string, colors: { paper: string; ink: string; soft: string }): string {
  const width = Math.max(...panels.map(({ svg }) => Number(svg?.getAttribute("width") ?? 0))) + 2 * MARGIN;
  const root = document.createElementNS(NAMESPACE, "svg");
  const most = (width - 2 * MARGIN) / 7;
  let y = MARGIN;
  const write = (text: string, size: number, weight: number, fill: string): void => {
    for (const line of wrapped(text, (most * 14) / size)) {
      const made = document.createElementNS(NAMESPACE, "text");
      const set = { x: MARGIN, y: y + 14, "font-family": FAMILY, "font-size": size, "font-weight": weight, fill };
      for (const [name, value] of Object.entries(set)) made.setAttribute(name, String(value));
      made.textContent = line;
      root.append(made);
      y += LINE_PX;
    }
  };
  const ground = document.createElementNS(NAMESPACE, "rect");
  root.append(ground);
  for (const { title, subtitle, svg } of panels) {
    write(title, 17, 600, colors.ink);
    write(subtitle, 14, 400, colors.soft);
    if (!svg) continue;
    const copy = svg.cloneNode(true) as SVGSVGElement;
    copy.removeAttribute("style");
    copy.removeAttribute("class");
    copy.setAttribute("x", String(MARGIN));
    copy.setAttribute("y", String(y + 6));
    root.append(copy);
    y += Number(svg.getAttribute("height")) + 22;
  }
  write(foot, 13, 400, colors.soft);
  const height = y + MARGIN / 2;
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
    root.setAttribute(name, String(value));
  }
  for (const [name, value] of Object.entries({ width, height, fill: colors.paper })) ground.setAttribute(name, String(value));
  return new XMLSerializer().serializeToString(root);
}

/** The picture as PNG, twice as many pixels as it is wide; the site's typeface goes in with it. */
export async function toPng(svg: string, fontAddress: string): Promise<Blob> {
  const face = await fontFace(fontAddress);
  const dressed = svg.replace(/^(<svg[^>]*>)/, `$1<style>${face}</style>`);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(dressed)}`;
  await image.decode();
  const canvas = el("canvas");
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

async function fontFace(address: string): Promise<string> {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return `@font-face{font-family:'Source Sans 3';font-weight:200 900;src:url(data:font/woff2;base64,${btoa(text)})}`;
  } catch {
    return ""; // another typeface stands in
  }
}

/** Hands a file to the reader. */
export function save(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The lines to paste into another site. */
export function embedCode(address: string, title: string, height: number): string {
  const safe = (text: string): string => text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<iframe src="${safe(address)}" title="${safe(title)}" width="100%" height="${height}" loading="lazy" style="border:0"></iframe>`;
}
