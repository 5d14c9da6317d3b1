-- Each setting as it stood as of a version.
select
    setting,
    arg_max(setting_value, version) as setting_value,
    max(version) as version,
from store.settings
where version <= getvariable('as_of')
group by setting
