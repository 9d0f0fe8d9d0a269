/** A step of a case, as a log tells it. */
export type Step = { readonly case: string; readonly activity: string; readonly at: number }

/** A log as others write it, and what must be seen in it. */
export type LogShape = {
  readonly log: string
  readonly file: string
  readonly write: (steps: readonly Step[]) => string | Buffer
  readonly sees: { readonly case?: string; readonly event: string; readonly time: string; readonly customer?: string }
  /** How exactly the times are written; milliseconds unless said. */
  readonly unitMs?: number
}

const minute = 60_000
const activities = [
  'Register request',
  'Check ticket',
  'Check, again',
  'Décider',
  'Reject',
  'Pay "in full"',
  'Reinitiate',
]

/** Sixty cases that overlap, with repeats, ties, equal rows and rows out of order; the same at every run. */
export const story: readonly Step[] = (() => {
  let seed = 20_261_122
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return (seed >>> 8) % below
  }
  const steps: Step[] = []
  for (let number = 0; number < 60; number++) {
    let at = Date.UTC(2019, 2, 4, 8, 0) + number * 11 * 60 * minute
    const length = 2 + next(7)
    for (let index = 0; index < length; index++) {
      const activity = index === 0 ? activities[next(2)]! : activities[1 + next(activities.length - 1)]!
      steps.push({ case: String(number + 1), activity, at })
      // One in eight happens at the same instant as the one before, one in twenty is told twice.
      if (next(20) === 0) steps.push({ case: String(number + 1), activity, at })
      if (next(8) > 0) at += (1 + next(40)) * 37 * minute + next(60) * 1000 + next(1000)
    }
  }
  steps.sort((a, b) => a.at - b.at)
  // Logs are seldom whole in order.
  for (let index = 5; index + 40 < steps.length; index += 23) {
    const [late] = steps.splice(index, 1)
    steps.splice(index + 31, 0, late!)
  }
  return steps
})()

const two = (number: number) => String(number).padStart(2, '0')
const three = (number: number) => String(number).padStart(3, '0')
const parts = (at: number) => {
  const date = new Date(at)
  return {
    y: date.getUTCFullYear(),
    M: two(date.getUTCMonth() + 1),
    d: two(date.getUTCDate()),
    h: two(date.getUTCHours()),
    m: two(date.getUTCMinutes()),
    s: two(date.getUTCSeconds()),
    S: three(date.getUTCMilliseconds()),
  }
}
const cell = (text: string, separator: string) =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** As clocks in Paris show it, without saying so. */
export const inParis = (at: number) => {
  const day = new Date(at)
  // Summer time began on the 31st of March 2019 at 01:00 UTC.
  return day.getTime() + (at >= Date.UTC(2019, 2, 31, 1) ? 2 : 1) * 60 * minute
}
const iso = (at: number) => new Date(at).toISOString()
const local = (at: number, pattern: string) => {
  const part = parts(inParis(at)) as Record<string, string | number>
  return pattern.replace(/[yMdhmsS]/g, letter => String(part[letter]))
}
const withOffset = (at: number, fraction = true) =>
  `${local(at, fraction ? 'y-M-dTh:m:s.S' : 'y-M-dTh:m:s')}+0${(inParis(at) - at) / 60 / minute}:00`

type Cells = (step: Step, index: number) => readonly (string | number)[]

function csv(header: string, row: Cells, { separator = ',', end = '\n' } = {}) {
  return (steps: readonly Step[]) =>
    [
      header,
      ...steps.map((step, index) =>
        row(step, index)
          .map(value => cell(String(value), separator))
          .join(separator),
      ),
    ]
      .map(line => line + end)
      .join('')
}
const jsonLines = (row: (step: Step, index: number) => object) => (steps: readonly Step[]) =>
  steps.map((step, index) => `${JSON.stringify(row(step, index))}\n`).join('')

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
type Xes = {
  readonly head?: string
  readonly root?: string
  readonly trace?: (name: string, index: number) => string
  readonly event: (step: Step, index: number) => string
  readonly named?: (name: string) => string
}
/** XES tells case by case: events of a case keep the order of the file. */
function xes({
  head = '',
  root = 'log xes.version="1.0" xes.features="nested-attributes" openxes.version="1.0RC7" xmlns="http://www.xes-standard.org/"',
  trace,
  event,
  named = name => name,
}: Xes) {
  return (steps: readonly Step[]) => {
    const traces = Map.groupBy(steps, step => step.case)
    const written = [...traces].map(
      ([name, own], at) =>
        `<trace>\n<string key="concept:name" value="${named(name)}"/>\n${trace?.(name, at) ?? ''}\n${own
          .map(
            (step, index) =>
              `<event>\n<string key="concept:name" value="${escaped(step.activity)}"/>\n${event(step, index)}\n</event>`,
          )
          .join('\n')}\n</trace>`,
    )
    return `<?xml version="1.0" encoding="UTF-8" ?>\n<!-- made by a tool -->\n<${root}>\n${head}\n${written.join('\n')}\n</log>\n`
  }
}
const xesHead = `<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="trace"><string key="concept:name" value="__INVALID__"/></global>
<global scope="event"><string key="concept:name" value="__INVALID__"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>
<classifier name="Activity classifier" keys="concept:name lifecycle:transition"/>
<string key="concept:name" value="the log"/>`
const stamp = (at: number, written = withOffset(at)) => `<date key="time:timestamp" value="${written}"/>`

const ofXes = { case: 'case:concept:name', event: 'concept:name', time: 'time:timestamp' }

export const logShapes: readonly LogShape[] = [
  {
    log: 'the hospital log of BPI 2011',
    file: 'hospital_log.xes',
    sees: ofXes,
    write: xes({
      head: xesHead,
      root: 'log xes.version="1.0" xes.features="arbitrary-depth" openxes.version="1.0RC5" xmlns="http://code.deckfour.org/xes"',
      trace: (_, index) =>
        `<date key="End date" value="2006-01-04T23:45:36.000+01:00"/><int key="Age" value="${30 + index}"/><string key="Diagnosis code" value="M13"/><int key="Treatment code" value="101"/><date key="Start date:1" value="2005-01-03T00:00:00.000+01:00"/>`,
      event: ({ at }) =>
        `<string key="org:group" value="Radiotherapy"/><int key="Number of executions" value="1"/><string key="Specialism code" value="61"/><string key="Producer code" value="SRTH"/><string key="Section" value="Section 5"/><int key="Activity code" value="370000"/>${stamp(at)}<string key="lifecycle:transition" value="complete"/>`,
    }),
  },
  {
    log: 'the loan applications of BPI 2012',
    file: 'financial_log.xes',
    sees: ofXes,
    write: xes({
      head: xesHead,
      trace: (_, index) =>
        `<date key="REG_DATE" value="2011-10-01T00:38:44.546+02:00"/><string key="AMOUNT_REQ" value="${5000 + index}"/>`,
      event: ({ at }, index) =>
        `<string key="org:resource" value="112"/><string key="lifecycle:transition" value="${['COMPLETE', 'START', 'SCHEDULE'][index % 3]}"/>${stamp(at)}`,
    }),
  },
  {
    log: 'the incidents of BPI 2013',
    file: 'bpi_challenge_2013_incidents.xes',
    sees: ofXes,
    unitMs: 1000,
    write: xes({
      head: xesHead,
      named: name => `1-36428${name}`,
      event: ({ at }) =>
        `<string key="org:group" value="Org line A2"/><string key="resource country" value="France"/><string key="organization country" value="fr"/><string key="org:resource" value="Ann"/><string key="organization involved" value="Org line A2"/><string key="org:role" value="A2_4"/><string key="impact" value="Medium"/><string key="product" value="PROD582"/><string key="lifecycle:transition" value="In Progress"/>${stamp(at, withOffset(at, false))}`,
    }),
  },
  {
    log: 'the incident activities of BPI 2014',
    file: 'Detail_Incident_Activity.csv',
    sees: { case: 'Incident ID', event: 'IncidentActivity_Type', time: 'DateStamp' },
    unitMs: 1000,
    write: csv(
      'Incident ID;DateStamp;IncidentActivity_Number;IncidentActivity_Type;Assignment Group;KM number;Interaction ID',
      (step, index) => [
        `IM00000${step.case}`,
        local(step.at, 'd-M-y h:m:s'),
        `001A${3_000_000 + index}`,
        step.activity,
        'TEAM0001',
        'KM0000553',
        `SD${step.case}`,
      ],
      { separator: ';', end: '\r\n' },
    ),
  },
  {
    log: 'the building permits of BPI 2015',
    file: 'BPIC15_1.xes',
    sees: ofXes,
    unitMs: 1000,
    write: xes({
      head: xesHead,
      trace: () =>
        '<string key="Responsible_actor" value="560464"/><date key="endDate" value="2014-02-20T00:00:00+01:00"/><string key="caseStatus" value="G"/><string key="last_phase" value="Zaak afgehandeld"/><string key="case_type" value="557669"/><date key="startDate" value="2013-11-25T00:00:00+01:00"/><string key="requestComplete" value="TRUE"/><float key="SUMleges" value="138.55"/><string key="IDofConceptCase" value=""/><boolean key="Includes_subCases" value="false"/>',
      event: ({ at, activity }) =>
        `<string key="question" value="EMPTY"/><string key="dateFinished" value="${local(at, 'y-M-d h:m:s')}"/><date key="dueDate" value="2014-01-01T00:00:00+01:00"/><string key="action_code" value="01_HOOFD_010"/><string key="activityNameEN" value="${escaped(activity)}"/><string key="activityNameNL" value="registratie"/><date key="planned" value="2014-01-02T00:00:00+01:00"/>${stamp(at, withOffset(at, false))}<string key="monitoringResource" value="560925"/><string key="org:resource" value="560464"/><string key="lifecycle:transition" value="complete"/>`,
    }),
  },
  {
    log: 'the clicks of BPI 2016',
    file: 'BPI2016_Clicks_Logged_In.csv',
    sees: { case: 'SessionID', customer: 'CustomerID', event: 'PAGE_NAME', time: 'TIMESTAMP' },
    write: csv(
      'CustomerID;AgeCategory;Gender;Office_U;Office_W;SessionID;IPID;TIMESTAMP;VHOST;URL_FILE;PAGE_NAME;REF_URL_category;page_load_error;page_action_detail;tip;service_detail;xps_info',
      (step, index) => [
        1_400_000 + Number(step.case),
        '30-39',
        'V',
        293,
        293,
        step.case,
        1_770_000,
        local(step.at, 'y-M-d h:m:s.S'),
        'www.werk.nl',
        '/werk_nl/mijn',
        step.activity,
        '',
        index % 2,
        '',
        '',
        '',
        '',
      ],
      { separator: ';' },
    ),
  },
  {
    log: 'the contacts of BPI 2016, day and hour apart',
    file: 'BPI2016_Questions.csv',
    sees: { customer: 'CustomerID', event: '=BPI2016_Questions', time: 'ContactDate' },
    unitMs: 1000,
    write: csv(
      'CustomerID;AgeCategory;Gender;Office_U;Office_W;ContactDate;ContactTimeStart;ContactTimeEnd;QuestionThemeID;QuestionTheme_EN',
      step => [
        step.case,
        '30-39',
        'V',
        293,
        293,
        local(step.at, 'y-M-d'),
        local(step.at, 'h:m:s.0000000'),
        local(step.at + 9 * minute, 'h:m:s.0000000'),
        7,
        step.activity,
      ],
      { separator: ';' },
    ),
  },
  {
    log: 'the loan applications of BPI 2017',
    file: 'BPI Challenge 2017.xes',
    sees: ofXes,
    write: xes({
      head: xesHead,
      named: name => `Application_6528${name}`,
      trace: () =>
        '<string key="LoanGoal" value="Existing loan takeover"/><string key="ApplicationType" value="New credit"/><float key="RequestedAmount" value="20000.0"/>',
      event: ({ at, case: name }, index) =>
        `<string key="org:resource" value="User_1"/><string key="Action" value="Created"/><string key="EventOrigin" value="Application"/><string key="EventID" value="${index % 3 === 0 ? `Application_6528${name}` : `Workitem_${name}_${index}`}"/><string key="lifecycle:transition" value="${index % 2 ? 'suspend' : 'resume'}"/>${stamp(at, iso(at).replace('Z', '+00:00'))}<float key="FirstWithdrawalAmount" value="20000.0"/><int key="NumberOfTerms" value="44"/><boolean key="Accepted" value="true"/><string key="OfferID" value="Offer_148581083"/>`,
    }),
  },
  {
    log: 'the direct payments of BPI 2018',
    file: 'BPI Challenge 2018.xes',
    sees: ofXes,
    write: xes({
      head: xesHead,
      trace: (_, index) =>
        `<string key="program-id" value="215"/><string key="identity:id" value="d5a8f8ee-${index}"/><string key="applicant" value="23d6"/><string key="application" value="8b99"/><float key="area" value="18.2"/><boolean key="young farmer" value="false"/><int key="year" value="2015"/>`,
      event: ({ at, activity }, index) =>
        `<boolean key="success" value="true"/><string key="org:resource" value="0;n/a"/><string key="docid_uuid" value="b0fc"/><string key="doctype" value="Payment application"/><string key="subprocess" value="Application"/><string key="docid" value="7031"/><string key="activity" value="${escaped(activity.slice(0, 4))}"/><string key="note" value="none"/><string key="eventid" value="${index}"/><string key="identity:id" value="x-${index % 2}"/><string key="lifecycle:transition" value="complete"/>${stamp(at)}`,
    }),
  },
  {
    log: 'the purchase orders of BPI 2019 in CSV',
    file: 'BPI_Challenge_2019.csv',
    sees: { case: 'case concept:name', event: 'event concept:name', time: 'event time:timestamp' },
    unitMs: 1000,
    write: steps =>
      Buffer.from(
        csv(
          'eventID ,case Spend area text,case Company,case Document Type,case Purchasing Document,case Purch. Doc. Category name,case Vendor,case Item Type,case Source,case Name,case GR-Based Inv. Verif.,case Item,case concept:name,case Goods Receipt,event User,event org:resource,event concept:name,event Cumulative net worth (EUR),event time:timestamp',
          (step, index) => [
            65_781_723_103_233 + index,
            'CAPEX & SOCS',
            'companyID_0000',
            'EC Purchase order',
            2_000_000_000 + (Number(step.case) >> 2),
            'Purchase order',
            'vendorID_0000',
            'Standard',
            'sourceSystemID_0000',
            'vendor_0000',
            'FALSE',
            step.case,
            `2000000000_0000${step.case}`,
            'TRUE',
            `batch_0${index % 3}`,
            `batch_0${index % 3}`,
            step.activity,
            '298.0',
            local(step.at, 'd-M-y h:m:s.000'),
          ],
        )(steps),
        'latin1',
      ),
  },
  {
    log: 'the purchase orders of BPI 2019',
    file: 'BPI_Challenge_2019.xes',
    sees: ofXes,
    write: xes({
      head: xesHead,
      trace: () =>
        '<string key="Spend area text" value="CAPEX"/><string key="Purchasing Document" value="2000000000"/><string key="Vendor" value="vendorID_0000"/><string key="Name" value="vendor_0000"/><string key="Item" value="1"/><boolean key="Goods Receipt" value="true"/>',
      event: ({ at }, index) =>
        `<string key="User" value="batch_0${index % 3}"/><string key="org:resource" value="batch_00"/><float key="Cumulative net worth (EUR)" value="298.0"/>${stamp(at, iso(at))}`,
    }),
  },
  {
    log: 'the travel declarations of BPI 2020',
    file: 'InternationalDeclarations.xes',
    sees: ofXes,
    write: xes({
      head: xesHead,
      named: name => `declaration 869${name}`,
      trace: (name, index) =>
        `<string key="Permit travel permit number" value="travel permit number 8${index}"/><string key="DeclarationNumber" value="declaration number 8${index}"/><float key="Amount" value="39.66"/><string key="RequestedAmount" value="39.66"/><string key="Permit TaskNumber" value="UNKNOWN"/><string key="id" value="declaration 869${name}"/><string key="travel permit number" value="travel permit number 8"/>`,
      event: ({ at }, index) =>
        `<string key="id" value="st_step ${index}_0"/><string key="org:resource" value="STAFF MEMBER"/>${stamp(at)}<string key="org:role" value="EMPLOYEE"/>`,
    }),
  },
  {
    log: 'the Sepsis log, with nested attributes and lists',
    file: 'Sepsis Cases - Event Log.xes',
    sees: ofXes,
    write: xes({
      head: xesHead,
      named: name => `X${name}`,
      event: ({ at }, index) =>
        `<boolean key="InfectionSuspected" value="true"/><string key="org:group" value="A"><string key="nested" value="deep"/></string><int key="Age" value="85"/><float key="CRP" value="21.0"/><list key="Diagnose"><values><string key="a" value="one"/><string key="a" value="two"/></values></list><string key="lifecycle:transition" value="complete"/>${stamp(at)}<container key="box"><int key="in" value="${index}"/></container>`,
    }),
  },
  {
    log: 'the road traffic fines',
    file: 'Road_Traffic_Fine_Management_Process.xes',
    sees: ofXes,
    unitMs: 1000,
    write: xes({
      head: xesHead,
      named: name => `A${name}`,
      event: ({ at }) =>
        `<float key="amount" value="35.0"/><string key="org:resource" value="561"/><string key="dismissal" value="NIL"/><string key="vehicleClass" value="A"/><float key="totalPaymentAmount" value="0.0"/><string key="lifecycle:transition" value="complete"/>${stamp(at, withOffset(at, false))}<int key="article" value="157"/><int key="points" value="0"/><string key="notificationType" value="P"/><string key="lastSent" value="C"/>`,
    }),
  },
  {
    log: 'the hospital billing log',
    file: 'Hospital Billing - Event Log.xes',
    sees: ofXes,
    write: xes({
      head: xesHead,
      event: ({ at }) =>
        `<boolean key="isCancelled" value="false"/><string key="diagnosis" value="A"/><string key="caseType" value="A"/><string key="speciality" value="A"/><string key="org:resource" value="ResA"/><string key="state" value="In progress"/><string key="version" value="A"/><string key="msgType" value="A"/><boolean key="blocked" value="false"/><string key="lifecycle:transition" value="complete"/>${stamp(at)}`,
    }),
  },
  {
    log: 'the help desk log in numbers',
    file: 'helpdesk.csv',
    sees: { case: 'CaseID', event: 'ActivityID', time: 'CompleteTimestamp' },
    unitMs: 1000,
    write: csv('CaseID,ActivityID,CompleteTimestamp', step => [
      step.case,
      step.activity,
      local(step.at, 'y-M-d h:m:s'),
    ]),
  },
  {
    log: 'the help desk log of the Italian company',
    file: 'finale.csv',
    sees: { case: 'Case ID', customer: 'customer', event: 'Activity', time: 'Complete Timestamp' },
    write: csv(
      'Case ID,Activity,Resource,Complete Timestamp,Variant,Variant index,seriousness,customer,product,responsible_section,seriousness_2,service_level,service_type,support_section,workgroup',
      step => [
        `Case ${step.case}`,
        step.activity,
        'Value 1',
        local(step.at, 'y/M/d h:m:s.S'),
        'Variant 12',
        12,
        'Value 1',
        `Value ${Number(step.case) % 7}`,
        'Value 1',
        'Value 1',
        'Value 1',
        'Value 2',
        'Value 1',
        'Value 1',
        'Value 1',
      ],
    ),
  },
  {
    log: 'the production log',
    file: 'Production_Data.csv',
    sees: { case: 'Case ID', event: 'Activity', time: 'Complete Timestamp' },
    write: csv(
      'Case ID,Activity,Resource,Start Timestamp,Complete Timestamp,Span,Work Order  Qty,Part Desc.,Worker ID,Report Type,Qty Completed,Qty Rejected,Qty for MRB,Rework',
      step => [
        `Case ${step.case}`,
        step.activity,
        'Machine 4',
        local(step.at - 7 * minute, 'y/M/d h:m:s.S'),
        local(step.at, 'y/M/d h:m:s.S'),
        '006:17',
        10,
        'Cable Head',
        'ID4932',
        'S',
        1,
        0,
        0,
        '',
      ],
    ),
  },
  {
    log: 'a purchasing log as Disco exports it',
    file: 'PurchasingExample.csv',
    sees: { case: 'Case ID', event: 'Activity', time: 'Complete Timestamp' },
    write: csv('Case ID,Start Timestamp,Complete Timestamp,Activity,Resource,Role', step => [
      step.case,
      local(step.at - 3 * minute, 'y/M/d h:m:s.S'),
      local(step.at, 'y/M/d h:m:s.S'),
      step.activity,
      'Kim',
      'Requester',
    ]),
  },
  {
    log: 'a call centre log with services',
    file: 'callcenter.csv',
    sees: { case: 'Service ID', customer: 'Customer ID', event: 'Operation', time: 'End Date' },
    unitMs: 1000,
    write: csv(
      'Service ID,Operation,Start Date,End Date,Agent Position,Customer ID,Product,Service Type,Agent',
      step => [
        step.case,
        step.activity,
        local(step.at - minute, 'd.M.y h:m:s'),
        local(step.at, 'd.M.y h:m:s'),
        'FL',
        `Customer ${step.case}`,
        'MacBook Pro',
        'Referred',
        'Helen',
      ],
    ),
  },
  {
    log: 'an activity table of Celonis',
    file: '_CEL_P2P_ACTIVITIES.csv',
    sees: { case: '_CASE_KEY', event: 'ACTIVITY_EN', time: 'EVENTTIME' },
    unitMs: 1000,
    write: csv('_CASE_KEY,ACTIVITY_EN,EVENTTIME,_SORTING,USER_NAME', (step, index) => [
      `80000${step.case}`,
      step.activity,
      local(step.at, 'y-M-d h:m:s'),
      index % 90,
      `U${index % 4}`,
    ]),
  },
  {
    log: 'a log of Apromore',
    file: 'apromore.csv',
    sees: { case: 'case_id', event: 'activity', time: 'end_timestamp' },
    write: csv('case_id,activity,resource,start_timestamp,end_timestamp', step => [
      step.case,
      step.activity,
      'Ann',
      withOffset(step.at - minute),
      withOffset(step.at),
    ]),
  },
  {
    log: 'CSV of pm4py',
    file: 'pm4py.csv',
    sees: ofXes,
    write: csv(',case:concept:name,concept:name,time:timestamp,org:resource,case:creator,@@index', (step, index) => [
      index,
      step.case,
      step.activity,
      iso(step.at).replace('T', ' ').replace('Z', '000+00:00'),
      'Pete',
      'Fluxicon',
      index,
    ]),
  },
  {
    log: 'the incident log of ServiceNow',
    file: 'incident_event_log.csv',
    sees: { case: 'number', event: 'incident_state', time: 'sys_updated_at' },
    unitMs: minute,
    write: csv(
      'number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,contact_type,location,category,closed_code,resolved_by,resolved_at,closed_at',
      (step, index) => [
        `INC00000${step.case}`,
        step.activity,
        'TRUE',
        0,
        0,
        index % 5,
        'TRUE',
        'Caller 2403',
        'Opened by 8',
        '1/3/2019 01:16',
        '?',
        '?',
        'Updated by 21',
        local(step.at, 'd/M/y h:m').replace(/^0|(?<=\/)0/g, ''),
        'Phone',
        'Location 143',
        'Category 55',
        'code 5',
        'Resolved by 149',
        '29/4/2019 11:29',
        '5/5/2019 12:00',
      ],
    ),
  },
  {
    log: 'the behaviour log of a shop',
    file: '2019-Oct.csv',
    sees: { case: 'user_session', customer: 'user_id', event: 'event_type', time: 'event_time' },
    unitMs: 1000,
    write: csv('event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session', step => [
      `${iso(step.at).slice(0, 19).replace('T', ' ')} UTC`,
      step.activity,
      44_600_062,
      '2103807459595387724',
      '',
      'shiseido',
      '35.79',
      541_312_140 + (Number(step.case) % 9),
      `72d76fde-8bb3-${step.case}`,
    ]),
  },
  {
    log: 'the events of RetailRocket',
    file: 'events.csv',
    sees: { customer: 'visitorid', event: 'event', time: 'timestamp' },
    write: csv('timestamp,visitorid,event,itemid,transactionid', step => [
      step.at,
      257_597 + Number(step.case),
      step.activity,
      355_908,
      '',
    ]),
  },
  {
    log: 'CSV of Snowplow',
    file: 'snowplow.csv',
    sees: { case: 'domain_sessionid', customer: 'domain_userid', event: 'event_name', time: 'derived_tstamp' },
    write: csv(
      'app_id,platform,etl_tstamp,collector_tstamp,dvce_created_tstamp,event,event_id,txn_id,user_ipaddress,domain_userid,domain_sessionidx,page_urlpath,domain_sessionid,derived_tstamp,event_vendor,event_name',
      (step, index) => [
        'shop',
        'web',
        '2019-06-01 00:00:00.000',
        iso(step.at + 5000)
          .replace(/[TZ]/g, ' ')
          .trim(),
        iso(step.at).replace(/[TZ]/g, ' ').trim(),
        'unstruct',
        `c6ef3124-${index}`,
        '',
        '10.0.0.1',
        `u-${step.case}`,
        1,
        '/a',
        `s-${step.case}`,
        local(step.at, 'y-M-d h:m:s.S'),
        'com.x',
        step.activity,
      ],
    ),
  },
  {
    log: 'a table of Segment in a warehouse',
    file: 'tracks.csv',
    sees: { customer: 'user_id', event: 'event', time: 'timestamp' },
    write: csv(
      'id,received_at,uuid_ts,anonymous_id,user_id,event,event_text,context_page_url,original_timestamp,sent_at,timestamp',
      (step, index) => [
        `ajs-${index}`,
        '2019-06-01 00:00:01.000 UTC',
        '2019-06-01 00:00:02.000 UTC',
        `a${step.case}`,
        `u${step.case}`,
        step.activity,
        step.activity,
        'https://x/y',
        '2019-06-01 00:00:01.000 UTC',
        '2019-06-01 00:00:01.000 UTC',
        `${iso(step.at).replace(/[TZ]/g, ' ').trim()} UTC`,
      ],
    ),
  },
  {
    log: 'JSON of GA4 out of BigQuery',
    file: 'ga4.jsonl',
    sees: { customer: 'user_pseudo_id', event: 'event_name', time: 'event_timestamp' },
    write: jsonLines((step, index) => ({
      event_date: local(step.at, 'yMd'),
      event_timestamp: `${step.at}000`,
      event_name: step.activity,
      event_params: [{ key: 'n', value: { int_value: index } }],
      event_previous_timestamp: null,
      user_pseudo_id: `10.${step.case}`,
      user_first_touch_timestamp: '1551686400000000',
      device: { category: 'mobile', web_info: { browser: 'Chrome' } },
      platform: 'WEB',
    })),
  },
  {
    log: 'the export of Mixpanel',
    file: 'mixpanel.jsonl',
    sees: { customer: 'properties.distinct_id', event: 'event', time: 'properties.time' },
    unitMs: 1000,
    write: jsonLines((step, index) => ({
      event: step.activity,
      properties: {
        time: Math.floor(step.at / 1000),
        distinct_id: `u${step.case}`,
        $insert_id: `i${index}`,
        $city: 'Lyon',
        mp_processing_time_ms: step.at + 900,
      },
    })),
  },
  {
    log: 'the export of Amplitude',
    file: '123456_2019-03-04_8#0.json',
    sees: { case: 'session_id', customer: 'user_id', event: 'event_type', time: 'event_time' },
    write: jsonLines((step, index) => ({
      server_received_time: '2019-06-01 00:00:01.000000',
      app: 123_456,
      device_carrier: null,
      $schema: 12,
      city: 'Paris',
      user_id: `u${step.case}`,
      uuid: `0ab1-${index}`,
      event_time: local(step.at, 'y-M-d h:m:s.S000'),
      platform: 'iOS',
      client_upload_time: '2019-06-01 00:00:01.000000',
      event_type: step.activity,
      event_id: index % 50,
      session_id: 1_551_686_400_000 + Number(step.case),
      device_id: `d${step.case}`,
      amplitude_id: 9_000 + Number(step.case),
      $insert_id: `i-${index}`,
      event_properties: { n: index },
      user_properties: { plan: 'free' },
      processed_time: '2019-06-01 00:00:01.000000',
    })),
  },
  {
    log: 'the export of PostHog',
    file: 'posthog.csv',
    sees: { customer: 'person_id', event: 'event', time: 'timestamp' },
    write: csv(
      'uuid,event,properties,elements_chain,timestamp,team_id,distinct_id,created_at,person_id',
      (step, index) => [
        `018-${index}`,
        step.activity,
        JSON.stringify({ $browser: 'Firefox', n: index }),
        '',
        iso(step.at).replace('T', ' ').replace('Z', '000+00:00'),
        2,
        `u${step.case}`,
        iso(step.at + 900)
          .replace('T', ' ')
          .replace('Z', '000+00:00'),
        `p${step.case}`,
      ],
    ),
  },
  ...(['seconds', 'milliseconds', 'microseconds'] as const).map(unit => ({
    log: `a click stream in epoch ${unit}`,
    file: 'clicks.csv',
    sees: { case: 'session', customer: 'user', event: 'page', time: 'ts' },
    unitMs: unit === 'seconds' ? 1000 : 1,
    write: csv('user,session,page,ts', step => [
      `u${step.case}`,
      `s${step.case}`,
      step.activity,
      unit === 'seconds' ? Math.floor(step.at / 1000) : unit === 'milliseconds' ? step.at : `${step.at}000`,
    ]),
  })),
  {
    log: 'a log with days alone',
    file: 'days.csv',
    sees: { case: 'case', event: 'activity', time: 'date' },
    write: csv('case,activity,date', step => [step.case, step.activity, local(step.at, 'd/M/y')]),
    unitMs: 86_400_000,
  },
  {
    log: 'a log whose day and hour stand in two columns',
    file: 'two.csv',
    sees: { case: 'Ticket', event: 'Action', time: 'Date' },
    unitMs: minute,
    write: csv(
      'Ticket;Action;Date;Time;Amount',
      step => [step.case, step.activity, local(step.at, 'd/M/y'), local(step.at, 'h:m'), '12,50'],
      {
        separator: ';',
      },
    ),
  },
  {
    log: 'a log without a header',
    file: 'bare.csv',
    sees: { case: 'column 1', event: 'column 2', time: 'column 3' },
    unitMs: 1000,
    write: steps => csv('', step => [`k${step.case}`, step.activity, local(step.at, 'y-M-d h:m:s')])(steps).slice(1),
  },
  {
    log: 'a log in UTF-16 with tabs',
    file: 'excel.txt',
    sees: { case: 'Case', event: 'Activité', time: 'Date' },
    unitMs: 1000,
    write: steps =>
      Buffer.from(
        `\ufeff${csv('Case\tActivité\tDate', step => [step.case, step.activity, local(step.at, 'd/M/y h:m:s')], { separator: '\t', end: '\r\n' })(steps)}`,
        'utf16le',
      ),
  },
  {
    log: 'a log between bars, each line ending with one, line ends mixed',
    file: 'bars.csv',
    sees: { case: 'case', event: 'activity', time: 'time' },
    unitMs: 1000,
    write: steps =>
      csv(
        'case|activity|time|note|',
        (step, index) => [step.case, step.activity, local(step.at, 'y-M-d h:m:s'), index % 9 ? 'a' : 'two\nlines', ''],
        { separator: '|' },
      )(steps)
        .split('\n')
        .map((line, index) => line + (index % 2 && !line.includes('two') ? '\r\n' : '\n'))
        .join('')
        .trimEnd(),
  },
  {
    log: 'a log whose header ends with a separator and whose rows do not, with a column named twice',
    file: 'doubled.csv',
    sees: { case: 'case', event: 'activity', time: 'time' },
    unitMs: 1000,
    write: csv('case,activity,time,time,,', step => [
      step.case,
      step.activity,
      local(step.at, 'y-M-d h:m:s'),
      'x',
      'y',
    ]),
  },
]
