import type { Refusals } from './refused.ts'

/** What is refused of organizations, of the divisions that they stand in, and of proposed ones. */
export const OF_ORGANIZATIONS = {
  'closing-organization': {
    sentences: ['找不到这个编号的组织，或者它已经撤销'],
    field: 'organization_code',
    raised_by: ['private.check_closing'],
  },
  'closing-past': {
    sentences: ['这里只填今天以后的日期；今天或以前撤销的，请在 organizations 填 closed_on'],
    field: 'closes_on',
    raised_by: ['private.check_closing'],
  },
  'closing-successor': {
    sentences: ['找不到这个编号的接替组织，或者它已经撤销'],
    field: 'successor_code',
    raised_by: ['private.check_closing'],
  },
  'division-children-level': {
    sentences: ['区划 %s 还有下级，不能改变层级'],
    field: 'level',
    raised_by: ['private.check_division_parent'],
  },
  'division-level': {
    sentences: ['找不到这个层级，请填 levels 里的 division_level'],
    field: 'level',
    raised_by: ['private.check_division_parent'],
  },
  'division-parent-level': {
    sentences: ['区划 %s 的上级应正好高一层'],
    field: 'parent_code',
    raised_by: ['private.check_division_parent'],
  },
  'division-parent-missing': {
    sentences: ['上级区划 %s 不存在'],
    field: 'parent_code',
    raised_by: ['private.check_division_parent'],
  },
  'division-parent-needed': {
    sentences: ['除最高一级以外都要填上级区划 parent_code'],
    field: 'parent_code',
    raised_by: ['private.check_division_parent'],
  },
  'loss-reason': {
    sentences: ['请写明名录为什么变少'],
    field: 'reason',
    raised_by: ['private.believe_loss'],
  },
  'organization-and-proposal': {
    sentences: ['请选择名录里的单位，或者填报新单位，不要两样都填'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-children-level': {
    sentences: ['%s 的下级中有层级不低于它的组织，请先调整下级'],
    field: 'level',
    raised_by: ['private.place_organization'],
  },
  'organization-children-open': {
    sentences: ['%s 还有 %s 个没有撤销的下级：请先把它们的 parent_code 改到别的上级，或先撤销它们'],
    field: 'closed_on',
    raised_by: ['private.check_end'],
  },
  'organization-closed': {
    sentences: ['这个单位已撤销，不能登记'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-closed-ahead': {
    sentences: ['撤销日期不能在将来，请核对年份；到那天才撤销的，请在 closings 加一行，到时自动撤销'],
    field: 'closed_on',
    raised_by: ['private.place_organization'],
  },
  'organization-closed-early': {
    sentences: ['撤销日期不能早于登记日期'],
    field: 'closed_on',
    raised_by: ['private.place_organization'],
  },
  'organization-code-permanent': {
    sentences: ['编号永久不变，不能修改'],
    field: 'code',
    raised_by: ['private.place_organization'],
  },
  'organization-division-missing': {
    sentences: ['行政区划 %s 不存在'],
    field: 'division_code',
    raised_by: ['private.place_organization'],
  },
  'organization-kind': {
    sentences: ['找不到这个类别，请填 organization_kinds 里的 id'],
    field: 'kind',
    raised_by: ['private.place_organization'],
  },
  'organization-kind-in-use': {
    sentences: ['已有%s，不能再改它的层级和它是否团委'],
    field: 'level',
    raised_by: ['private.keep_organization_kind'],
  },
  'organization-level-division': {
    sentences: ['%s：%s的层级应与所在区划的层级一致'],
    field: 'level',
    raised_by: ['private.place_organization'],
  },
  'organization-level-kind': {
    sentences: ['%s的层级是 %s'],
    field: 'level',
    raised_by: ['private.place_organization'],
  },
  'organization-missing': {
    sentences: ['名录里没有这个单位，请重新选择'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-name': {
    sentences: ['全称应为 2 至 60 个字'],
    field: 'name',
    raised_by: ['private.place_organization'],
  },
  'organization-name-taken': {
    sentences: ['%s 已有同名组织「%s」'],
    field: 'name',
    raised_by: ['private.place_organization'],
  },
  'organization-not-chosen': {
    sentences: ['请选择您的单位'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-parent-closed': {
    sentences: ['上级组织 %s 已经撤销，请先恢复它，或换一个上级'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-kind': {
    sentences: ['%s 不是团委机关，不能作为上级'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-level': {
    sentences: ['上级组织 %s 的层级应高于本组织'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-missing': {
    sentences: ['上级组织 %s 不存在'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-needed': {
    sentences: ['除全国级以外都要填上级组织编号 parent_code'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-of-kind': {
    sentences: ['%s：%s的上级应在%s'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-registered': {
    sentences: [
      '这个单位已经登记，请改为「增加账号」或「提出变更」；密码丢失或换了人的，请在「我的登记」找回账号',
    ],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-registered-ahead': {
    sentences: ['登记日期不能在将来，请核对年份'],
    field: 'registered_on',
    raised_by: ['private.place_organization'],
  },
  'organization-school-type': {
    sentences: ['%s不填 school_type', '%s的 school_type 请填 %s'],
    field: 'school_type',
    raised_by: ['private.place_organization'],
  },
  'organization-succeeds-later': {
    sentences: ['有组织在这一天或以后才由它接替：请先改那个组织的 successor_code'],
    field: 'closed_on',
    raised_by: ['private.check_end'],
  },
  'organization-successor': {
    sentences: ['没有撤销的组织不填接替组织：请同时填撤销日期 closed_on，或者把 successor_code 也清空'],
    field: 'closed_on',
    raised_by: ['private.place_organization'],
  },
  'organization-successor-closed': {
    sentences: ['接替组织 %s 那时已经撤销，请填接着办下去的组织'],
    field: 'successor_code',
    raised_by: ['private.check_end'],
  },
  'organization-successor-missing': {
    sentences: ['接替组织 %s 不存在'],
    field: 'successor_code',
    raised_by: ['private.check_end'],
  },
  'organization-successor-self': {
    sentences: ['接替组织不能是它自己'],
    field: 'successor_code',
    raised_by: ['private.check_closing', 'private.place_organization'],
  },
  'proposal-division': {
    sentences: ['请选择单位所在的地区'],
    field: 'proposal.division_code',
    raised_by: ['private.read_submission'],
  },
  'proposal-name': {
    sentences: ['单位全称应为 4 至 60 个字', '单位全称里不能有网址和邮箱'],
    field: 'proposal.name',
    raised_by: ['private.read_submission'],
  },
  'proposal-only-registers': {
    sentences: ['增加账号或变更信息，请选择已登记的单位'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
} as const satisfies Refusals
