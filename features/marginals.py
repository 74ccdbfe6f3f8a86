"""The shares from which invented households are drawn: one named table each, with its basis."""

# The page docs/generated-households.md repeats every table of this module, and a test compares the
# two. Very few shares are published for the people whom a regionalisation counsellor meets: what is
# not sourced is called an assumption, and no result computed on these households is a result about
# people.

from __future__ import annotations

from features.shares import ALWAYS, Shares, Span, equal, yes

BY_DEFINITION = "definition of the status; splits are an assumption"
PROMIS = "PROMIS, all clients of all services, 2022-23 (7,218 people)"

# -- the household

ACTIVATOR = Shares(
    "activator",
    {ALWAYS: {"job": 0.6, "no_job": 0.2, "training": 0.12, "entrepreneurship": 0.08}},
)
HOUSEHOLD_KIND = Shares("household_kind", {ALWAYS: {"single": 0.45, "couple": 0.55}})
ADHERENCE = Shares(
    "partner.adherence",
    {ALWAYS: {"opposed": 0.03, "not_asked": 0.2, "hesitant": 0.2, "agrees": 0.57}},
)
MET_COUNSELLOR = Shares("partner.met_counsellor", {"not_asked": yes(0.05), "asked": yes(0.45)})
PARTNER_MOVES = Shares(
    "partner.moves",
    {
        "opposed": {"together": 0.2, "later": 0.3, "stays": 0.5},
        "not opposed": {"together": 0.78, "later": 0.19, "stays": 0.03},
    },
)
CHILDREN = Shares(
    "number of children",
    {
        "single": {"0": 0.75, "1": 0.13, "2": 0.08, "3": 0.03, "4": 0.01},
        "couple": {"0": 0.35, "1": 0.25, "2": 0.25, "3": 0.1, "4": 0.05},
    },
)
AGE_BAND = Shares("children.*.age_band", {ALWAYS: {"0-4": 0.4, "5-11": 0.38, "12-17": 0.22}})
CHILDCARE_NEEDED = Shares(
    "children.*.childcare_needed",
    {"0-4": yes(0.75), "5-11": yes(0.35), "12-17": yes(0)},
)
CHILDCARE_REGISTERED = Shares(
    "children.*.childcare_registered", {"needed": yes(0.3), "not needed": yes(0)}
)
CAR_ACCESS = Shares(
    "car_access",
    {
        "a usable licence": {"none": 0.25, "planned": 0.2, "available": 0.55},
        "no usable licence": {"none": 0.72, "planned": 0.24, "available": 0.04},
    },
)
BUSINESS_STAGE = Shares(
    "business_stage",
    {"entrepreneurship": {"idea": 0.4, "plan": 0.35, "takeover": 0.15, "running": 0.1}},
)
HOUSING_STATUS = Shares(
    "housing_status",
    {
        "decided": {"none": 0.15, "searching": 0.5, "temporary": 0.1, "signed": 0.25},
        "not decided": {"none": 0.68, "searching": 0.28, "temporary": 0.03, "signed": 0.01},
    },
)
MOTIVES = (
    Shares("motives: lifestyle", {ALWAYS: yes(0.45)}),
    Shares("motives: family", {ALWAYS: yes(0.3)}),
    Shares("motives: fallback", {ALWAYS: yes(0.15)}),
    Shares("motives: cost", {ALWAYS: yes(0.4)}),
    Shares("motives: studies", {"training": yes(0.6), "other activator": yes(0.06)}),
)
MOVES_IN_DAYS = Span("move_date", 30, 540, "days after the date, nothing obtained")
MOVES_BEFORE_START_DAYS = Span("move_date (obtained)", 3, 30, "days before the start, at soonest 1")

# -- the programme box

# "Temporary worker" and "other" are published whole; how they divide is ours.
STATUS_GROUP = Shares(
    "status group",
    {
        ALWAYS: {
            "permanent_resident": 0.37,
            "temporary_worker": 0.24,
            "student": 0.16,
            "citizen_naturalized": 0.08,
            "refugee_claimant": 0.08,
            "protected_person": 0.05,
            "csq_holder": 0.01,
            "other": 0.01,
        }
    },
    PROMIS,
)
STATUS_DETAIL = Shares(
    "programme.immigration_status",
    {
        "temporary_worker": {
            "temp_worker_closed": 0.45,
            "temp_worker_open": 0.2,
            "pgwp": 0.2,
            "spouse_open_permit": 0.1,
            "cuaet_ukraine": 0.05,
        },
        "other": {"visitor": 0.4, "no_status_or_other": 0.6},
    },
)
LANDED_DAYS_AGO = Span("programme.pr_landing_date", 1, 1825, "days before, permanent resident")
CITIZEN_LANDED_DAYS_AGO = Span(
    "programme.pr_landing_date (citizen)", 1460, 4380, "days before, citizen"
)
SERVICES_QUEBEC = Shares("programme.services_quebec_enrolled", {ALWAYS: yes(0.3)})
PAJR_AGE = Shares("programme.pajr_age_eligible", {ALWAYS: yes(0.5)})
MET_AAI = Shares("programme.met_aai", {ALWAYS: yes(0.15)})

# -- each adult

EDUCATION = Shares(
    "adults.*.education_level",
    {
        "TEER 0": {"secondary": 0.06, "college": 0.24, "bachelor": 0.45, "graduate": 0.25},
        "TEER 1": {"college": 0.04, "bachelor": 0.56, "graduate": 0.4},
        "TEER 2": {"vocational": 0.2, "college": 0.5, "bachelor": 0.25, "graduate": 0.05},
        "TEER 3": {"secondary": 0.1, "vocational": 0.55, "college": 0.25, "bachelor": 0.1},
        "TEER 4": {"none": 0.05, "secondary": 0.5, "vocational": 0.2, "college": 0.15,
                   "bachelor": 0.1},
        "TEER 5": {"none": 0.25, "secondary": 0.45, "vocational": 0.12, "college": 0.1,
                   "bachelor": 0.08},
    },
)  # fmt: skip
ORDER_STATUS = Shares(
    "adults.*.order_status",
    {
        "regulated": {"none": 0.35, "applied": 0.35, "permit_held": 0.3},
        "perhaps regulated": {"none": 0.2, "applied": 0.15, "permit_held": 0.15, "not_needed": 0.5},
        "not listed": {"not_needed": 1.0},
    },
)
HAS_FALLBACK = Shares("a fallback occupation", {ALWAYS: yes(0.35)})
FRENCH_ORAL = Shares(
    "adults.*.french_oral_level",
    {
        ALWAYS: {
            "1": 0.04, "2": 0.05, "3": 0.06, "4": 0.06, "5": 0.07, "6": 0.07,
            "7": 0.13, "8": 0.12, "9": 0.1, "10": 0.1, "11": 0.1, "12": 0.1,
        }
    },
)  # fmt: skip
SAME_FRENCH = Shares("partner speaks French as the person does", {ALWAYS: yes(0.4)})
WRITTEN_BELOW_ORAL = Shares(
    "French levels between spoken and written", {ALWAYS: {"0": 0.4, "1": 0.3, "2": 0.2, "3": 0.1}}
)
WANTS_FRANCISATION = Shares(
    "adults.*.wants_francisation",
    {"French 1 to 6": yes(0.85), "French 7 or 8": yes(0.4), "French 9 to 12": yes(0.05)},
)
ENGLISH = Shares(
    "adults.*.english_level",
    {ALWAYS: {"none": 0.2, "basic": 0.3, "working": 0.3, "fluent": 0.2}},
)
ENGLISH_REQUIRED = Shares("adults.*.english_required_for_target", {ALWAYS: yes(0.2)})
CAREER = Shares(
    "adults.*.career_orientation",
    {ALWAYS: {"stability": 0.4, "balanced": 0.4, "advancement": 0.2}},
)
LICENCE = Shares(
    "adults.*.licence_status",
    {ALWAYS: {"none": 0.3, "learner": 0.1, "foreign_valid": 0.2, "valid_quebec": 0.4}},
)
WANTS_WORK = Shares(
    "adults.*.wants_work",
    {
        "person, job": yes(1),
        "person, no_job": yes(0.85),
        "person, training": yes(0.6),
        "person, entrepreneurship": yes(0.4),
        "partner": yes(0.85),
    },
)
MONTREAL_SEARCH = Shares(
    "adults.*.montreal_search.status",
    {
        "wants work": {"not_searching": 0.2, "searching": 0.45, "employed": 0.35},
        "does not want work": {"not_searching": 0.85, "employed": 0.15},
    },
)
SEARCH_MONTHS = Span("adults.*.montreal_search.months", 1, 24, "months, while searching")

# -- offers, training and permits

JOB_OFFER = Shares(
    "adults.*.job_offer.status",
    {
        "person, job": {"none": 0.7, "verbal": 0.12, "signed": 0.18},
        "person, other activator": {"none": 0.96, "verbal": 0.04},
        "partner who wants work": {"none": 0.9, "verbal": 0.05, "signed": 0.05},
        "does not want work": {"none": 1.0},
    },
)
OFFER_STARTS_IN_DAYS = Span("adults.*.job_offer.start_date", 10, 240, "days after the date")
OFFER_IN_FIELD = Shares("adults.*.job_offer.in_field", {ALWAYS: yes(0.75)})
OFFER_CONDITIONAL = Shares(
    "adults.*.job_offer.conditional_on_permit",
    {"order permit not held": yes(0.4), "held or not needed": yes(0)},
)
HOUSING_PROVIDED = Shares("adults.*.job_offer.housing_provided", {ALWAYS: yes(0.12)})
CARPOOL = Shares("adults.*.job_offer.carpool", {ALWAYS: yes(0.1)})
TRAINING = Shares(
    "adults.*.training.status",
    {
        "person, training": {"wanted": 0.55, "admitted": 0.45},
        "person, other activator": {"none": 0.95, "wanted": 0.05},
        "partner": {"none": 0.9, "wanted": 0.08, "admitted": 0.02},
    },
)
TRAINING_PROGRAM = Shares(
    "adults.*.training.program",
    {
        ALWAYS: equal(
            "Soins infirmiers",
            "Soudage-montage",
            "Comptabilité",
            "Mécanique automobile",
            "Éducation à l’enfance",
            "Informatique",
            "Électricité",
            "Santé, assistance et soins infirmiers",
        )
    },
)
TRAINING_FUNDING = Shares(
    "adults.*.training.funding", {ALWAYS: {"funded": 0.4, "self": 0.4, "none": 0.2}}
)
TRAINING_STARTS_IN_DAYS = Span("adults.*.training.start_date", 14, 300, "days after the date")
_OPEN, _TIED, _NONE_NEEDED = {"open": 1.0}, {"employer_specific": 1.0}, {"none_needed": 1.0}
WORK_PERMIT = Shares(
    "adults.0.work_permit.type",
    {
        "citizen_naturalized": _NONE_NEEDED,
        "permanent_resident": _NONE_NEEDED,
        "csq_holder": {"open": 0.6, "employer_specific": 0.4},
        "protected_person": _OPEN,
        "refugee_claimant": _OPEN,
        "temp_worker_closed": _TIED,
        "temp_worker_open": _OPEN,
        "pgwp": _OPEN,
        "spouse_open_permit": _OPEN,
        "student": {"none_needed": 0.6, "open": 0.4},
        "cuaet_ukraine": _OPEN,
        "visitor": _TIED,
        "no_status_or_other": {"open": 0.5, "employer_specific": 0.5},
    },
    BY_DEFINITION,
)
PARTNER_WORK_PERMIT = Shares(
    "adults.1.work_permit.type",
    {
        "none_needed": {"none_needed": 0.9, "open": 0.1},
        "open": {"none_needed": 0.1, "open": 0.8, "employer_specific": 0.1},
        "employer_specific": {"none_needed": 0.1, "open": 0.75, "employer_specific": 0.15},
    },
)
PERMIT_ENDS_IN_DAYS = Span("adults.*.work_permit.expires", 60, 1095, "days after the date")
EMPLOYER_ALLOWED = Shares(
    "adults.*.work_permit.employer_allowed",
    {"signed offer": yes(0.7), "no signed offer": yes(0.1)},
)

# -- wishes

PLACE_TYPES = Shares(
    "preferences.place_types",
    {
        ALWAYS: {
            "any": 0.45,
            "urban_centre": 0.2,
            "urban_centre, small_town_near_centre": 0.12,
            "small_town_near_centre": 0.1,
            "small_town_near_centre, rural": 0.06,
            "rural": 0.05,
            "urban_centre, small_town_near_centre, rural": 0.02,
        }
    },
)
MAX_KM = Shares(
    "preferences.max_km_to_montreal",
    {ALWAYS: {"none": 0.45, "100": 0.05, "150": 0.1, "200": 0.1, "300": 0.12, "400": 0.08,
              "600": 0.06, "900": 0.04}},
)  # fmt: skip
MAX_RENT = Shares(
    "preferences.max_rent_cad",
    {ALWAYS: {"none": 0.15, "700": 0.1, "900": 0.2, "1100": 0.2, "1300": 0.15, "1500": 0.12,
              "1800": 0.08}},
)  # fmt: skip
NEEDS = (
    Shares("preferences.needs: hospital", {ALWAYS: yes(0.3)}),
    Shares("preferences.needs: clsc", {ALWAYS: yes(0.2)}),
    Shares("preferences.needs: university", {ALWAYS: yes(0.08)}),
    Shares("preferences.needs: cegep", {"child of 12-17": yes(0.3), "none of 12-17": yes(0.07)}),
    Shares(
        "preferences.needs: vocational_centre",
        {"training": yes(0.3), "other activator": yes(0.04)},
    ),
    Shares(
        "preferences.needs: adult_education",
        {"wants French classes": yes(0.3), "wants none": yes(0.04)},
    ),
    Shares(
        "preferences.needs: primary_school", {"child of 5-11": yes(0.6), "none of 5-11": yes(0)}
    ),
    Shares(
        "preferences.needs: secondary_school",
        {"child of 12-17": yes(0.6), "none of 12-17": yes(0)},
    ),
    Shares("preferences.needs: english_school", {"children": yes(0.05), "no children": yes(0)}),
    Shares(
        "preferences.needs: childcare",
        {"childcare needed": yes(0.8), "none needed": yes(0)},
    ),
    Shares(
        "preferences.needs: transit",
        {"car none": yes(0.5), "car planned": yes(0.25), "car available": yes(0.06)},
    ),
    Shares("preferences.needs: settlement_organisation", {ALWAYS: yes(0.25)}),
)
TOWNS_ASKED = Shares("number of towns asked for", {ALWAYS: {"0": 0.55, "1": 0.27, "2": 0.18}})
FIRST_TOWN = Shares(
    "first town asked for",
    {
        "signed offer": {"the offer's town": 0.7, "elsewhere": 0.3},
        "contact, no offer": {"the contact's town": 0.5, "elsewhere": 0.5},
    },
)
REGIONS_ASKED = Shares("number of regions asked for", {ALWAYS: {"0": 0.6, "1": 0.27, "2": 0.13}})

# -- network and readiness

CONTACTS = Shares("number of contacts", {ALWAYS: {"0": 0.62, "1": 0.27, "2": 0.11}})
ORG_CONTACTED = Shares("network.regional_org_contacted", {ALWAYS: yes(0.25)})
WANTS_TWINNING = Shares("network.wants_twinning", {ALWAYS: yes(0.55)})
PLAN_MADE = Shares("network.plan_made", {ALWAYS: yes(0.2)})
REGION_KNOWLEDGE = Shares(
    "readiness.region_knowledge",
    {
        "offer or contact": {
            "none": 0.05, "hearsay": 0.2, "informed": 0.35, "visited": 0.35, "lived": 0.05,
        },
        "neither": {
            "none": 0.25, "hearsay": 0.35, "informed": 0.27, "visited": 0.12, "lived": 0.01,
        },
    },
)  # fmt: skip
MATURITY = Shares(
    "readiness.project_maturity",
    {
        "obtained": {"exploring": 0.05, "defined": 0.4, "decided": 0.55},
        "nothing obtained": {"vague": 0.25, "exploring": 0.45, "defined": 0.22, "decided": 0.08},
    },
)
LEASE = Shares(
    "readiness.lease",
    {
        "decided": {"to_settle": 0.45, "settled": 0.35, "none": 0.2},
        "not decided": {"to_settle": 0.7, "settled": 0.05, "none": 0.25},
    },
)
LEASE_ENDS_IN_JUNE = Shares("lease ends on 30 June", {ALWAYS: yes(0.75)})
LEASE_ENDS_IN_DAYS = Span("readiness.lease.ends", 15, 365, "days after the date, other leases")
RESOURCES = Shares(
    "readiness.resources_financial",
    {ALWAYS: {"not_enough": 0.25, "to_build": 0.45, "enough": 0.3}},
)

# -- what a household does not say

DECLINED = Shares("a missing answer", {ALWAYS: {"unknown": 0.9, "declined": 0.1}})

MARGINALS: tuple[Shares, ...] = (
    ACTIVATOR, HOUSEHOLD_KIND, ADHERENCE, MET_COUNSELLOR, PARTNER_MOVES, CHILDREN, AGE_BAND,
    CHILDCARE_NEEDED, CHILDCARE_REGISTERED, CAR_ACCESS, BUSINESS_STAGE, HOUSING_STATUS, *MOTIVES,
    STATUS_GROUP, STATUS_DETAIL, SERVICES_QUEBEC, PAJR_AGE, MET_AAI, EDUCATION, ORDER_STATUS,
    HAS_FALLBACK, FRENCH_ORAL, SAME_FRENCH, WRITTEN_BELOW_ORAL, WANTS_FRANCISATION, ENGLISH,
    ENGLISH_REQUIRED, CAREER, LICENCE, WANTS_WORK, MONTREAL_SEARCH, JOB_OFFER, OFFER_IN_FIELD,
    OFFER_CONDITIONAL, HOUSING_PROVIDED, CARPOOL, TRAINING, TRAINING_PROGRAM, TRAINING_FUNDING,
    WORK_PERMIT, PARTNER_WORK_PERMIT, EMPLOYER_ALLOWED, PLACE_TYPES, MAX_KM, MAX_RENT, *NEEDS,
    TOWNS_ASKED, FIRST_TOWN, REGIONS_ASKED, CONTACTS, ORG_CONTACTED, WANTS_TWINNING, PLAN_MADE,
    REGION_KNOWLEDGE, MATURITY, LEASE, LEASE_ENDS_IN_JUNE, RESOURCES, DECLINED,
)  # fmt: skip
SPANS: tuple[Span, ...] = (
    MOVES_IN_DAYS, MOVES_BEFORE_START_DAYS, LANDED_DAYS_AGO, CITIZEN_LANDED_DAYS_AGO, SEARCH_MONTHS,
    OFFER_STARTS_IN_DAYS, TRAINING_STARTS_IN_DAYS, PERMIT_ENDS_IN_DAYS, LEASE_ENDS_IN_DAYS,
)  # fmt: skip
