-- One row a member: what was paid in the year, and why it counts for the match or does not.
-- Reasons: 0 counts, 1 joined within the year, 2 gone before its end, 3 paid less than a full year,
-- 4 counted in an earlier fund, 5 no person known (no id).
CREATE OR REPLACE TEMP TABLE paid AS
SELECT member, sum(satang)::INTEGER AS satang FROM {contributions} GROUP BY member;

-- Few persons are in two funds: find their keys first, so that no window runs over the nation.
CREATE OR REPLACE TEMP TABLE twice AS
SELECT person FROM {members} WHERE person <> 0 GROUP BY person HAVING count(*) > 1;

-- Of the memberships that would count, the earliest joining stands; a tie goes to the lower number.
CREATE OR REPLACE TEMP TABLE later AS
WITH would AS (
    SELECT m.member, m.person, m.joined FROM {members} m SEMI JOIN twice USING (person) JOIN paid p ON p.member = m.member
    WHERE m.joined <= DATE '{first_day}' AND coalesce(m.left_on, m.died_on, DATE '9999-01-01') > DATE '{last_day}'
      AND p.satang >= {full_year_satang})
SELECT member FROM would QUALIFY row_number() OVER (PARTITION BY person ORDER BY joined, member) > 1;

CREATE OR REPLACE TABLE member_years AS
SELECT m.province, m.fund, m.member, coalesce(p.satang, 0) AS satang,
    (CASE WHEN m.joined > DATE '{first_day}' THEN 1
          WHEN coalesce(m.left_on, m.died_on, DATE '9999-01-01') <= DATE '{last_day}' THEN 2
          WHEN coalesce(p.satang, 0) < {full_year_satang} THEN 3
          WHEN l.member IS NOT NULL THEN 4
          WHEN m.person = 0 THEN 5 ELSE 0 END)::TINYINT AS reason
FROM {members} m LEFT JOIN paid p ON p.member = m.member LEFT JOIN later l ON l.member = m.member;
