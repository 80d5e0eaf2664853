-- What a member was paid in the year, and which members went over a cap of the year.
CREATE OR REPLACE TABLE over_caps AS
SELECT fund, member, sum(nights) FILTER (kind = {kind_hospital})::INTEGER AS nights,
    sum(satang) FILTER (kind <> {kind_death})::BIGINT AS satang
FROM {claims} GROUP BY fund, member
HAVING coalesce(sum(nights) FILTER (kind = {kind_hospital}), 0) > {nights_a_year}
    OR coalesce(sum(satang) FILTER (kind <> {kind_death}), 0) > {benefits_a_year_satang};

CREATE OR REPLACE TABLE fund_claims AS
SELECT fund, count(*) AS claims, count(DISTINCT member) AS recipients, sum(satang)::BIGINT AS satang FROM {claims} GROUP BY fund;
