import { route } from '@/app/api/route-handler'
import packageJson from '@/package.json'
import { buildDocument } from './build-document'
import { OPERATIONS } from './operations'

export const GET = route(() => Response.json(buildDocument(OPERATIONS, packageJson.version)))
