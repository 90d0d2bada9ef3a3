// The scripts hold no words of any language: the header carries them, from the site's message catalogue.

/** Messages by key, as the page's header carries them. */
export type Words = Readonly<Record<string, string>>;

/** Reads the messages of the page; none where the header has none. */
export function readWords(json: string | undefined): Words {
  try {
    const found: unknown = JSON.parse(json ?? "{}");
    return typeof found === "object" && found !== null ? (found as Words) : {};
  } catch {
    return {};
  }
}

/** The message for a key with its `{names}` filled in; empty where there is none. */
export function say(words: Words, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const message = Object.hasOwn(words, key) ? (words[key] ?? "") : "";
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
