// The script that stands in each page and runs before its first paint.
import "./scheme.ts";
import "./letters.ts";
