// The Node client: node client.mjs DATABASE, with SQL on standard input, one statement a line.
// After each statement it prints, on a line, what a page or a server would send on: the rows as JSON.
import { createInterface } from 'node:readline';
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(process.argv[2], { access_mode: 'READ_ONLY' });
const connection = await instance.connect();
for await (const sql of createInterface({ input: process.stdin })) {
  const answer = await connection.runAndReadAll(sql);
  console.log(JSON.stringify(answer.getRowObjectsJson()));
}
