using System;
using System.Globalization;
using System.Linq;
using BenchmarkDotNet.Running;
using Benchmarks;

// `-- shapes` compares engines, `-- webapi` counts requests over HTTP, `-- retention` erases due contacts; everything else is BenchmarkDotNet's.
if (args is ["shapes", ..]) Shapes.Measure(Console.Out, [4_000, 10_000, 100_000], runs: 15);
else if (args is ["webapi"]) await WebApiReads.MeasureAsync(Console.Out).ConfigureAwait(false);
else if (args is ["persistence", ..]) Persistence.Measure(Console.Out, rows: 100_000);
else if (args is ["retention", .. var sizes]) RetentionRuns.Measure(Console.Out, sizes.Length == 0 ? [1_000, 10_000, 100_000] : [.. sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture))]);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
