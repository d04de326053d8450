import { parsePlainSecret } from './plain-secret.ts';
import { readSecret, type ReadText, readUtf8 } from './secret-file.ts';

/** Where a program's settings say that user and password of the database are. */
export interface CredentialSettings {
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly userFile: string | undefined;
  readonly passwordFile: string | undefined;
}

/** User and password of a database; undefined: whatever the database client takes by itself. */
export interface DatabaseCredentials {
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/**
 * User and password from the settings themselves or from the files that they name. Ask again before each new connection:
 * the files may have changed. Throws `SecretError` when a file cannot be used.
 */
export function databaseCredentials(settings: CredentialSettings, readText: ReadText = readUtf8): DatabaseCredentials {
  const { user, password, userFile, passwordFile } = settings;
  return {
    user: userFile === undefined ? user : readSecret(userFile, parsePlainSecret, readText),
    password: passwordFile === undefined ? password : readSecret(passwordFile, parsePlainSecret, readText),
  };
}
