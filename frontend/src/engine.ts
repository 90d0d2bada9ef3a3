// Vega, as little of it as charts need: no layouts of trees, networks or word clouds, and no `eval`. Expressions run in
// its interpreter, so that the site's policy can forbid evaluated code.
import { transforms } from "vega-dataflow";
import * as encode from "vega-encode";
import * as geo from "vega-geo";
import { expressionInterpreter } from "vega-interpreter";
import * as label from "vega-label";
import { formats, loader } from "vega-loader";
import { parse } from "vega-parser";
import * as regression from "vega-regression";
import * as basic from "vega-transforms";
import { extend } from "vega-util";
import { View, type Tooltip } from "vega-view";
import * as viewTransforms from "vega-view-transforms";
import * as voronoi from "vega-voronoi";
import { ownAddress } from "./address.ts";
import { delimited } from "./rows.ts";
import type { Place } from "./spec.ts";

extend(transforms, basic, viewTransforms, encode, geo, label, regression, voronoi);
formats("csv", delimited(","));
formats("tsv", delimited("\t"));

const MOST_ROUNDS = 3;
const LEAST_PX = 60;

/** Width and height in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Keeps what Vega complains of instead of printing it: a chart that cannot be drawn is no reader's concern.
 * Vega calls these functions on another object, so none of them may use `this`.
 */
class Faults implements VegaLogger {
  first: string | null = null;

  readonly level = (): this => this;
  readonly info = (): this => this;
  readonly debug = (): this => this;
  readonly error = (...args: unknown[]): this => {
    this.first ??= args.map(String).join(" ");
    return this;
  };
  readonly warn = (...args: unknown[]): this => {
    return /failed/i.test(String(args[0])) ? this.error(...args) : this; // of loading or reading data
  };
}

function ownLoader(place: Place): VegaLoader {
  const own = loader({ http: { credentials: "same-origin" } });
  own.sanitize = async (uri) => {
    const url = ownAddress(uri, place.file, place.origin);
    if (!url) throw new Error("an address leads away from the site");
    return { href: url.href };
  };
  return own;
}

/** A chart that has been drawn into an element, in the page or out of it. */
export class Drawing {
  readonly #view: View;
  readonly #host: HTMLElement;
  readonly #faults: Faults;

  constructor(spec: object, host: HTMLElement, place: Place, tooltip: Tooltip) {
    this.#host = host;
    this.#faults = new Faults();
    this.#view = new View(parse(spec, {}, { ast: true }), {
      expr: expressionInterpreter,
      loader: ownLoader(place),
      logger: this.#faults,
      renderer: "svg",
      container: host,
      tooltip,
      hover: true,
    });
  }

  /** Draws so that the whole picture, with axes and labels, has the given size; throws where that fails. */
  async draw(size: Size): Promise<void> {
    let plot = size; // a chart that fits itself takes the whole size at once
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      this.#view.width(plot.width).height(plot.height);
      await this.#view.runAsync();
      if (this.#faults.first !== null) throw new Error(this.#faults.first);
      const over = { width: this.#drawn("width") - size.width, height: this.#drawn("height") - size.height };
      if (Math.abs(over.width) < 1 && Math.abs(over.height) < 1) return;
      // What stands around the plot keeps its size, so the plot takes the difference.
      plot = {
        width: Math.max(LEAST_PX, plot.width - over.width),
        height: Math.max(LEAST_PX, plot.height - over.height),
      };
    }
  }

  end(): void {
    this.#view.finalize();
  }

  #drawn(side: "width" | "height"): number {
    return Number(this.#host.querySelector("svg")?.getAttribute(side));
  }
}
