using System;
using System.Linq;
using FrameworkCheck;

if (args.Length != 1)
{
    Console.Error.WriteLine("Usage: FrameworkCheck.exe <managed solution zip>");
    return 2;
}

var shipped = ShippedAssemblies.Load(args[0]);
foreach (var assembly in shipped.All) Console.WriteLine(CompiledCode.Of(assembly));

var gate = shipped.All.Select(static assembly => assembly.GetType("Offboarding.Plugins.Deactivation.AccountDeactivationGate")).Single(static type => type != null);
Console.WriteLine(GateTrial.OfRefusal(gate));
Console.WriteLine(GateTrial.OfLeave(gate));
return 0;
