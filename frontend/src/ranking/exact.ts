// Exact arithmetic on published decimals: a script that writes what the engine writes may not lose a digit.
import { grouped } from "../compare/numbers.ts";

/** A fraction: the numerator may be negative, the denominator is at least 1. */
export interface Exact {
  readonly num: bigint;
  readonly den: bigint;
}

const NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** The number that a published text writes. */
export function exact(text: string): Exact {
  const [, sign = "", whole = "", part = "", power = "0"] = NUMBER.exec(text) ?? [];
  if (whole + part === "") throw new SyntaxError(`no number: ${text}`);
  const digits = BigInt(whole + part) * (sign === "-" ? -1n : 1n);
  const shift = Number(power) - part.length;
  return shift >= 0 ? { num: digits * 10n ** BigInt(shift), den: 1n } : { num: digits, den: 10n ** BigInt(-shift) };
}

/** a − b */
export function less(a: Exact, b: Exact): Exact {
  return { num: a.num * b.den - b.num * a.den, den: a.den * b.den };
}

/** a ÷ b; b is not nothing. */
export function divided(a: Exact, b: Exact): Exact {
  const sign = b.num < 0n ? -1n : 1n;
  return { num: a.num * b.den * sign, den: a.den * b.num * sign };
}

/** How a number stands to another: negative, nothing or positive. */
export function compared(a: Exact, b: Exact): number {
  const { num } = less(a, b);
  return num < 0n ? -1 : num > 0n ? 1 : 0;
}

/** A number without its sign. */
export function size(a: Exact): Exact {
  return { num: a.num < 0n ? -a.num : a.num, den: a.den };
}

/** A number as digits with so many decimals; a half goes away from nothing, or to the even digit. */
function rounded(a: Exact, decimals: number, even: boolean): { text: string; negative: boolean } {
  const top = size(a).num * 10n ** BigInt(decimals);
  const down = top / a.den;
  const rest = (top % a.den) * 2n;
  const up = rest > a.den || (rest === a.den && (!even || down % 2n === 1n));
  const digits = (up ? down + 1n : down).toString().padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  const text = decimals > 0 ? `${digits.slice(0, at)}.${digits.slice(at)}` : digits;
  return { text, negative: a.num < 0n && /[1-9]/.test(digits) };
}

/** A number for readers: thin spaces between thousands and a true minus. */
export function written(a: Exact, decimals: number): string {
  const { text, negative } = rounded(a, decimals, false);
  return grouped((negative ? "-" : "") + text);
}

/** A number for an attribute, where a half goes to the even digit. */
export function plain(a: Exact, decimals: number): string {
  const { text, negative } = rounded(a, decimals, true);
  return (negative ? "-" : "") + text;
}

/** A change: with its sign, unless it rounds to nothing. */
export function signed(a: Exact, decimals: number): string {
  const text = written(a, decimals);
  return /[1-9]/.test(text) && a.num > 0n ? `+${text}` : text;
}

/** Decimals to show: more than asked for where a figure would else look like nothing. */
export function enough(a: Exact, decimals: number, text: string): number {
  const half = { num: 5n, den: 10n ** BigInt(decimals + 1) };
  if (compared(size(a), half) >= 0) return decimals;
  if (a.num === 0n) return (text.split(".")[1] ?? "").length;
  let places = decimals;
  while (size(a).num * 10n ** BigInt(places) < a.den) places += 1;
  return places;
}
