using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FrameworkCheck;

/// <summary>All types of an assembly loaded and all its methods compiled, so that whatever this runtime lacks shows now and not in a customer's organization.</summary>
sealed class CompiledCode
{
    const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    readonly Assembly assembly;
    int types;
    int methods;

    CompiledCode(Assembly assembly) => this.assembly = assembly;

    /// <exception cref="ReflectionTypeLoadException">A type cannot be loaded.</exception>
    /// <exception cref="MissingMemberException">A method uses a member that this runtime does not have.</exception>
    internal static CompiledCode Of(Assembly assembly)
    {
        var code = new CompiledCode(assembly);
        foreach (var type in assembly.GetTypes()) code.Compile(type);
        return code;
    }

    public override string ToString() => $"{assembly.GetName().Name}: {types} types loaded, {methods} methods compiled";

    void Compile(Type type)
    {
        types++;

        // A generic type has code for its uses only.
        if (type.ContainsGenericParameters) return;

        RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
        {
            if (method.IsAbstract || method.ContainsGenericParameters || method.GetMethodBody() == null) continue;

            method.MethodHandle.GetFunctionPointer();
            methods++;
        }
    }
}
