// DuckDB on the same question and the same file: node duckdb.mjs QUESTION FILE THREADS -> seconds, MB, rows.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [question, file, threads] = process.argv.slice(2);
const require = createRequire(join(process.env.BENCH_MODULES, 'package.json'));
const { DuckDBInstance } = require('@duckdb/node-api');

const from = `read_csv('${file}', header = true)`;
const steps = ['view', 'cart', 'checkout', 'purchase'];
// First time of each step at or after the time of the step before, one join a step.
const joins = steps.map((step, i) => i === 0
  ? `s0 AS (SELECT user_id, min(variant) AS variant, min(timestamp) AS t FROM e WHERE event = '${step}' GROUP BY user_id)`
  : `s${i} AS (SELECT e.user_id, min(e.timestamp) AS t FROM e JOIN s${i - 1} p ON p.user_id = e.user_id
     WHERE e.event = '${step}' AND e.timestamp >= p.t GROUP BY e.user_id)`).join(',\n');
// The same from lists of times a user, without joins.
const lists = steps.map((step, i) => `list(timestamp) FILTER (event = '${step}') AS l${i}`).join(', ');
const first = (list, after) => `list_min(list_filter(${list}, x -> x >= ${after}))`;

const questions = {
  sums: `SELECT variant, count(*), sum(converted), sum(revenue) FROM ${from} GROUP BY variant`,
  none: `SELECT variant, count(*), sum(converted) FROM ${from} GROUP BY variant`,
  users: `SELECT v, count(*), sum(c) FROM (SELECT user_id, min(variant) v, max(variant) w, max(converted) c
          FROM ${from} GROUP BY user_id) WHERE v = w GROUP BY v`,
  'funnel-joins': `WITH e AS MATERIALIZED (SELECT user_id, variant, event, timestamp FROM ${from}), ${joins}
    SELECT s0.variant, ${steps.map((_, i) => `count(s${i}.t)`).join(', ')} FROM s0
    ${steps.slice(1).map((_, i) => `LEFT JOIN s${i + 1} USING (user_id)`).join(' ')} GROUP BY s0.variant`,
  'funnel-lists': `WITH g AS (SELECT user_id, min(variant) AS variant, ${lists} FROM ${from} GROUP BY user_id),
    a AS (SELECT variant, list_min(l0) AS t0, l1, l2, l3 FROM g),
    b AS (SELECT *, ${first('l1', 't0')} AS t1 FROM a), c AS (SELECT *, ${first('l2', 't1')} AS t2 FROM b),
    d AS (SELECT *, ${first('l3', 't2')} AS t3 FROM c)
    SELECT variant, count(t0), count(t1), count(t2), count(t3) FROM d GROUP BY variant`,
};

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const started = process.hrtime.bigint();
const reader = await connection.runAndReadAll(questions[question]);
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const peak = Number(/RssAnon:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
const rows = reader.getRows().map((row) => row.map(String)).sort();
console.log(JSON.stringify({ seconds, peak, rows }));
