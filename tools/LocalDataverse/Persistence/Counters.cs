using System.Collections.Generic;

namespace LocalDataverse.Persistence;

/// <summary>What only ever counts on, the time, and how many rows there are; kept with each commit.</summary>
/// <param name="Ids">How far the ids of new rows are drawn.</param>
/// <param name="Version">versionnumber of the newest row at most.</param>
/// <param name="Clock">Ticks of the environment's clock, UTC.</param>
/// <param name="Rows">How many rows the environment has: a damaged file may lack some without a word.</param>
/// <param name="AutoNumbers">Last numbers, by table and column.</param>
internal sealed record Counters(long Ids, long Version, long Clock, long Rows, IReadOnlyDictionary<string, long> AutoNumbers);
