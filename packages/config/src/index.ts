export { type Fault, faultText } from './fault.ts';
export { nearestName } from './nearest.ts';
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
