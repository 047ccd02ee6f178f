//! What `gridgov` alone shows: the three commands that a newcomer needs.

/// One screen.
pub(super) const SCREEN: &str = "\
gridgov simulates the grid governance of urban communities in China (城市社区网格化管理):
residents, grid workers, committees and departments, day by day, under policies that you set.

1. Compare policies that are already written down

     gridgov run scenarios

   runs every scenario of a folder against its baseline, prints what differs, and writes
   tables, figures and a report below results/.

2. Write your own

     gridgov new my-policy.toml
     gridgov check my-policy.toml

   writes a commented scenario to change in any editor; check says what is wrong and where.

3. See what you can set

     gridgov params training

   lists every policy lever and assumption about a word, with unit, range and source;
   gridgov outcomes lists what is measured.

`gridgov help` lists all commands, `gridgov help run` begins with examples.
";
