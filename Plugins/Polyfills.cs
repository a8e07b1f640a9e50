// What the compiler needs to find for C# 14 and .NET Framework 4.6.2 does not have. A package for it would make the assembly's bytes differ from build to build.
namespace System.Runtime.CompilerServices
{
    /// <summary>Makes <c>init</c> compile.</summary>
    static class IsExternalInit;

    /// <summary>Makes <c>required</c> compile.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
    sealed class RequiredMemberAttribute : Attribute;

    /// <summary>Keeps older compilers from code that they would misread.</summary>
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
    sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>The constructor sets all required members.</summary>
    [AttributeUsage(AttributeTargets.Constructor)]
    sealed class SetsRequiredMembersAttribute : Attribute;

    /// <summary>The parameter is not null when the method returns this.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    sealed class NotNullWhenAttribute(bool returnValue) : Attribute
    {
        public bool ReturnValue { get; } = returnValue;
    }
}
