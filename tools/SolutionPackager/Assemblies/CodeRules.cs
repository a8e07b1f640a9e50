using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace SolutionPackager.Assemblies;

/// <summary>What the solution checker says about plug-ins and workflow activities, read from the DLL's instructions; nothing is loaded or run.</summary>
/// <remarks>
/// The ids are Microsoft's (<see href="https://learn.microsoft.com/power-apps/maker/data-platform/use-powerapps-checker#best-practice-rules-used-by-solution-checker"/>).
/// Judged is the assembly's own code. What an instruction does not show, such as a value that comes from elsewhere, is no finding.
/// </remarks>
internal static class CodeRules
{
    const string Messages = "Microsoft.Xrm.Sdk.Messages.";
    const string OldMessages = "Microsoft.Crm.Sdk.Messages.";
    const string Generic = "Microsoft.Xrm.Sdk.OrganizationRequest";

    static readonly string[] Batches = ["ExecuteMultiple", "ExecuteTransaction"];

    static readonly string[] SpecialUpdates =
        ["Assign", "SetState", "SetParentSystemUser", "SetParentTeam", "SetParentBusinessUnit", "SetBusinessSystemUser", "SetBusinessEquipment"];

    static readonly string[] Deprecated =
        ["AssociateEntities", "DisassociateEntities", "CompoundCreate", "CompoundUpdate", "CompoundUpdateDuplicateDetectionRule", "ExecuteFetch"];

    static readonly Rule[] Rules =
    [
        new("il-specify-column", AsksForAllColumns, "asks for all columns", "Name the columns that are needed."),
        new("il-avoid-batch-plugin", body => Requests(body, Batches), "sends a batch of requests", "Send the requests one by one, or use CreateMultiple and its like: the whole plug-in is one transaction already."),
        new("il-avoid-parallel-plugin", RunsInParallel, "runs work in parallel", "Do it one after the other: the platform's services are not made for several threads."),
        new("il-avoid-lock-plugin", LocksStatic, "locks a static member", "Share nothing, or exchange an immutable value with Interlocked: plug-ins of one process would wait for each other."),
        new("il-turn-off-keepalive", KeepsAlive, "calls another host and keeps the connection", "Set KeepAlive to false (HttpClient: DefaultRequestHeaders.ConnectionClose to true)."),
        new("il-avoid-unpub-metadata", ReadsUnpublished, "reads metadata that is not published", "Set RetrieveAsIfPublished to false."),
        new("il-avoid-specialized-update-ops", body => Requests(body, SpecialUpdates), "changes owner, state or parent by a message of its own", "Use Update with that column."),
        new("il-avoid-crm2011-depr-message", body => Requests(body, Deprecated), "sends a message that was deprecated with CRM 2011", "Use the message that replaced it, such as Associate, Create or RetrieveMultiple."),
    ];

    public static IEnumerable<Finding> Check(BuiltAssembly assembly)
    {
        using var definition = AssemblyDefinition.ReadAssembly(new MemoryStream(assembly.Content, writable: false));
        var findings = new List<Finding>();
        foreach (var type in definition.MainModule.GetTypes())
        {
            foreach (var method in type.Methods.Where(method => method.HasBody))
            {
                findings.AddRange(Rules.Where(rule => rule.IsBroken(method.Body))
                    .Select(rule => new Finding(assembly.ShownAs, null, $"{Shown(method)} {rule.Text} ({rule.Id}).", rule.Remedy)));
            }

            if (!assembly.Types.ContainsKey(type.FullName.Replace('/', '+'))) continue;

            findings.AddRange(StateOf(type).Select(field => new Finding(
                assembly.ShownAs, null, $"{type.FullName} keeps {field} between calls; all calls share one instance.", "Pass it as an argument, or make the field readonly and set it in the constructor.")));
        }

        return findings;
    }

    /// <summary>Fields of an instance that a method other than a constructor writes; arguments of a workflow activity are no state, the call's context holds their values.</summary>
    /// <remarks><see href="https://learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/develop-iplugin-implementations-stateless"/>.</remarks>
    static IEnumerable<string> StateOf(TypeDefinition type) => type.Methods
        .Where(method => method is { HasBody: true, IsConstructor: false, IsStatic: false })
        .SelectMany(method => method.Body.Instructions)
        .Where(instruction => instruction.OpCode == OpCodes.Stfld)
        .Select(instruction => (FieldReference)instruction.Operand)
        .Where(field => field.DeclaringType.FullName == type.FullName && field.FieldType.Namespace != "System.Activities")
        .Select(field => field.Name)
        .Distinct(StringComparer.Ordinal);

    static bool AsksForAllColumns(MethodBody body) => Calls(body).Any(call => IsTrue(call.At.Previous)
        && (call.Of("Microsoft.Xrm.Sdk.Query.ColumnSet", ".ctor") || call.Of("Microsoft.Xrm.Sdk.Query.ColumnSet", "set_AllColumns")));

    /// <summary>Whether a request of such a message is made, by its class or by its name.</summary>
    static bool Requests(MethodBody body, string[] messages) => Calls(body).Where(call => call.Method.Name == ".ctor").Any(call =>
        messages.Any(message => call.Type == $"{Messages}{message}Request" || call.Type == $"{OldMessages}{message}Request")
        || (call.Type == Generic && call.At.Previous is { OpCode.Code: Code.Ldstr, Operand: string name } && messages.Contains(name, StringComparer.Ordinal)));

    static bool RunsInParallel(MethodBody body) => Calls(body).Any(call =>
        call.Type is "System.Threading.Tasks.Parallel" or "System.Threading.ThreadPool" or "System.Linq.ParallelEnumerable"
        || call.Of("System.Threading.Thread", ".ctor") || call.Of("System.Threading.Timer", ".ctor") || call.Of("System.Timers.Timer", ".ctor")
        || call.Of("System.ComponentModel.BackgroundWorker", ".ctor")
        || call.Of("System.Threading.Tasks.Task", "Run") || call.Of("System.Threading.Tasks.Task", "Start") || call.Type.StartsWith("System.Threading.Tasks.TaskFactory", StringComparison.Ordinal));

    /// <summary>The compiler loads what is locked a few instructions before it enters the monitor.</summary>
    static bool LocksStatic(MethodBody body) => Calls(body).Any(call => call.Type == "System.Threading.Monitor" && call.Method.Name is "Enter" or "TryEnter" && Before(call.At, 8).Any(IsStaticObject));

    static bool IsStaticObject(Instruction instruction) => instruction.OpCode == OpCodes.Ldsfld && !((FieldReference)instruction.Operand).FieldType.IsValueType;

    static bool KeepsAlive(MethodBody body)
    {
        var calls = Calls(body).ToList();
        var opens = calls.Exists(call => call.Of("System.Net.Http.HttpClient", ".ctor") || call.Of("System.Net.WebRequest", "Create") || call.Of("System.Net.WebRequest", "CreateHttp") || call.Of("System.Net.WebClient", ".ctor"));
        return opens && !calls.Exists(call => (call.Method.Name == "set_KeepAlive" && !IsTrue(call.At.Previous)) || call.Method.Name == "set_ConnectionClose");
    }

    static bool ReadsUnpublished(MethodBody body) => Calls(body).Any(call => call.Method.Name == "set_RetrieveAsIfPublished" && IsTrue(call.At.Previous));

    static bool IsTrue(Instruction? instruction) => instruction?.OpCode == OpCodes.Ldc_I4_1;

    static IEnumerable<Call> Calls(MethodBody body) => body.Instructions
        .Where(instruction => instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj)
        .Select(instruction => new Call(instruction, (MethodReference)instruction.Operand));

    static IEnumerable<Instruction> Before(Instruction instruction, int count)
    {
        for (var current = instruction.Previous; current is not null && count > 0; current = current.Previous, count--) yield return current;
    }

    /// <summary>Type and method as their author wrote them, as far as the compiler's own names still tell.</summary>
    static string Shown(MethodDefinition method)
    {
        var type = method.DeclaringType;
        while (type.DeclaringType is { } outer && type.Name.StartsWith('<')) type = outer;
        return $"{type.FullName}.{method.Name}";
    }

    sealed record Rule(string Id, Func<MethodBody, bool> IsBroken, string Text, string Remedy);

    sealed record Call(Instruction At, MethodReference Method)
    {
        public string Type => Method.DeclaringType.GetElementType().FullName;

        public bool Of(string type, string method) => Type == type && Method.Name == method;
    }
}
