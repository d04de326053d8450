import { CLIENT_TYPES, type ClientType } from './client-types.ts';

/** Who may send what (interactions.md, "Clients and what they may do"), as the messages name it. */

export const everyone: readonly ClientType[] = CLIENT_TYPES;
export const agents: readonly ClientType[] = ['Agent application'];
export const mediaServers: readonly ClientType[] = ['Media server'];
export const routers: readonly ClientType[] = ['Routing engine', 'Universal router'];
export const reportingEngines: readonly ClientType[] = ['Reporting engine'];
export const thirdParties: readonly ClientType[] = ['Third party client'];

/** Those who look at interactions without taking part: supervisors' desktops, and tools of type Unknown. */
export const observers: readonly ClientType[] = ['Unknown', 'Agent application'];
