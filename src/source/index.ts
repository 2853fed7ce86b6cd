export type { Clock } from './clock';
export type { HubConfig, HubFile } from './hubConfigs';
export {
  openHubDataset,
  openHubFile,
  parseHubSpec,
  pinHubSource,
  type HubDataset,
  type HubOptions,
  type HubSpec,
} from './huggingFace';
export { HubQuota, type HubUse } from './hubQuota';
export type { Fetch } from './httpAttempt';
export type { HttpOptions } from './httpRange';
export type { JsonRecord, ParsedLine, ParseLine } from './jsonLine';
export { fingerprintOf } from './fingerprint';
export { resolveSource, type SourceContext, type SourceFile } from './resolveSource';
export { fileFromRangeSource, openBlob, openBytes, openUrl, type OpenOptions } from './open';
export type { PackedRows } from './packedRows';
export { buffersOf, decodeUnit } from './units';
export type { OnWait, Wait } from './retry';
export type {
  FileFacts,
  ListingBatch,
  RangeSource,
  RawBatch,
  RawRow,
  RowUnit,
  TraceFile,
  TrafficCount,
} from './types';
export type { OnTraffic } from './localSource';
