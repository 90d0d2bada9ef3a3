// The signs that nearly every page begins with come within it, so that the first thing painted is in the site's typefaces
// whatever the line or the machine. A typeface that a page asks for holds up the first paint or comes after it. Other signs
// and slanted ones are asked for by the style sheet.

/** The typefaces of those signs, as WOFF2 in Base64; the build puts them in. */
declare const LETTERS: readonly { readonly family: string; readonly weight: string; readonly data: string }[];

// Newer browsers unpack Base64 by themselves, many times as fast as any loop.
const Bytes: { new (length: number): Uint8Array<ArrayBuffer>; fromBase64?(text: string): Uint8Array<ArrayBuffer> } = Uint8Array;

function unpacked(data: string): Uint8Array<ArrayBuffer> {
  if (Bytes.fromBase64) return Bytes.fromBase64(data);
  const packed = atob(data);
  const bytes = new Bytes(packed.length);
  for (let n = 0; n < packed.length; n++) bytes[n] = packed.charCodeAt(n);
  return bytes;
}

for (const { family, weight, data } of LETTERS) {
  // From bytes it is there at once; from an address, even `data:`, only after the page has been laid out without it. A range
  // of signs would make Chromium ask the system for a stand-in at every size.
  document.fonts.add(new FontFace(family, unpacked(data), { weight }));
}
document.documentElement.classList.add("lettered");
