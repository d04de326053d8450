import { readTimeout, type TimeoutName } from '@ixn/config';
import { packedGet } from '@ixn/protocol';
import type { Interaction } from '../state/interaction.ts';
import type { State } from './state.ts';

/**
 * How long an interaction may be offered, handled or routed (ms). Looked up in the user data (the key of that name, if its value is
 * valid), then in the media type's options, then in the server's (interactions.md, "Timers and their precedence").
 */
export function deliveringTimeout(state: State, interaction: Interaction): number {
  return (
    ownTimeout(interaction, 'delivering-timeout') ??
    state.configuration.mediaTypes.get(interaction.mediaType)?.deliveringTimeout ??
    state.configuration.options.deliveringTimeout
  );
}

export function handlingTimeout(state: State, interaction: Interaction): number {
  return (
    ownTimeout(interaction, 'handling-timeout') ??
    state.configuration.mediaTypes.get(interaction.mediaType)?.handlingTimeout ??
    state.configuration.options.handlingTimeout
  );
}

export function routingTimeout(state: State, interaction: Interaction): number {
  return (
    ownTimeout(interaction, 'routing-timeout') ??
    state.configuration.mediaTypes.get(interaction.mediaType)?.routingTimeout ??
    state.configuration.options.routingTimeout
  );
}

function ownTimeout(interaction: Interaction, name: TimeoutName): number | undefined {
  // Most user data has no such key: looking for the bytes is many times cheaper than reading the map.
  if (!interaction.userData.includes(name)) return undefined;
  const value = packedGet(interaction.userData, name);
  return value === undefined ? undefined : readTimeout(name, value);
}
