/** The shared parsers: what a browser worker, the screen, the terminal and the tests use. */
export * from './model';
export * from './filter';
export * from './filterText';
export * from './filterTextKeys';
export { searchWords, writeSearch } from './searchWords';
export { PARSER_VERSION } from './version';
export { parseTurn, scanTurn, toRole, type ParsedTurn } from './scan/parseTurn';
export { MALFORMED_NAME } from './scan/call';
export type { ScannedTurn } from './scan/gptTurn';
export { MAX_JSON_DEPTH, parseJson, type JsonParse } from './json/parseJson';
export { scanJson, type JsonScan } from './json/scanJson';
export { isJsonObject, toJsonText, toJsonValue, type JsonObject } from './json/jsonValue';
export { locateJson } from './json/locateJson';
export {
  parseRecord,
  readStored,
  type ParsedRecord,
  type RecordOptions,
  type StoredRecord,
} from './record/parseRecord';
export { parseJsonLine, type ParsedLine } from './record/parseJsonLine';
export {
  createToolsCache,
  findToolsText,
  parseTools,
  toolsTextOf,
  type ParsedTools,
  type ToolsCache,
} from './record/tools';
export { buildSteps } from './steps/buildSteps';
export {
  FINDING_KINDS,
  findingKindInfo,
  type FindingKind,
  type FindingKindInfo,
  type TurnFinding,
} from './finding/kinds';
export { isAnswer } from './finding/conversationNotes';
export { LOOP_LENGTH } from './finding/loops';
export { OUTCOME_KINDS, type OutcomeKind, type OutcomeKindInfo } from './outcome/kinds';
export { computeOutcome } from './outcome/computeOutcome';
export { computeDeepFindings, type DeepOptions, type SchemaValidator } from './finding/deepFindings';
export { METRICS, type MetricInfo, type MetricKey } from './metric/definitions';
export { computeMetrics, type Counts, type TrajectoryMetrics } from './metric/computeMetrics';
export {
  computeCallMetrics,
  computeStepMetrics,
  type CallMetrics,
  type StepMetrics,
} from './metric/stepMetrics';
export { computeStrip, decodeStrip, encodeStrip, encodeStrips, type StripMark } from './metric/strip';
export { ATTENTION_RULE, computeAttention, type Attention } from './metric/attention';
export { countWords } from './metric/countWords';
export { bodyChars, wordsOfThink, turnChars } from './metric/sizes';
export { abridge, abridgedOffset, isAbridged, noticeOf, type AbridgeBounds } from './abridge/abridge';
export { MOST_HITS, searchTurns, type Hit } from './search/searchTurns';
export { accumulateStats, type BadRow, type StatsAccumulator, type StatsJson } from './export/stats';
export { toParseJson, type TrajectoryJson } from './export/parseJson';
export { toOpenAiMessages, type OpenAiMessage } from './export/openAi';
export { toCopyText, type CopyForm } from './export/copyForm';
export { toStepMarkdown } from './export/stepMarkdown';
export {
  EXPORT_FORMS,
  toExportLine,
  toIdLine,
  type ExportForm,
  type ExportLine,
  type ExportRecord,
} from './export/exportForm';
export {
  buildManifest,
  type ExportFacts,
  type ExportManifest,
  type ExportOccasion,
  type ExportSource,
  type SkippedRow,
} from './export/manifest';
export {
  computeTutorialFigures,
  tutorialParseAssistant,
  tutorialParseTool,
  type TutorialFigures,
} from './tutorial';
export {
  formatTriageLines,
  parseTriageLines,
  VERDICTS,
  type TriageLine,
  type TriageLines,
  type Verdict,
} from './export/triageLines';
export {
  countRecordChars,
  createRecordFinder,
  createTextFinder,
  formatTextScope,
  nameTextSearch,
  parseTextScope,
  TEXT_PLACES,
  type FoundRecord,
  type FoundText,
  type ShownHit,
  type TextHit,
  type TextPlace,
  type TextScope,
  type TextSearch,
} from './search/findText';
export {
  createNeedle,
  excerptOf,
  findSpans,
  patternProblem,
  type Excerpt,
  type Needle,
} from './search/needle';
export { foldCase } from './search/foldCase';
export { createSchemaValidator } from './finding/schemaValidator';
export { alignRuns, type AlignedSteps, type Relation } from './compare/alignRuns';
export { computeRecovery, NOT_FAILED, type Recovery } from './metric/recovery';
export {
  compareRecorded,
  RECORDED_FIGURES,
  tallyTools,
  type RecordedFigure,
  type RecordedKey,
  type ToolTally,
} from './recorded/compareRecorded';
export { compareSummary, type CountedRun, type SummaryRow } from './recorded/compareSummary';
