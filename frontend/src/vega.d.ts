// The few words of Vega that the charts use. Vega's parts come without types of their own.
interface VegaLogger {
  level(level?: number): unknown;
  error(...args: unknown[]): VegaLogger;
  warn(...args: unknown[]): VegaLogger;
  info(...args: unknown[]): VegaLogger;
  debug(...args: unknown[]): VegaLogger;
}
interface VegaLoader {
  options: Record<string, unknown>;
  load(uri: string, options?: unknown): Promise<string>;
  sanitize(uri: string, options?: unknown): Promise<{ href: string }>;
  http(uri: string, options?: unknown): Promise<string>;
  file(uri: string): Promise<string>;
}
declare module "d3-dsv" {
  export function dsvFormat(delimiter: string): { parseRows(text: string): string[][] };
}
declare module "vega-util" {
  export function extend<T extends object>(target: T, ...sources: object[]): T;
}
declare module "vega-dataflow" {
  export const transforms: Record<string, unknown>;
}
declare module "vega-transforms";
declare module "vega-view-transforms";
declare module "vega-encode";
declare module "vega-geo";
declare module "vega-label";
declare module "vega-regression";
declare module "vega-voronoi";
declare module "vega-interpreter" {
  export const expressionInterpreter: unknown;
}
declare module "vega-loader" {
  export function formats(name: string, reader: (text: string) => object[]): unknown;
  export function loader(options?: Record<string, unknown>): VegaLoader;
}
declare module "vega-parser" {
  export function parse(spec: object, config?: object, options?: { ast?: boolean }): object;
}
declare module "vega-view" {
  export type Tooltip = (handler: unknown, event: MouseEvent, item: unknown, value: unknown) => void;
  export class View {
    constructor(
      runtime: object,
      options: {
        expr: unknown;
        loader: VegaLoader;
        logger: VegaLogger;
        renderer: "svg";
        container: HTMLElement;
        tooltip: Tooltip;
        hover: boolean;
      },
    );
    width(): number;
    width(px: number): this;
    height(): number;
    height(px: number): this;
    runAsync(): Promise<this>;
    finalize(): this;
  }
}
