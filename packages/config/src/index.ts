export { type Clock, systemClock, type Timer } from './clock.ts';
export {
  type ConfigListeners,
  type ConfigSource,
  type ConfigState,
  type ConfigVersion,
  followConfiguration,
  type FollowedConfig,
} from './config-client.ts';
export type { AgentConfig } from './documents/agents.ts';
export type { ApplicationsConfig } from './documents/applications.ts';
export type { CapacityRuleConfig } from './documents/capacity-rules.ts';
export type { CustomPropertyConfig } from './documents/custom-properties.ts';
export { diffDocuments, type ObjectChange } from './documents/diff-documents.ts';
export type { ExpressionChecks } from './documents/expressions.ts';
export type { GroupConfig } from './documents/groups.ts';
export type { InteractionTypeConfig } from './documents/interaction-types.ts';
export type { MediaTypeConfig } from './documents/media-types.ts';
export { agentsOfGroup, placesOfGroup, type ScriptMatch } from './documents/membership.ts';
export {
  type DocumentChecks,
  type ParsedDocument,
  parseTenantDocument,
  readTenantDocument,
} from './documents/parse-tenant-document.ts';
export type { PlaceConfig } from './documents/places.ts';
export { columnOf } from './documents/property-names.ts';
export type { QueueConfig } from './documents/queues.ts';
export type { RouterConfig } from './documents/routers.ts';
export { type ScheduleConfig, type Weekday, WEEKDAYS } from './documents/schedules.ts';
export type { StrategyConfig } from './documents/strategies.ts';
export type { SubmitterConfig } from './documents/submitters.ts';
export { type PropertyType, SYSTEM_PROPERTIES, type SystemProperty } from './documents/system-properties.ts';
export type { TenantDocument } from './documents/tenant-document.ts';
export type { TenantConfig } from './documents/tenants.ts';
export type { ThirdPartyServerConfig } from './documents/third-party-servers.ts';
export type { ViewConfig } from './documents/views.ts';
export type { WorkbinConfig } from './documents/workbins.ts';
export { type Fault, faultText, pathText, type PlacedFault } from './fault.ts';
export type { TextFormat } from './located-text.ts';
export { nearestName } from './nearest.ts';
export { type ChangedOption, changedOptions } from './options/changed-options.ts';
export type { EventLoggerOptions } from './options/event-logger.ts';
export {
  type InteractionServerOptions,
  interactionServerOptions,
  readOptions,
  type ReadServerOptions,
} from './options/interaction-server.ts';
export type { LogExpire, LogSegment } from './options/log-values.ts';
export type { MediaTypeOptions, ThirdPartyServerOptions } from './options/object-options.ts';
export { readTimeout, type TimeoutName } from './options/timeouts.ts';
export {
  type CredentialSettings,
  type DatabaseCredentials,
  databaseCredentials,
} from './secrets/database-credentials.ts';
export { type KafkaMechanism, type KafkaSecret, parseKafkaSecret } from './secrets/kafka-secret.ts';
export { parsePlainSecret } from './secrets/plain-secret.ts';
export { parseRedisSecret, type RedisSecret } from './secrets/redis-secret.ts';
export { type ReadSecret, SecretError, type SecretFault, type SecretParser } from './secrets/secret.ts';
export { readSecret, type ReadText } from './secrets/secret-file.ts';
export { type ClientTokens, tokenParser } from './secrets/token-secret.ts';
export { type WatchedSecret, type WatchOptions, watchSecret } from './secrets/watch-secret.ts';
export type { ClientTls } from './settings/client-tls.ts';
export type { ConnectionStringSuffix } from './settings/connection-string.ts';
export {
  defineSettings,
  type Setting,
  type SettingsDefinition,
  type SettingsOf,
  type SettingsSheet,
  type SettingTable,
} from './settings/define.ts';
export {
  type InteractionServerSettings,
  interactionServerSettings,
  isLoopback,
} from './settings/interaction-server.ts';
export { type LoadedSettings, loadSettings, SettingsError, type SettingsInput } from './settings/load.ts';
export { settingsOfProcess } from './settings/start.ts';
export { bytes } from './values/bytes.ts';
export { flag, oneOf } from './values/choices.ts';
export { duration, type DurationUnit } from './values/durations.ts';
export { type Bounds, port, wholeNumber, wholeNumberOrZero } from './values/numbers.ts';
export { host, path, text, textList, type TextRule, url } from './values/texts.ts';
export { type Read, type ValueType } from './values/value-type.ts';
