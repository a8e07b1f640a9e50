using System;
using Offboarding.SecondEngine;

var failed = 0;
foreach (var scenario in Scenario.All)
{
    try
    {
        using var engine = new FakeXrmEasyEngine();
        scenario.Run(engine);
        Console.WriteLine("passed  " + scenario.Name);
    }
    catch (Exception problem)
    {
        failed++;
        Console.WriteLine("FAILED  " + scenario.Name + Environment.NewLine + problem);
    }
}

Console.WriteLine(failed == 0 ? $"All {Scenario.All.Count} scenarios passed on FakeXrmEasy." : $"{failed} of {Scenario.All.Count} scenarios failed on FakeXrmEasy.");
return failed == 0 ? 0 : 1;
