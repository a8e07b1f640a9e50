using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Mono.Cecil;

namespace Offboarding.Tests.DataverseSdk;

/// <summary>The public and protected members of an assembly, one line each, by the line of their type, in the notation of the official listing.</summary>
internal static class PublicSurface
{
    static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "bool", ["System.Decimal"] = "decimal", ["System.Double"] = "double", ["System.Int32"] = "int", ["System.Int64"] = "long",
        ["System.Object"] = "object", ["System.String"] = "string", ["System.Void"] = "void",
    };

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(string assemblyPath)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyPath);
        return assembly.MainModule.Types.Where(t => t.IsPublic).ToDictionary(TypeLine, Members, StringComparer.Ordinal);
    }

    /// <summary>The same from a listing: types at the margin, members indented.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Parse(IEnumerable<string> lines)
    {
        var types = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        List<string>? members = null;
        foreach (var line in lines.Where(l => l.Length > 0))
        {
            if (line[0] == ' ') (members ?? throw new FormatException($"A member before any type: {line}")).Add(line.Trim());
            else types.Add(line, members = []);
        }

        return types;
    }

    /// <summary>The name out of a type's line: "sealed class A.B : C" is A.B.</summary>
    public static string NameOf(string typeLine) =>
        typeLine.Split(" : ")[0].Split(' ')[^1];

    /// <summary>What <paramref name="ours"/> has that <paramref name="official"/> has not, one line each; types by name in <paramref name="except"/> are left out.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, IReadOnlyList<string>> ours, IReadOnlyDictionary<string, IReadOnlyList<string>> official, IEnumerable<string> except)
    {
        var leftOut = except.ToHashSet(StringComparer.Ordinal);
        var officialByName = official.ToDictionary(t => NameOf(t.Key), StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var (line, members) in ours.Where(t => !leftOut.Contains(NameOf(t.Key))))
        {
            var name = NameOf(line);
            if (!officialByName.TryGetValue(name, out var theirs))
            {
                differences.Add($"{name}: no such type");
                continue;
            }

            // Interfaces are a set: compilers write them in any order.
            if (!Parts(line).SetEquals(Parts(theirs.Key))) differences.Add($"{name}: '{line}' instead of '{theirs.Key}'");
            differences.AddRange(members.Except(theirs.Value, StringComparer.Ordinal).Select(member => $"{name}: {member}"));
        }

        return differences;
    }

    static HashSet<string> Parts(string line) => [.. line.Split([" : ", ", "], StringSplitOptions.None)];

    static string TypeLine(TypeDefinition type)
    {
        if (type.IsEnum) return $"enum {Name(type)}";
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = new List<string>();
        if (type.BaseType is { } parent && parent.FullName is not ("System.Object" or "System.ValueType")) bases.Add(Name(parent));
        bases.AddRange(type.Interfaces.Select(i => Name(i.InterfaceType)).Order(StringComparer.Ordinal));
        return $"{kind} {Name(type)}" + (bases.Count == 0 ? "" : " : " + string.Join(", ", bases));
    }

    static IReadOnlyList<string> Members(TypeDefinition type)
    {
        if (type.IsEnum) return [.. type.Fields.Where(f => f.HasConstant).Select(f => $"{f.Name} = {f.Constant}")];

        var members = new List<string>();
        members.AddRange(type.Fields.Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(Field));
        members.AddRange(type.Properties.Where(p => Accessors(p).Any()).Select(Property));
        members.AddRange(type.Methods.Where(m => IsVisible(m) && (!m.IsSpecialName || m.IsConstructor || m.Name.StartsWith("op_", StringComparison.Ordinal)))
            .Where(m => m is not { IsConstructor: true, IsStatic: true })
            .Select(Method));
        return members;
    }

    static string Field(FieldDefinition field)
    {
        var access = field.IsPublic ? "public" : "protected";
        if (!field.HasConstant) return $"{access} {(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";
        return $"{access} const {Name(field.FieldType)} {field.Name} = {Constant(field.Constant)}";
    }

    static string Property(PropertyDefinition property)
    {
        var accessors = Accessors(property).ToList();
        var first = accessors.OrderBy(m => m.IsPublic ? 0 : 1).First();
        var name = property.HasParameters ? $"this[{Parameters(property.Parameters)}]" : property.Name;
        var verbs = string.Concat(accessors.Select(m => m.Name.StartsWith("get_", StringComparison.Ordinal) ? "get; " : "set; "));
        return $"{Access(first)}{Modifier(first)}{Name(property.PropertyType)} {name} {{ {verbs}}}";
    }

    static string Method(MethodDefinition method)
    {
        if (method.IsConstructor) return $"{Access(method)}new({Parameters(method.Parameters)})";
        var prefix = method.DeclaringType.IsInterface ? "" : Access(method) + Modifier(method);
        var generics = method.HasGenericParameters ? $"<{string.Join(",", method.GenericParameters.Select(g => g.Name))}>" : "";
        return $"{prefix}{Name(method.ReturnType)} {method.Name}{generics}({Parameters(method.Parameters)})";
    }

    static string Parameters(IEnumerable<ParameterDefinition> parameters) =>
        string.Join(", ", parameters.Select(p =>
            $"{(p.IsOut ? "out " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasConstant ? " = " + Constant(p.Constant) : "")}"));

    static IEnumerable<MethodDefinition> Accessors(PropertyDefinition property) =>
        new[] { property.GetMethod, property.SetMethod }.Where(m => m != null && IsVisible(m));

    static bool IsVisible(MethodDefinition method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Access(MethodDefinition method) => method.IsPublic ? "public " : "protected ";

    static string Modifier(MethodDefinition method)
    {
        if (method.IsStatic) return "static ";
        if (method.IsAbstract) return "abstract ";
        if (!method.IsVirtual || (method.IsFinal && method.IsNewSlot)) return "";
        return method.IsNewSlot ? "virtual " : "override ";
    }

    static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => number.ToString("0.################", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Name(TypeReference type) => type switch
    {
        ByReferenceType reference => $"ref {Name(reference.ElementType)}",
        ArrayType array => $"{Name(array.ElementType)}[]",
        GenericInstanceType generic => $"{Plain(generic.ElementType)}<{string.Join(",", generic.GenericArguments.Select(Name))}>",
        GenericParameter parameter => parameter.Name,
        _ when type.HasGenericParameters => $"{Plain(type)}<{string.Join(",", type.GenericParameters.Select(g => g.Name))}>",
        _ => Keywords.GetValueOrDefault(type.FullName, type.FullName),
    };

    static string Plain(TypeReference type) => type.FullName.Split('`')[0];
}
