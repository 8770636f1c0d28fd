import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'
import { GUIDE_READERS } from './lib/site/guide-sections.ts'

const guide = defineCollection({
  loader: glob({ pattern: '*.md', base: './src/content/guide' }),
  schema: z.object({
    title: z.string(),
    /** One sentence for the list of chapters and for search engines. */
    summary: z.string(),
    reader: z.enum(GUIDE_READERS),
    order: z.int(),
  }),
})

export const collections = { guide }
