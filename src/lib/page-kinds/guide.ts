import { guideAddress } from '../site/addresses.ts'
import type { PageKind } from './page-kind.ts'

export const GUIDE: PageKind = [
  {
    route: '/guide/[slug]',
    addresses: (_, chapters) => chapters.map(guideAddress),
    remade: 'never',
    section: 'pages',
    isProse: true,
  },
]
