/** kysely as a builder only: it compiles, the engine runs. */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Question } from './question';
import type { IndexTables } from './tables';

/** DuckDB reads PostgreSQL's quoting and `$n` parameters. */
const build = new Kysely<IndexTables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** As the database takes it. */
export function compile(query: RawBuilder<unknown>): Question {
  const { sql, parameters } = query.compile(build);
  // filters hold strings and numbers only
  return { sql, parameters: parameters as readonly (string | number)[] };
}

/** The statement with its parameters written in: for people to read and copy, never to be run by us. */
export function toDisplaySql({ sql, parameters }: Question): string {
  return sql.replace(/\$(\d+)/g, (_match, digits: string) => {
    const value = parameters[Number(digits) - 1];
    return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  });
}
