export { type Fault, faultText } from './fault.ts';
export { nearestName } from './nearest.ts';
export { type ChangedOption, changedOptions } from './options/changed-options.ts';
export type { EventLoggerOptions } from './options/event-logger.ts';
export { type InteractionServerOptions, interactionServerOptions, readOptions } from './options/interaction-server.ts';
export type { LogExpire, LogSegment } from './options/log-values.ts';
export type { MediaTypeOptions, ThirdPartyServerOptions } from './options/object-options.ts';
export type { ReadOptions } from './options/option-table.ts';
export { readTimeout, type TimeoutName } from './options/timeouts.ts';
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
