using System;
using System.Activities;
using System.IO;
using System.Linq;
using System.Reflection;
using LocalDataverse.Solutions;
using LocalDataverse.Workflow;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Sandbox;

/// <summary>Compares the types that a solution registers with those that its assemblies hold.</summary>
internal static class PluginTypes
{
    /// <exception cref="SolutionImportException">A registered type is missing, or is nothing that Dataverse could run.</exception>
    internal static void Check(AssemblyDefinition assembly, PluginSandbox sandbox)
    {
        if (assembly.Types.GroupBy(type => type.TypeName, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twins)
        {
            throw Refused(twins.Last(), "It is registered twice.", "Keep one registration.", PlatformCode.PluginTypeTwice);
        }

        foreach (var registered in assembly.Types) Check(registered, assembly, sandbox);
    }

    static void Check(PluginTypeDefinition registered, AssemblyDefinition assembly, PluginSandbox sandbox)
    {
        var type = Find(registered, assembly, sandbox);
        var wanted = registered.IsWorkflowActivity ? typeof(CodeActivity) : typeof(IPlugin);
        if (!wanted.IsAssignableFrom(type))
        {
            throw Refused(
                registered,
                registered.IsWorkflowActivity ? "It is registered as a workflow activity, but is no CodeActivity." : "It does not implement IPlugin.",
                "Correct the type or its registration.",
                PlatformCode.NotAPlugin);
        }

        if (type.IsAbstract || !type.IsVisible || !HasConstructor(type))
        {
            throw Refused(
                registered,
                "Dataverse cannot make an instance: it is abstract, or not public, or has none of the public constructors (), (string), (string, string).",
                "Make it public and not abstract, with one of these constructors.",
                PlatformCode.CannotCreateInstance);
        }

        if (registered.IsWorkflowActivity) CheckArguments(registered, type);
    }

    static void CheckArguments(PluginTypeDefinition registered, Type type)
    {
        try
        {
            _ = ActivityArgument.Of(type);
        }
        catch (ActivityDefinitionException wrong)
        {
            throw Refused(registered, wrong.Message, wrong.Remedy, PlatformCode.ImportPluginTypes);
        }
    }

    static Type Find(PluginTypeDefinition registered, AssemblyDefinition assembly, PluginSandbox sandbox)
    {
        try
        {
            return sandbox.Type(assembly.Id, registered.TypeName);
        }
        catch (Exception missing) when (missing is TypeLoadException or FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            throw new SolutionImportException(
                $"{registered.Place}, plug-in type {registered.TypeName}",
                $"Assembly {assembly.FullName} does not give this type: {missing.Message}",
                "Build the assemblies and pack the solution again, or take the type out of the solution.",
                PlatformCode.CannotLoadType,
                missing);
        }
    }

    static bool HasConstructor(Type type) => type.GetConstructors(BindingFlags.Public | BindingFlags.Instance)
        .Select(constructor => constructor.GetParameters())
        .Any(parameters => parameters.Length <= 2 && parameters.All(parameter => parameter.ParameterType == typeof(string)));

    static SolutionImportException Refused(PluginTypeDefinition type, string problem, string remedy, int code) =>
        new($"{type.Place}, plug-in type {type.TypeName}", problem, remedy, code);
}
