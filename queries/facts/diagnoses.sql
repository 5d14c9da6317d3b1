-- What each detector asks, and whether it can be answered: a column that nobody ever filled in says nothing about anything.
-- The needs, titles and groups are those of the detectors' own front matter; a test holds them to it.
with pilots as (
    select
        count(stage) > 0 as stage,
        count(scope_kind) > 0 as scope_kind,
        count(kpi) > 0 as kpi,
        count(kpi_baseline_on) > 0 as kpi_baseline_on,
        count(owner) > 0 as owner,
        count(sponsor) > 0 as sponsor,
        count(business_owner) > 0 as business_owner,
        count(barrier) > 0 as barrier,
        count(handoff_on) > 0 as handoff_on,
        count(data_ready) > 0 as data_ready,
        count(workflow_embedded) > 0 as workflow_embedded,
        count(governance_reviewed) > 0 as governance_reviewed,
        count(audit_logged) > 0 as audit_logged,
        count(access_controlled) > 0 as access_controlled,
        count(production_path) > 0 as production_path,
        count(monitoring_in_place) > 0 as monitoring_in_place,
    from staging.pilots
),

deployments as (
    select
        count(status) > 0 as status,
        count(maintained_by) > 0 as maintained_by,
        count(benefit_evidence) > 0 as benefit_evidence,
    from staging.deployments
),

adoption as (
    select
        count(seats) > 0 as seats,
        count(active_users) > 0 as active_users,
        count(embedded) > 0 as embedded,
    from staging.adoption
),

spend as (
    select count(amount) > 0 and count(category) > 0 as is_known,
    from staging.spend
),

training as (
    select count(trained) > 0 and count(builders) > 0 as is_known,
    from staging.training
),

people as (
    select count(ai_builders) > 0 as ai_builders,
    from staging.people
),

survey as (
    select
        count(confidence) + count(confidence_4_5) > 0 as confidence,
        count(clarity) + count(clarity_4_5) > 0 as clarity,
        count(skill) + count(skill_4_5) > 0 as skill,
        count(permission) + count(permission_4_5) > 0 as permission,
    from staging.survey
)

select
    asked.place,
    asked.kind,
    asked.detector,
    asked.title,
    asked.is_answerable,
from
    pilots,
    deployments,
    adoption,
    spend,
    training,
    people,
    survey,
    (
        values
            (1, 'failure_mode', 'spend_without_output', 'Spend without output', adoption.seats and adoption.active_users),
            (2, 'failure_mode', 'deck_nobody_implemented', 'Deck nobody implemented', spend.is_known),
            (
                3,
                'failure_mode',
                'died_after_handoff',
                'Died after handoff',
                deployments.status and (pilots.handoff_on or deployments.maintained_by)
            ),
            (4, 'failure_mode', 'training_that_did_not_transfer', 'Training that did not transfer', training.is_known),
            (
                5,
                'failure_mode',
                'governance_without_builders',
                'Governance without builders',
                people.ai_builders and (pilots.stage or deployments.status)
            ),
            (6, 'pattern', 'use_case_trap', 'Use-case trap', pilots.scope_kind and pilots.kpi),
            (7, 'pattern', 'data_readiness_illusion', 'Data readiness illusion', pilots.data_ready or pilots.barrier),
            (8, 'pattern', 'workflow_gap', 'Workflow gap', adoption.embedded or pilots.workflow_embedded),
            (
                9,
                'pattern',
                'governance_vacuum',
                'Governance vacuum',
                pilots.governance_reviewed or pilots.audit_logged or pilots.access_controlled
            ),
            (10, 'pattern', 'measurement_mirage', 'Measurement mirage', pilots.kpi_baseline_on or deployments.benefit_evidence),
            (11, 'human_gap', 'confidence_gap', 'Confidence gap', survey.confidence),
            (12, 'human_gap', 'clarity_gap', 'Clarity gap', survey.clarity),
            (13, 'human_gap', 'skill_gap', 'Skill gap', survey.skill),
            (14, 'human_gap', 'permission_gap', 'Permission gap', survey.permission),
            (15, 'execution', 'mlops_gap', 'No path to production', pilots.production_path or pilots.monitoring_in_place),
            (16, 'execution', 'data_quality_gap', 'Held up by data quality', pilots.barrier),
            (17, 'execution', 'sponsorship_gap', 'No sponsor', pilots.sponsor),
            (18, 'execution', 'ownership_gap', 'No owner', pilots.owner),
            (19, 'execution', 'misaligned_success', 'Success nobody shares', pilots.kpi and pilots.business_owner)
    ) as asked(place, kind, detector, title, is_answerable)
