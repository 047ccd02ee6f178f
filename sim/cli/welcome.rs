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

/// The same in Chinese.
pub(super) const SCREEN_ZH: &str = "\
gridgov 模拟城市社区网格化管理：居民、网格员、居委会和各部门，在您设定的政策下逐日运行。

1. 比较已写好的方案

     gridgov run scenarios

   运行文件夹中的各方案，列出每个方案与基准方案的差异，数据表写入 results/。

2. 用任何文本编辑器写自己的方案

     gridgov new my-policy.toml
     gridgov check my-policy.toml        列出全部错误及其位置

3. 查看可以设定什么

     gridgov params 培训

   列出与该词有关的政策参数和假设，含单位、范围和来源。

全部命令：gridgov help。某个命令的例子：gridgov help run。
";
