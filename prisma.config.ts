import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

// Every command of the CLI stops unless some file stands where its native schema engine would be; nothing used here runs it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL('./scripts/database/no-schema-engine.sh', import.meta.url),
)

export default defineConfig({ schema: 'prisma/schema.prisma' })
