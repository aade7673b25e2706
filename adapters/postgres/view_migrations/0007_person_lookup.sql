-- A case is looked up by the person's name, personal or coordination number too, as keyed digests in case_lookup beside its
-- number's. The table lacks what it has taken in already, and one position stands for all of them: begin again.
TRUNCATE {{schema}}.timeline_interval, {{schema}}.case_interval, {{schema}}.milestone_interval, {{schema}}.stand_in_interval,
    {{schema}}.absence_interval, {{schema}}.case_lookup, {{schema}}.circumstances_interval, {{schema}}.rating_interval,
    {{schema}}.rent_interval, {{schema}}.attendance_interval, {{schema}}.viewpoint_interval, {{schema}}.outreach_interval,
    {{schema}}.case_fact_interval, {{schema}}.measure_interval, {{schema}}.course_interval, {{schema}}.check_fact_interval;
UPDATE {{schema}}.projection SET position = 0 WHERE name = 'views';
