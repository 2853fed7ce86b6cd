/**
 * For a machine with internet: opens the real dataset on the Hub, prints its physical layout and the card check
 * of what can be counted without reading the text. `npm run check:hf [-- owner/name [address of the hub]]`.
 */
import { HubQuota, openHubDataset, openHubFile, parseHubSpec } from '../src/source';

/** Published on the dataset's card. */
const CARD: Readonly<Record<string, { readonly rows: number; readonly turns: number }>> = {
  kimi: { rows: 7_646, turns: 185_798 },
  'glm-5.1': { rows: 7_055, turns: 134_918 },
};

function compare(name: string, card: number | undefined, here: number): string {
  if (card === undefined) return `${name} ${here} (not on the card)`;
  return `${name} card ${card} here ${here} ${card === here ? '✓' : '≠'}`;
}

const traffic = { requests: 0, bytes: 0 };
const spec = parseHubSpec(process.argv[2] ?? 'lambda/hermes-agent-reasoning-traces');
const hubUrl = process.argv[3];
const hub = { quota: new HubQuota(), ...(hubUrl !== undefined && { hubUrl }) };
const dataset = await openHubDataset(spec, hub);
console.log(`${dataset.repo} @ ${dataset.commit}${dataset.gated ? ' (gated)' : ''}`);
for (const { name, files } of dataset.configs) {
  let rows = 0;
  let turns = 0;
  for (const file of files) {
    const opened = await openHubFile(dataset, file, {
      ...hub,
      onTraffic: ({ requests, bytes }) => Object.assign(traffic, { requests, bytes }),
    });
    const { facts } = opened;
    console.log(
      `${name}: ${file.path}, ${facts.byteLength} bytes, ${facts.rowCount} rows in ${facts.rowGroups} row groups, page index ${facts.pageIndex === true ? 'yes' : 'no'}, largest row group ${facts.largestRowGroupBytes} bytes`,
    );
    for (const [column, codec] of Object.entries(facts.codecs ?? {})) console.log(`  ${column}: ${codec}`);
    if (opened.readListing === undefined) continue;
    for await (const batch of opened.readListing()) {
      rows += batch.turnCounts.length;
      turns += batch.turnCounts.reduce((sum, count) => sum + count, 0);
    }
    console.log(`  listing read with ${traffic.requests} requests, ${traffic.bytes} bytes`);
    const { requests, bytes } = traffic;
    await opened.readRow((facts.rowCount ?? 0) >> 1, undefined, {});
    console.log(
      `  the row in the middle: ${traffic.requests - requests} requests, ${traffic.bytes - bytes} bytes`,
    );
  }
  console.log(`  ${compare('rows', CARD[name]?.rows, rows)}; ${compare('turns', CARD[name]?.turns, turns)}`);
}
const [api, resolve] = [hub.quota.use('api'), hub.quota.use('resolve')];
console.log(
  `requests the hub counts: ${api.used} of ${api.limit} api, ${resolve.used} of ${resolve.limit} resolve`,
);
