// Reading CSV for charts. Vega's own reader makes a function from text for each table, which the site's policy forbids.
import { dsvFormat } from "d3-dsv";

/** A reader of tables with a header row: one object per row, every cell as text. */
export function delimited(delimiter: string): ((text: string) => object[]) & { responseType: "text" } {
  const read = (text: string): object[] => {
    const [header = [], ...rows] = dsvFormat(delimiter).parseRows(text.replace(/^\ufeff/, ""));
    return rows.map((cells) => Object.fromEntries(header.map((name, n) => [name, cells[n] ?? ""])));
  };
  return Object.assign(read, { responseType: "text" as const });
}
