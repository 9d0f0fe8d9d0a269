import { useMemo } from 'react'
import { useFigures } from '../kit/figures.ts'
import { Scroll } from '../kit/Scroll.tsx'
import styles from './follow-graph.module.css'
import { drawGraph, type GraphEdge, type GraphNode, nodeSize } from './follow-graph.ts'

/** What follows what, drawn. The table beside it says the same and more. */
export function FollowGraph(props: {
  nodes: readonly GraphNode[]
  follows: readonly GraphEdge[]
  paths: number
  label: string
  name: (id: string) => string
}) {
  const figures = useFigures()
  const { nodes, follows, paths, name } = props
  const drawing = useMemo(() => drawGraph(nodes, follows, paths), [nodes, follows, paths])
  return (
    <Scroll className={styles.scroll} label={props.label}>
      <svg
        width={drawing.width}
        height={drawing.height + 64}
        viewBox={`-10 -64 ${drawing.width + 10} ${drawing.height + 64}`}
        aria-hidden="true"
      >
        <defs>
          <marker
            id="follow-tip"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8Z" className={styles.tip} />
          </marker>
        </defs>
        {drawing.edges.map(edge => (
          <g key={`${edge.from} ${edge.to}`}>
            <path
              d={edge.d}
              className={edge.back ? styles.back : styles.edge}
              strokeWidth={edge.width}
              markerEnd="url(#follow-tip)"
            />
            <text x={edge.x} y={edge.y - 5} className={styles.count}>
              {figures.whole(edge.count)}
            </text>
          </g>
        ))}
        {drawing.nodes.map(node => (
          <g key={node.name} transform={`translate(${node.x},${node.y})`}>
            <rect {...nodeSize} rx="9" className={styles.node} />
            <text x="11" y="18" className={styles.name}>
              {short(name(node.name))}
            </text>
            <text x="11" y="34" className={styles.events}>
              {figures.whole(node.events)}
            </text>
            {node.starts > 0 && <circle cx="0" cy={nodeSize.height / 2} r="4" className={styles.start} />}
          </g>
        ))}
      </svg>
    </Scroll>
  )
}

const short = (name: string) => (name.length > 22 ? `${name.slice(0, 21)}…` : name)
