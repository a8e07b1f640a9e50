using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

/// <summary>What the solution checker holds against plug-ins is found in the DLL, and what is right next to it is not.</summary>
public class CodeRuleTests
{
    const string ColumnSet = "Microsoft.Xrm.Sdk.Query.ColumnSet";
    const string Generic = "Microsoft.Xrm.Sdk.OrganizationRequest";

    /// <summary>Seeded violations by rule.</summary>
    static readonly Dictionary<string, Action<ILProcessor>> Wrong = new(StringComparer.Ordinal)
    {
        ["il-specify-column: new ColumnSet(true)"] = code => code.New(ColumnSet, true),
        ["il-specify-column: AllColumns = true"] = code => code.Set(ColumnSet, "set_AllColumns", true),
        ["il-avoid-batch-plugin: ExecuteMultipleRequest"] = code => code.New("Microsoft.Xrm.Sdk.Messages.ExecuteMultipleRequest"),
        ["il-avoid-batch-plugin: ExecuteTransactionRequest"] = code => code.New("Microsoft.Xrm.Sdk.Messages.ExecuteTransactionRequest"),
        ["il-avoid-batch-plugin: by name"] = code => code.New(Generic, "ExecuteMultiple"),
        ["il-avoid-parallel-plugin: Parallel"] = code => code.Call("System.Threading.Tasks.Parallel", "For"),
        ["il-avoid-parallel-plugin: Task.Run"] = code => code.Call("System.Threading.Tasks.Task", "Run"),
        ["il-avoid-parallel-plugin: StartNew"] = code => code.Call("System.Threading.Tasks.TaskFactory", "StartNew"),
        ["il-avoid-parallel-plugin: Thread"] = code => code.New("System.Threading.Thread"),
        ["il-avoid-parallel-plugin: ThreadPool"] = code => code.Call("System.Threading.ThreadPool", "QueueUserWorkItem"),
        ["il-avoid-parallel-plugin: AsParallel"] = code => code.Call("System.Linq.ParallelEnumerable", "AsParallel"),
        ["il-avoid-lock-plugin: lock (Gate)"] = code => code.Lock(isStatic: true),
        ["il-turn-off-keepalive: HttpWebRequest"] = code => code.Call("System.Net.WebRequest", "Create"),
        ["il-turn-off-keepalive: HttpClient"] = code => code.New("System.Net.Http.HttpClient"),
        ["il-avoid-unpub-metadata: RetrieveEntity"] = code => code.Set("Microsoft.Xrm.Sdk.Messages.RetrieveEntityRequest", "set_RetrieveAsIfPublished", true),
        ["il-avoid-specialized-update-ops: AssignRequest"] = code => code.New("Microsoft.Crm.Sdk.Messages.AssignRequest"),
        ["il-avoid-specialized-update-ops: SetStateRequest"] = code => code.New("Microsoft.Crm.Sdk.Messages.SetStateRequest"),
        ["il-avoid-specialized-update-ops: by name"] = code => code.New(Generic, "Assign"),
        ["il-avoid-crm2011-depr-message: CompoundCreateRequest"] = code => code.New("Microsoft.Crm.Sdk.Messages.CompoundCreateRequest"),
        ["keeps count between calls: a field is written"] = code => code.Count(),
    };

    /// <summary>The same done right.</summary>
    static readonly Dictionary<string, Action<ILProcessor>> Right = new(StringComparer.Ordinal)
    {
        ["columns by name"] = code => code.New(ColumnSet, false),
        ["one request"] = code => code.New("Microsoft.Xrm.Sdk.Messages.CreateRequest"),
        ["another message by name"] = code => code.New(Generic, "off_PreviewOffboarding"),
        ["a finished task"] = code => code.Call("System.Threading.Tasks.Task", "FromResult"),
        ["a lock on what only this call knows"] = code => code.Lock(isStatic: false),
        ["an exchange"] = code => code.Call("System.Threading.Interlocked", "CompareExchange"),
        ["a closed connection"] = code => { code.Call("System.Net.WebRequest", "Create"); code.Set("System.Net.HttpWebRequest", "set_KeepAlive", false); },
        ["a closed client"] = code => { code.New("System.Net.Http.HttpClient"); code.Set("System.Net.Http.Headers.HttpRequestHeaders", "set_ConnectionClose", true); },
        ["published metadata"] = code => code.Set("Microsoft.Xrm.Sdk.Messages.RetrieveEntityRequest", "set_RetrieveAsIfPublished", false),
    };

    public static TheoryData<string> Violations => [.. Wrong.Keys];

    public static TheoryData<string> Counterparts => [.. Right.Keys];

    [Theory, MemberData(nameof(Violations))]
    public void A_violation_is_found_with_type_method_rule_and_remedy(string violation)
    {
        var finding = Assert.Single(Check(Wrong[violation]));

        Assert.Equal("build/Tst.Plugins.dll", finding.File);
        Assert.Contains("Tst.Plugins.CountMachines", finding.Text, StringComparison.Ordinal);
        Assert.Contains(violation.Split(':')[0], finding.Text, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remedy);
    }

    [Theory, MemberData(nameof(Counterparts))]
    public void What_is_done_right_is_no_finding(string right) => Assert.Empty(Check(Right[right]));

    [Fact]
    public void Our_own_assemblies_are_clean() =>
        Assert.DoesNotContain(Checker.Check(Artifacts.Config, schemaFolder: null), finding => finding.File.EndsWith(".dll", StringComparison.Ordinal));

    static IReadOnlyList<Finding> Check(Action<ILProcessor> code)
    {
        using var folder = SmallSolution.Write().Write("build/Tst.Plugins.dll", new PluginDll { Code = code }.ToBytes());
        return Checker.Check(PacConfig.Load(folder.PathOf("pac.config.json")), schemaFolder: null);
    }
}

/// <summary>Instructions as a compiler writes them, for types that are only named.</summary>
static class Emitting
{
    public static void New(this ILProcessor code, string type, params object[] arguments)
    {
        foreach (var argument in arguments) code.Append(argument is bool flag ? Load(flag) : Instruction.Create(OpCodes.Ldstr, (string)argument));
        code.Append(Instruction.Create(OpCodes.Newobj, Method(code, type, ".ctor", [.. arguments.Select(argument => argument.GetType())])));
        code.Append(Instruction.Create(OpCodes.Pop));
    }

    public static void Set(this ILProcessor code, string type, string property, bool value)
    {
        code.Append(Instruction.Create(OpCodes.Ldnull));
        code.Append(Load(value));
        code.Append(Instruction.Create(OpCodes.Callvirt, Method(code, type, property, [typeof(bool)])));
    }

    public static void Call(this ILProcessor code, string type, string method) => code.Append(Instruction.Create(OpCodes.Call, Method(code, type, method, [])));

    /// <summary><c>lock (gate) { }</c>, the gate a static field or a local one.</summary>
    public static void Lock(this ILProcessor code, bool isStatic)
    {
        var module = code.Body.Method.Module;
        var gate = new VariableDefinition(module.TypeSystem.Object);
        var taken = new VariableDefinition(module.TypeSystem.Boolean);
        code.Body.Variables.Add(gate);
        code.Body.Variables.Add(taken);
        var field = new FieldDefinition("Gate", FieldAttributes.Private | FieldAttributes.Static, module.TypeSystem.Object);
        code.Body.Method.DeclaringType.Fields.Add(field);
        code.Append(isStatic ? Instruction.Create(OpCodes.Ldsfld, field) : Instruction.Create(OpCodes.Ldarg_0));
        code.Append(Instruction.Create(OpCodes.Stloc, gate));
        code.Append(Instruction.Create(OpCodes.Ldc_I4_0));
        code.Append(Instruction.Create(OpCodes.Stloc, taken));
        code.Append(Instruction.Create(OpCodes.Ldloc, gate));
        code.Append(Instruction.Create(OpCodes.Ldloca, taken));
        code.Append(Instruction.Create(OpCodes.Call, Method(code, "System.Threading.Monitor", "Enter", [typeof(object), typeof(bool)])));
    }

    /// <summary><c>count = 1;</c></summary>
    public static void Count(this ILProcessor code)
    {
        var field = new FieldDefinition("count", FieldAttributes.Private, code.Body.Method.Module.TypeSystem.Int32);
        code.Body.Method.DeclaringType.Fields.Add(field);
        code.Append(Instruction.Create(OpCodes.Ldarg_0));
        code.Append(Instruction.Create(OpCodes.Ldc_I4_1));
        code.Append(Instruction.Create(OpCodes.Stfld, field));
    }

    static Instruction Load(bool value) => Instruction.Create(value ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);

    static MethodReference Method(ILProcessor code, string type, string name, Type[] parameters)
    {
        var module = code.Body.Method.Module;
        var dot = type.LastIndexOf('.');
        var method = new MethodReference(name, module.TypeSystem.Void, new TypeReference(type[..dot], type[(dot + 1)..], module, module.TypeSystem.CoreLibrary)) { HasThis = name == ".ctor" || name.StartsWith("set_", StringComparison.Ordinal) };
        foreach (var parameter in parameters) method.Parameters.Add(new ParameterDefinition(module.ImportReference(parameter)));
        return method;
    }
}
