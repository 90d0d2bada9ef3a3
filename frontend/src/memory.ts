// What a reader chose, kept in the reader's own browser. Storage may be full or forbidden: then nothing is remembered.

/** A remembered choice, or null. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`silkline.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a choice; null forgets it. */
export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`silkline.${name}`);
    else localStorage.setItem(`silkline.${name}`, value);
  } catch {
    // Nothing is lost but the memory of it.
  }
}
