/** The shared parsers: what a browser worker, the screen, the terminal and the tests use. */
export * from './model';
export { PARSER_VERSION } from './version';
export { parseTurn, scanTurn, toRole, type ParsedTurn } from './scan/parseTurn';
export { MALFORMED_NAME } from './scan/call';
export type { ScannedTurn } from './scan/gptTurn';
export { MAX_JSON_DEPTH, parseJson, type JsonParse } from './json/parseJson';
export { scanJson, type JsonScan } from './json/scanJson';
export { isJsonObject, member, toJsonText, toJsonValue, type JsonObject } from './json/jsonValue';
export { locateJson } from './json/locateJson';
export { parseRecord, type ParsedRecord, type RecordFallbacks } from './record/parseRecord';
export { parseJsonLine, type ParsedLine } from './record/parseJsonLine';
export { createToolsCache, findToolsText, parseTools, toolsTextOf, type ParsedTools, type ToolsCache } from './record/tools';
export { buildSteps } from './steps/buildSteps';
export { FINDING_KINDS, findingKindInfo, type FindingKind, type FindingKindInfo, type TurnFinding } from './finding/kinds';
export { isAnswer } from './finding/conversationNotes';
export { LOOP_LENGTH } from './finding/loops';
export { OUTCOME_KINDS, type OutcomeKind, type OutcomeKindInfo } from './outcome/kinds';
export { computeOutcome } from './outcome/computeOutcome';
