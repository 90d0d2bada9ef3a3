// Ranks as the page does, without a browser: node tools/rank.ts < asked.json
// Takes a list of indicators, each with its two files and the periods that are asked for; prints for each its rankings.
import { readFileSync } from "node:fs";
import { readTable } from "../src/compare/csv.ts";
import { periodIn } from "../src/compare/selection.ts";
import { ranking, told, type RankFile } from "../src/ranking/rank.ts";
import { say } from "../src/words.ts";

interface Asked {
  readonly file: RankFile;
  readonly csv: string;
  readonly periods: readonly string[];
}

function ranked({ file, csv, periods }: Asked): unknown {
  const { rows } = readTable(csv);
  const name = (period: string): string => periodIn(file.words, period);
  return periods.map((period) => {
    const found = ranking(file, rows, period, name);
    return {
      heading: say(file.words, "ranking.heading", { period: name(period) }),
      head: found.head,
      change_head: say(file.words, "ranking.change", { period: name(found.before) }),
      note: found.note,
      all_words: told(file.words, "ranking.all", found.rows.length),
      rows: found.rows.map((one) => [
        one.position, one.name, one.share, one.value, one.plain, one.change, one.focus, `${file.id}/${one.row.area}/${one.row.period}`,
      ]),
    };
  });
}

console.log(JSON.stringify((JSON.parse(readFileSync(0, "utf8")) as Asked[]).map(ranked)));
