import { describe, expect, it } from 'vitest'
import type { Division } from '#contracts/directory.ts'
import {
  choiceOfDivision,
  chooseDivision,
  type DivisionNode,
  DivisionTree,
  divisionInWords,
  divisionLists,
} from '../../../src/lib/registration/division-choices.ts'
import { divisionTree } from '../../../src/lib/registration/division-tree.ts'
import { EMPTY_FORM } from '../../../src/lib/registration/form-values.ts'
import { placeInWords } from '../../../src/lib/registration/organization-list.ts'

const division = (code: string, name: string, parent: string | null, is_placeholder = false): Division => ({
  code,
  name,
  level: 'county',
  parent_code: parent,
  is_placeholder,
  spoken_names: [],
  former_names: [],
})
const divisions = [
  division('000000', '中华人民共和国', null),
  division('330000', '浙江省', '000000'),
  division('330100', '杭州市', '330000'),
  division('330106', '西湖区', '330100'),
  division('110000', '北京市', '000000'),
  division('110100', '北京市', '110000', true),
  division('110108', '海淀区', '110100'),
  division('440000', '广东省', '000000'),
  division('441900', '东莞市', '440000'),
]
const tree: DivisionNode[] = divisionTree(divisions)
const start = EMPTY_FORM.proposal

describe('the tree of divisions', () => {
  it('leaves placeholder layers out, sorts by code, and is what the page expects', () => {
    expect(tree.map(([code]) => code)).toEqual(['110000', '330000', '440000'])
    expect(tree[0]).toEqual(['110000', '北京市', [['110108', '海淀区', []]]])
    expect(DivisionTree.parse(JSON.parse(JSON.stringify(tree)))).toEqual(tree)
  })
})

describe('the choice of a division', () => {
  it.each<[string, [list: 'province' | 'prefecture' | 'county', code: string][], string, number]>([
    ['nothing', [], '', 0],
    ['a province alone', [['province', '330000']], '', 0],
    [
      'a prefecture with counties',
      [
        ['province', '330000'],
        ['prefecture', '330100'],
      ],
      '',
      1,
    ],
    [
      'a county',
      [
        ['province', '330000'],
        ['prefecture', '330100'],
        ['county', '330106'],
      ],
      '330106',
      1,
    ],
    [
      'no county of a prefecture',
      [
        ['province', '330000'],
        ['prefecture', '330100'],
        ['county', '330100'],
      ],
      '330100',
      1,
    ],
    [
      'a prefecture without counties',
      [
        ['province', '440000'],
        ['prefecture', '441900'],
      ],
      '441900',
      0,
    ],
    [
      'a district of a municipality',
      [
        ['province', '110000'],
        ['prefecture', '110108'],
      ],
      '110108',
      0,
    ],
    [
      'the province itself',
      [
        ['province', '330000'],
        ['prefecture', '330000'],
      ],
      '330000',
      0,
    ],
    [
      'another province afterwards',
      [
        ['province', '440000'],
        ['prefecture', '441900'],
        ['province', '330000'],
      ],
      '',
      0,
    ],
    [
      'the empty line again',
      [
        ['province', '440000'],
        ['prefecture', '441900'],
        ['prefecture', ''],
      ],
      '',
      0,
    ],
  ])('%s', (_, choices, chosen, third) => {
    const proposal = choices.reduce((so, [list, code]) => chooseDivision(tree, so, list, code), start)
    expect(proposal.county).toBe(chosen)
    expect(divisionLists(tree, proposal).third).toHaveLength(third)
  })

  it.each([
    ['330106', '浙江省 杭州市 西湖区'],
    ['330100', '浙江省 杭州市'],
    ['110108', '北京市 海淀区'],
    ['440000', '广东省'],
  ])('leads back from %s', (code, words) => {
    const choice = choiceOfDivision(tree, code)
    expect(choice?.county).toBe(code)
    expect(choice === null ? '' : divisionInWords(tree, { name: '', ...choice })).toBe(words)
  })

  it('gives null for a code that is not in the tree', () => {
    expect(choiceOfDivision(tree, '999999')).toBeNull()
  })
})

describe('the place beside a name', () => {
  it('names every real level once', () => {
    expect(placeInWords('330106', divisions)).toBe('浙江省 杭州市 西湖区')
    expect(placeInWords('110108', divisions)).toBe('北京市 海淀区')
    expect(placeInWords('000000', divisions)).toBe('')
  })
})
