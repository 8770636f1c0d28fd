import react from '@astrojs/react'
import { defineConfig } from 'astro/config'

export default defineConfig({
  site: process.env.SITE_URL ?? 'http://127.0.0.1:4321',
  output: 'static',
  trailingSlash: 'never',
  build: { format: 'file', inlineStylesheets: 'never', concurrency: 64 },
  integrations: [react()],
  // Coloured code would need inline styles, which our policy refuses.
  markdown: { syntaxHighlight: false },
  vite: {
    build: { assetsInlineLimit: 0, target: 'node24' },
    environments: { client: { build: { target: ['chrome87', 'safari14'] } } },
  },
  prerenderConflictBehavior: 'error',
  devToolbar: { enabled: false },
})
