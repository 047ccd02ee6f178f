//! What `gridgov` alone shows: the three commands that a newcomer needs.

/// One screen.
pub(super) const SCREEN: &str = "\
gridgov simulates the grid governance of urban communities in China (城市社区网格化管理):
residents, grid workers, committees and departments, day by day, under policies you set.

1. Compare policies that are already written down

     gridgov run scenarios

   runs the scenarios of a folder, prints how each differs from the baseline, and writes
   its tables below results/.

2. Write your own, in any editor

     gridgov new my-policy.toml
     gridgov check my-policy.toml        lists all errors, with their places

3. See what you can set

     gridgov params training

   lists the policy levers and assumptions about a word, with unit, range and source.

All commands: gridgov help.  Examples of one: gridgov help run.
";
