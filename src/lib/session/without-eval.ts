import { z } from 'zod'

/** Import before any schema: zod compiles parsers with `new Function`, which our content security policy forbids. */
z.config({ jitless: true })
