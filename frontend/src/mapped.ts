// A map as a picture of its own. On the page its shapes stand in a file that all maps share, and its colours in the style
// sheet: a picture that leaves the page must carry both, and the key of the classes below the shapes.
import { ownAddress } from "./address.ts";

const NAMESPACE = "http://www.w3.org/2000/svg";
const WIDTH = 760;
const ROW_PX = 22;
const LINE_PX = 0.6;

type Values = Readonly<Record<string, string | number>>;

/** The map of a figure with all its shapes, colours and its key. */
export async function wholeMap(figure: HTMLElement, shown: SVGSVGElement): Promise<SVGSVGElement> {
  const box = shown.viewBox.baseVal;
  const height = Math.round((box.height / box.width) * WIDTH);
  const shapes = await shapesOf(shown);
  const land = made("svg", { viewBox: [box.x, box.y, box.width, box.height].join(" "), width: WIDTH, height });
  for (const pattern of shown.querySelectorAll("defs")) land.append(dressed(pattern));
  for (const group of shown.querySelectorAll<SVGGElement>(":scope > g")) {
    const style = getComputedStyle(group);
    const fill = group.getAttribute("fill") ?? style.fill;
    const copy = made("g", { fill, stroke: style.stroke, "stroke-width": LINE_PX });
    for (const use of group.querySelectorAll("use")) {
      const shape = shapes.getElementById(use.href.baseVal.split("#")[1] ?? "");
      if (!shape) throw new Error("a shape is missing");
      const own = document.importNode(shape, true);
      own.removeAttribute("id");
      copy.append(own);
    }
    land.append(copy);
  }
  const key = keyOf(figure, height + ROW_PX / 2, WIDTH / box.width);
  const whole = height + ROW_PX / 2 + key.rows * ROW_PX;
  const root = made("svg", { viewBox: `0 0 ${WIDTH} ${whole}`, width: WIDTH, height: whole }) as SVGSVGElement;
  root.append(land, ...key.parts);
  return root;
}

async function shapesOf(shown: SVGSVGElement): Promise<Document> {
  const address = ownAddress(shown.querySelector("use")?.href.baseVal.split("#")[0] ?? "", document.baseURI, location.origin);
  if (!address) throw new Error("no shapes");
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`shapes: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
}

/** A copy that needs no style sheet. */
function dressed(part: Element): Element {
  const copy = part.cloneNode(true) as Element;
  const before = [...part.querySelectorAll("rect")];
  for (const [n, rect] of [...copy.querySelectorAll("rect")].entries()) {
    const from = before[n];
    if (from) rect.setAttribute("fill", getComputedStyle(from).fill);
    rect.removeAttribute("class");
  }
  return copy;
}

/** The classes in words, in as many rows as they need. */
function keyOf(figure: HTMLElement, top: number, scale: number): { parts: Element[]; rows: number } {
  const ink = getComputedStyle(figure).color;
  const parts: Element[] = [];
  let x = 0;
  let row = 0;
  for (const item of figure.querySelectorAll<HTMLElement>(".key li")) {
    const words = (item.textContent ?? "").trim();
    const wide = 22 + [...words].reduce((sum, sign) => sum + (sign > "\u2e80" ? 14 : 7.2), 0) + 18;
    if (x > 0 && x + wide > WIDTH) {
      x = 0;
      row += 1;
    }
    const y = top + row * ROW_PX;
    parts.push(swatch(item.querySelector("i"), x, y, scale));
    const text = made("text", { x: x + 20, y: y + 11, "font-family": "'Source Sans 3', system-ui, sans-serif", "font-size": 14, fill: ink });
    text.textContent = words;
    parts.push(text);
    x += wide;
  }
  return { parts, rows: row + 1 };
}

/** A class as it looks on the map: the hatch of what has no figure is drawn at the scale of the shapes. */
function swatch(sign: HTMLElement | null, x: number, y: number, scale: number): Element {
  const gap = !sign || sign.classList.contains("gap");
  const style = sign ? getComputedStyle(sign) : null;
  const fill = gap ? "url(#map-gap)" : (style?.backgroundColor ?? "none");
  const stroke = gap ? (style?.outlineColor ?? "none") : "none";
  const scaled = made("g", { transform: `translate(${x} ${y}) scale(${scale})` });
  scaled.append(made("rect", { width: 14 / scale, height: 12 / scale, fill, stroke, "stroke-width": LINE_PX / scale }));
  return scaled;
}

function made(tag: "svg" | "g" | "rect" | "text", values: Values): SVGElement {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value));
  return element;
}
