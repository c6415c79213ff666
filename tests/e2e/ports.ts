/** Where the app under test serves. `E2E_PORT` moves it and the others, so that two checkouts can be tested at once. */
export const PORT = Number(process.env.E2E_PORT ?? 4100)
/** Where `sources.spec.ts` puts a hub, and the app looks for one. */
export const HUB_PORT = PORT + 10
/** Where `killed-server.spec.ts` puts the app that it kills. */
export const RESUME_PORT = PORT + 20
