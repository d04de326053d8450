// A program that does nothing but read its settings, for start.test.ts.
import { interactionServerSettings, settingsOfProcess } from '../src/index.ts';

const settings = settingsOfProcess(interactionServerSettings);
process.stdout.write(JSON.stringify({ tenant: settings.tenant.id, port: settings.listen.port }));
