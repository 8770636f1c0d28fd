import react from '@astrojs/react'
import { defineConfig } from 'astro/config'

export default defineConfig({
  site: process.env.SITE_URL ?? 'http://127.0.0.1:4321',
  output: 'static',
  trailingSlash: 'never',
  build: { format: 'file', inlineStylesheets: 'never', concurrency: 16 },
  integrations: [react()],
  vite: { build: { assetsInlineLimit: 0, target: ['chrome87', 'safari14'] } },
  prerenderConflictBehavior: 'error',
  devToolbar: { enabled: false },
})
