namespace Microsoft.Crm.Sdk;

/// <summary>The XML namespace of this assembly's data contracts.</summary>
internal static class Namespaces
{
    internal const string Crm = "http://schemas.microsoft.com/crm/2011/Contracts";
}
