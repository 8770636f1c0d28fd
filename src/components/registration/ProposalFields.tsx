import { useCallback } from 'react'
import type { FieldError } from '../../lib/form/field-error.ts'
import {
  askForDivisions,
  chooseDivision,
  type DivisionNode,
  divisionLists,
} from '../../lib/registration/division-choices.ts'
import type { ProposedOrganization } from '../../lib/registration/form-values.ts'
import { SelectField } from '../form/SelectField.tsx'
import { TextField } from '../form/TextField.tsx'
import { useLoaded } from '../session/use-loaded.ts'

interface Props {
  proposal: ProposedOrganization
  errors: readonly FieldError[]
  divisions: () => Promise<DivisionNode[] | null>
  onChange: (proposal: ProposedOrganization) => void
}

const CHOOSE = { value: '', name: '请选择' }
const optionsOf = (nodes: DivisionNode[]) => nodes.map(([value, name]) => ({ value, name }))

/** The name and place of an organization that the directory does not list yet. */
export function ProposalFields({ proposal, errors, divisions, onChange }: Props) {
  const load = useCallback(() => askForDivisions(divisions), [divisions])
  const [loaded, { reload }] = useLoaded(load)

  return (
    <>
      <TextField
        path="proposal.name"
        label="单位全称"
        help="与公章一致，例如「杭州市某某中学」。"
        autoComplete="organization"
        value={proposal.name}
        errors={errors}
        onChange={(name) => onChange({ ...proposal, name })}
      />
      {loaded.phase === 'loading' ? <p className="field-help">正在取地区名单…</p> : null}
      {loaded.phase === 'failed' ? (
        <p className="notice notice-warn" role="status">
          地区名单没有取到。
          <button type="button" className="link-button" onClick={() => void reload()}>
            再取一次
          </button>
        </p>
      ) : null}
      {loaded.phase === 'loaded' ? (
        <DivisionFields tree={loaded.value} proposal={proposal} errors={errors} onChange={onChange} />
      ) : null}
    </>
  )
}

interface DivisionProps extends Omit<Props, 'divisions'> {
  tree: DivisionNode[]
}

function DivisionFields({ tree, proposal, errors, onChange }: DivisionProps) {
  const { first, second, third } = divisionLists(tree, proposal)
  const choose = (list: 'province' | 'prefecture' | 'county') => (code: string) =>
    onChange(chooseDivision(tree, proposal, list, code))
  const { province, prefecture } = proposal
  return (
    <fieldset className="field-group">
      <legend>单位所在地区</legend>
      <SelectField
        path="proposal.division_code"
        label="省、自治区、直辖市"
        value={province}
        options={[CHOOSE, ...optionsOf(first)]}
        errors={errors}
        onChange={choose('province')}
      />
      {second.length === 0 ? null : (
        <SelectField
          path="proposal.prefecture"
          label="市、州、盟，或直辖市的区"
          value={prefecture}
          options={[CHOOSE, ...optionsOf(second), { value: province, name: '省级单位，不属于其中之一' }]}
          errors={errors}
          onChange={choose('prefecture')}
        />
      )}
      {third.length === 0 ? null : (
        <SelectField
          path="proposal.county"
          label="县、区、旗"
          value={proposal.county}
          options={[CHOOSE, ...optionsOf(third), { value: prefecture, name: '市级单位，不属于其中之一' }]}
          errors={errors}
          onChange={choose('county')}
        />
      )}
    </fieldset>
  )
}
