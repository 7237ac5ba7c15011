"""The function of each rule. A new rule: a member of `FindingRule`, its RULE_FACTS, its function, a line here, an example."""

from collections.abc import Mapping
from types import MappingProxyType

from model.vocabulary.finding_rules import FindingRule
from queries.findings.addressee_rules import find_ended_addressees, find_unreached_addressees
from queries.findings.breaks import find_broken_hand_offs
from queries.findings.dead_end_rules import (
    find_demand_ends,
    find_one_sided_forums,
    find_unanswered_support,
    find_undelivered_orders,
    find_unfed,
)
from queries.findings.decision_rules import (
    find_awaited_reports,
    find_past_date,
    find_past_pause,
    find_past_usual_time,
    find_steps_out_of_order,
)
from queries.findings.flow_rules import find_hanging_on_one
from queries.findings.landscape_rules import (
    find_broken_chains,
    find_forumless_areas,
    find_seatless_actors,
    find_unrecorded_forums,
)
from queries.findings.matter_rules import find_same_matters, find_superseded_work
from queries.findings.meeting_rules import find_decisions_without_mandate
from queries.findings.rule_run import FindFunction
from queries.findings.seating_rules import (
    find_broken_seat_laws,
    find_broken_seat_rules,
    find_contradicting_seat_rules,
    find_overlapping_terms,
    find_terms_outside,
    find_unmet_seat_advice,
)
from queries.findings.spread_rules import find_many_seats, find_quiet_forums, find_same_members, find_uneven_forums
from queries.findings.standing_rules import (
    find_deferred_often,
    find_never_communicated,
    find_never_verified,
    find_no_line_decision,
    find_not_reported_back,
    find_unowned,
)

RULE_FUNCTIONS: Mapping[FindingRule, FindFunction] = MappingProxyType(
    {
        FindingRule.PAST_DATE: find_past_date,
        FindingRule.PAST_USUAL_TIME: find_past_usual_time,
        FindingRule.PAST_PAUSE: find_past_pause,
        FindingRule.REPORT_AWAITED: find_awaited_reports,
        FindingRule.NEVER_COMMUNICATED: find_never_communicated,
        FindingRule.NO_LINE_DECISION: find_no_line_decision,
        FindingRule.NOT_REPORTED_BACK: find_not_reported_back,
        FindingRule.NEVER_VERIFIED: find_never_verified,
        FindingRule.NO_OWNER: find_unowned,
        FindingRule.ADDRESSEE_ENDED: find_ended_addressees,
        FindingRule.DEFERRED_OFTEN: find_deferred_often,
        FindingRule.OUT_OF_REACH: find_unreached_addressees,
        FindingRule.NO_MANDATE_PRESENT: find_decisions_without_mandate,
        FindingRule.SUPERSEDED_ACTIVE: find_superseded_work,
        FindingRule.SAME_MATTER: find_same_matters,
        FindingRule.HAND_OFF_BROKEN: find_broken_hand_offs,
        FindingRule.STEPS_OUT_OF_ORDER: find_steps_out_of_order,
        FindingRule.CHAIN_BROKEN: find_broken_chains,
        FindingRule.DEMAND_ENDS: find_demand_ends,
        FindingRule.SUPPORT_UNANSWERED: find_unanswered_support,
        FindingRule.ORDER_UNDELIVERED: find_undelivered_orders,
        FindingRule.ONE_SIDED_FORUM: find_one_sided_forums,
        FindingRule.NOT_FED: find_unfed,
        FindingRule.AREA_WITHOUT_FORUM: find_forumless_areas,
        FindingRule.NOT_REPRESENTED: find_seatless_actors,
        FindingRule.MEMBERS_UNKNOWN: find_unrecorded_forums,
        FindingRule.HANGS_ON_ONE: find_hanging_on_one,
        FindingRule.SEX_BALANCE: find_uneven_forums,
        FindingRule.MANY_SEATS: find_many_seats,
        FindingRule.SAME_MEMBERS: find_same_members,
        FindingRule.NO_MEETINGS: find_quiet_forums,
        FindingRule.SEAT_LAW_BROKEN: find_broken_seat_laws,
        FindingRule.SEAT_RULE_BROKEN: find_broken_seat_rules,
        FindingRule.SEAT_ADVICE_UNMET: find_unmet_seat_advice,
        FindingRule.SEAT_RULES_CONTRADICT: find_contradicting_seat_rules,
        FindingRule.TERMS_OVERLAP: find_overlapping_terms,
        FindingRule.TERM_OUTSIDE: find_terms_outside,
    }
)
