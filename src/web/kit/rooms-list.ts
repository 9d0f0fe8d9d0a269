import {
  IconAdjustments,
  IconBulb,
  IconClick,
  IconHeadset,
  IconMap2,
  IconMessageQuestion,
  IconPlugConnected,
  IconRoute,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { Permission } from '../../vocabulary/role.ts'
import { useMay } from '../admitting/data.ts'

/** The rooms that exist, in the order of the trade. Four fit under a thumb; a phone keeps the others in a menu. */
const rooms = [
  { word: 'maps', to: '/w/$workspace/maps', Icon: IconMap2, floor: 'understand', atHand: true },
  { word: 'explore', to: '/w/$workspace/explore', Icon: IconRoute, floor: 'understand', atHand: true },
  { word: 'contacts', to: '/w/$workspace/contacts', Icon: IconHeadset, floor: 'understand', atHand: false },
  { word: 'explain', to: '/w/$workspace/explain', Icon: IconBulb, floor: 'understand', atHand: false },
  { word: 'heatmaps', to: '/w/$workspace/heatmaps', Icon: IconClick, floor: 'understand', atHand: false },
  { word: 'segments', to: '/w/$workspace/segments', Icon: IconUsersGroup, floor: 'understand', atHand: false },
  {
    word: 'customers',
    to: '/w/$workspace/customers',
    Icon: IconUsers,
    floor: 'understand',
    atHand: true,
    needs: 'customer.read',
  },
  { word: 'surveys', to: '/w/$workspace/surveys', Icon: IconMessageQuestion, floor: 'listen', atHand: true },
  {
    word: 'sources',
    to: '/w/$workspace/sources',
    Icon: IconPlugConnected,
    floor: 'run',
    atHand: false,
    needs: 'source.read',
  },
  { word: 'settings', to: '/w/$workspace/settings', Icon: IconAdjustments, floor: 'run', atHand: false },
] as const satisfies readonly { atHand: boolean; needs?: Permission; [fact: string]: unknown }[]
export type Room = (typeof rooms)[number]

/** Those that this member may enter. */
export function useRooms(): readonly Room[] {
  const may = useMay()
  return rooms.filter(room => !('needs' in room) || may(room.needs))
}
