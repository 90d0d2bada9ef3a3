// Files of the data API, each asked for once and only when its figures are needed.
import { ownAddress } from "../address.ts";
import { readTable, type Table } from "./csv.ts";

async function fetched(csv: string, root: URL): Promise<Table> {
  const address = ownAddress(csv, root, location.origin);
  if (!address) throw new Error("an address leads away from the site");
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return readTable(await answer.text());
}

/** The tables that a page has asked for. */
export class TableSource {
  readonly #known = new Map<string, Promise<Table>>();

  /** The table at an address relative to the root of the site. */
  get(csv: string, root: URL): Promise<Table> {
    const known = this.#known.get(csv);
    if (known) return known;
    const asked = fetched(csv, root);
    this.#known.set(csv, asked);
    asked.catch(() => this.#known.delete(csv)); // asked again next time
    return asked;
  }
}
