-- One row a fund: members, member-years that count, the match due, and the money at the year's end.
CREATE OR REPLACE TABLE fund_years AS
WITH counted AS (
    SELECT fund, count(*) AS members, sum(satang)::BIGINT AS contributed,
        count(*) FILTER (reason = 0) AS member_years,
        sum(least(satang, {match_ceiling_satang})) FILTER (reason = 0)::BIGINT AS match_due,
        count(*) FILTER (reason = 4) AS twice
    FROM member_years GROUP BY fund),
moved AS (SELECT fund, sum(satang)::BIGINT AS satang FROM {movements} GROUP BY fund),
capped AS (SELECT fund, count(*) AS members FROM over_caps GROUP BY fund)
SELECT f.province, f.fund, f.code, f.area, coalesce(c.members, 0) AS members, coalesce(c.contributed, 0) AS contributed,
    coalesce(c.member_years, 0) AS member_years, coalesce(c.match_due, 0) AS match_due, coalesce(c.twice, 0) AS twice,
    coalesce(b.claims, 0) AS claims, coalesce(b.recipients, 0) AS recipients, coalesce(b.satang, 0) AS benefits,
    coalesce(x.members, 0) AS over_caps,
    f.opening + coalesce(c.contributed, 0) + coalesce(v.satang, 0) - coalesce(b.satang, 0) AS balance
FROM {funds} f LEFT JOIN counted c USING (fund) LEFT JOIN fund_claims b USING (fund)
LEFT JOIN moved v USING (fund) LEFT JOIN capped x USING (fund);
