#!/bin/sh
echo "Prisma's native schema engine is not used here. See npm run db:new and npm run db:check." >&2
exit 1
