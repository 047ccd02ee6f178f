//! `dictionary.md`: every file, every column, every outcome.

use crate::outcomes::{Direction, outcome_kinds};

const FILES: &str = "\
# Data dictionary

All tables are UTF-8 with LF line ends. Floats are written in the shortest form that reads back exactly; an empty field is
an undefined value. Replicates count from 0; replicate r of every scenario has the same random events.

Parquet tables are compressed with Snappy; an undefined number is null.

## outcomes.parquet and outcomes.csv: every outcome of every run

The Parquet table is what gridgov itself reads; the CSV holds the same rows in the same order.

| column | meaning |
|---|---|
| `scenario` | name of the scenario |
| `replicate` | number of the replicate, from 0 |
| `outcome` | outcome id, see below |
| `group` | `all`, or a group such as `tenure:migrant_tenant`, `grid_decile:1`, `kind:enquiry`, `post:NAME`, `year:1` (days 0 to 364 of \
the run; every outcome that has daily values); where a policy names communities or `--places` asked for it `community:NAME`, \
`subdistrict:NAME`, `archetype:KIND`, and `changed:yes`, `changed:no`: the communities that the policy names and the others, on \
both sides of a comparison (what a policy changes everywhere acts in both) |
| `value` | the value; empty where undefined |
| `unit` | unit of the outcome |

## daily.parquet: outcomes day by day, for the whole city

| column | meaning |
|---|---|
| `scenario`, `replicate`, `outcome` | as in outcomes.parquet; only outcomes whose definition allows daily values |
| `day` | day of the run, from 0 |
| `value` | value on that day, `numerator` / `denominator`; null where there is nothing to divide by. Means over residents, such as \
trust, are those of the last end of a month, and null before the first |
| `numerator`, `denominator` | what is divided and by what, see the outcome below; null for means over residents |

The sum of numerators over the sum of denominators of any days is the outcome over these days, and over all days the value in
outcomes.parquet. The mean of daily values is not. What happens to a case is counted on the day on which it happens, so that a
share of one day may exceed 1. What was open or overdue when the run began is counted on its first day.

## places.parquet: outcomes by community (with --places, or where a policy names communities)

| column | meaning |
|---|---|
| `scenario`, `replicate`, `outcome` | as in outcomes.parquet; outcomes that are counted by place, means over residents, and those of \
workers in post |
| `community`, `subdistrict`, `archetype`, `residents` | which community; in drawn cities a name is another place in each |
| `month` | 0 for the whole run; with `--places` also 1, 2, … for months of 30 days, for means over residents at their end |
| `value`, `numerator`, `denominator` | the value and what it divides: those of communities add up to those of any group of them, \
those of months to those of the run |

## cases.parquet: what happened to each incident and case (with --cases)

An event log as process-mining tools read it: `trace` names the trace, `activity` the event, `timestamp` its time. Every event
stands in one trace. What happened to an incident stands in that of its first case before any was filed on it, and later
in that of the case filed last of those open; what a patrol notices while none is open, in that of the case to which it
leads. Everything else stands in a trace of the incident's own: all of it where nobody filed, and what happens to it after
its last case was closed. A trace registers once and closes at most once; after that comes only the end of the incident
that the case resolved. Traces of what was open on day 0 lack their first events.

| column | meaning |
|---|---|
| `scenario`, `replicate` | as in outcomes.parquet |
| `case` | incident, attempt on which it was filed, and reporter (63: a patrol, 62: a petition after another report) with \
hyphens between them; the incident alone where no case had part |
| `trace` | scenario, replicate and case with blanks between them: one key for a trace, in the whole table |
| `sequence` | number of the event within its trace, from 1 |
| `activity` | `arise, notice, report, register, dispatch, refuse, hand_off, handle, verify, close, paper_close, reopen, \
escalate, mediate, end` |
| `timestamp` | date and time, UTC, with day 0 on 1 January 2018, a Monday; of events of a trace at the same time each is a \
microsecond later than the one before it, so that sorting by time keeps their order |
| `time_days` | the same in days since day 0, with fractions |
| `resource` | who did it; for `dispatch` and `hand_off`, who got it |
| `community`, `grid` | where: name, number of the grid within the community on the map, from 1 |
| `kind` | kind of incident |
| `department` | the department, where one did it |
| `channel` | the channel asked in a report or for a case, `patrol` for what a patrol filed; empty for an incident itself |
| `due` | when the case is due, days since day 0; null for an incident itself |
| `wait_days` | for `hand_off`: days for which the file lies before the next department can begin |
| `facts` | what is known of the event besides, words with spaces between them, see below |

`first_attempt`: the report is the first attempt that a resident makes on the incident. `duplicate`: the case was filed while
another was open on its incident. `brought`: a self-governable matter is dispatched that came to the community. `taken_over`:
the street office has taken the case over. `sent`: the case goes to departments; of several that work side by side the first
row alone says so. `misrouted`: a wrong one had it first. `on_time`: closed within the deadline. `worked`: closed as handled,
neither as a duplicate nor because the matter was already over. `resolved`: the incident is really resolved. `agreed`:
mediated parties agree. With these the outcomes that count events can be counted again from this table.

## differences.csv: paired differences to the baseline

| column | meaning |
|---|---|
| `outcome`, `group` | as in outcomes.csv |
| `baseline`, `scenario` | names of the two that are compared |
| `baseline_mean`, `scenario_mean` | means over the pairs |
| `difference` | mean of scenario less baseline over the pairs |
| `low`, `high` | 95% interval of that mean (the wider of Hall 1992 and Student's t on either side), cut where the outcome can be no \
further; empty for fewer than four pairs, or cities where they are drawn, and where the difference is the same in every run: \
values that do not vary say nothing about how much others would |
| `pairs` | replicates in which both sides are defined |
| `better_in` | pairs in which the scenario is better; for an outcome of neutral direction, in which it is higher; a count, no evidence |
| `direction` | `up`: more is better, `down`: less is better, `none`: neither |
| `unit` | unit of the outcome |
| `variance_ratio` | how many times smaller the variance of the difference is than it would be between independent runs: \
the gain from pairing runs with the same random events; below 1, a loss |
| `between_city_share` | share of the variance of a pair's difference that lies between cities, the rest being chance within \
one (analysis of variance with random cities); empty where all replicates are in one city |
| `verdict` | by the whole interval against `matters`: `better`, `worse` (for an outcome of neutral direction `up`, `down`) when all of \
it is at least that far from zero, `too_small` when all of it is nearer, `not_clear` when it holds both or there is none; of a \
difference that is the same in every run by itself |
| `matters` | the smallest change that matters, in the unit: declared with the outcome (see below) or set in `[matters]` of the \
scenario, else of the baseline |
| `error_rate` | for `all`: the smallest error rate at which the verdict would stand (a p value), at least a millionth; 1 where it is \
not clear, empty where the difference is the same in every run. Of several verdicts taken together those hold that Holm's procedure keeps |
| `period` | over what time the numbers speak, such as `in the fifth year`; scenarios of different lengths are compared over the days \
that both have, as far as daily values tell, and what they cannot tell is empty |

Intervals are about chance inside the model, not about whether the model is right. Where cities are drawn \
(`city.plan = \"drawn\"`), every two replicates are in a city of their own; means are then over cities, each the mean of its \
replicates, and the interval is that of a mean over cities.

## scenarios.csv: what each scenario sets and what came out

| column | meaning |
|---|---|
| `scenario`, `title`, `days` | name, title in English, days of the run |
| `later_changes` | changes on later dates or in some communities, in words |
| one column per key | value from day 0 on, as a scenario file writes it; every key in which any scenario differs from the baseline |
| headline outcomes | mean; `_difference`: from the baseline; `_verdict`: what it is called, as in differences.csv |

## ranking.csv: how the scenarios stand among each other

The domains of the headline outcomes, each once. The scale of an outcome is fixed: one step is the smallest change that matters,
0 is the baseline's mean, and more is better; in a domain its outcomes count the same.

| column | meaning |
|---|---|
| `scenario` | name of the scenario; empty for weights |
| `measure` | see below |
| `key` | rank, domain or scenario |
| `value` | the number |

`acceptability`: share of all possible weights, each with the chance of a replicate, that put the scenario at rank `key`, up to 25.
`equal_weights`: share of the replicates that put it there when all domains weigh the same. `score`: mean weighted score, in steps.
`largest_regret`: how far it falls behind the best scenario of a replicate at worst. `dominated_by`: `key` is at least as
good in every domain and in one better by a step or more, by the whole interval. `weight`: weight of domain `key`.

## grids.csv: the grids of the map

Where cities are drawn, these are the grids of the first city, which replicates 0 and 1 are in: in every other one the same name \
is another place.

| column | meaning |
|---|---|
| `scenario`, `community`, `grid` | name, name, number of the grid within its community from 1; grids are the baseline's |
| `residents` | residents of the grid, mean over replicates |
| `x`, `y` | place on the map |
| one column per outcome | mean over the replicates in which it is defined; every outcome whose definition allows values by \
place |

## survival.csv: how long cases stay open

| column | meaning |
|---|---|
| `scenario`, `kind` | name of the scenario; kind of incident or `all` |
| `day` | days since filing, up to 90 or to the length of the run: nothing is said beyond what was seen |
| `open_share` | share of cases still open (product-limit estimate, open cases censored), mean over replicates |
| `low`, `high` | central 95% of replicates |

## manifest.json: what was run

`program_version`, `model_version`, `seed`, `replicates`, `baseline`; `scenarios` with name, titles, file, hash of all its
settings, hash of its world, days, what it `sets` beside the defaults, hash of its values and the text of its file; `same_text`: scenarios
whose text is that of another, such as variants of one file; `result_hash` over the values of all runs;
a hash covers values and neither names nor places on the map; `complete`; `cases`: whether cases.parquet is there;
`checksums` of the files of this folder (that of report.html, which says when it was made, in `run`), and `checksum` over the
text of the manifest without `run`. What differs from its checksum is not read; the command that made the results writes it
again. The object `run` holds clock, host and cost, which no hash covers: `resident_days` counts burn-in and every branch, also
of runs that were kept from before; `seconds`, `cpu_seconds` (without set-up) and `simulated_resident_days` are of the last
command.

## .units: finished runs

Every scenario in every replicate, packed into a file for each process that has run some; from these a stopped run resumes and a
finished one is extended. Delete the folder when neither is wanted: the tables do not need it.

## Outcomes

| outcome | domain | unit | better | matters | meaning | numerator | denominator | period | 含义 |
|---|---|---|---|---:|---|---|---|---|---|
";

/// The text of the file.
pub(super) fn text() -> String {
    let row = |kind: &crate::outcomes::OutcomeKind| {
        let better = match kind.direction {
            Direction::Up => "more",
            Direction::Down => "less",
            Direction::Neutral => "neither",
        };
        let (id, domain, unit, matters) = (kind.id, kind.domain, kind.unit, kind.matters());
        let words = (kind.name_en, kind.meaning_en, kind.name_zh, kind.meaning_zh);
        let (name, meaning, name_zh, meaning_zh) = words;
        let ((over, _), (under, _), (period, _)) = (kind.numerator(), kind.denominator(), kind.period().words());
        format!(
            "| `{id}` | {domain} | {unit} | {better} | {matters} | {name}. {meaning} | {over} | {under} | {period} | {name_zh}：\
             {meaning_zh} |\n"
        )
    };
    outcome_kinds().iter().map(row).fold(FILES.to_owned(), |text, row| text + &row)
}
