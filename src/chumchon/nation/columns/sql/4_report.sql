-- The report: a row a province and, with province '', the nation.
CREATE OR REPLACE TABLE report AS
SELECT coalesce(province, '') AS province, count(*) AS funds, sum(members)::BIGINT AS members,
    sum(contributed)::BIGINT AS contributed, sum(member_years)::BIGINT AS member_years, sum(match_due)::BIGINT AS match_due,
    sum(twice)::BIGINT AS twice, sum(claims)::BIGINT AS claims, sum(recipients)::BIGINT AS recipients,
    sum(benefits)::BIGINT AS benefits, sum(over_caps)::BIGINT AS over_caps, sum(balance)::BIGINT AS balance,
    count(*) FILTER (balance < 0) AS negative
FROM fund_years GROUP BY GROUPING SETS ((province), ());
CREATE OR REPLACE TABLE reasons AS SELECT reason, count(*) AS members, sum(satang)::BIGINT AS satang FROM member_years GROUP BY reason;
