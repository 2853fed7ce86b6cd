/** What the reader ran lately, newest first. Outlives the visit; losing it loses nothing but typing. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const MOST_KEPT = 20;

interface SqlHistory {
  readonly kept: readonly string[];
  add(sql: string): void;
  clear(): void;
}

export const useSqlHistory = create<SqlHistory>()(
  persist(
    (set) => ({
      kept: [],
      add: (sql) =>
        set(({ kept }) => ({ kept: [sql, ...kept.filter((each) => each !== sql)].slice(0, MOST_KEPT) })),
      clear: () => set({ kept: [] }),
    }),
    { name: 'retrace.sql', version: 1 },
  ),
);
