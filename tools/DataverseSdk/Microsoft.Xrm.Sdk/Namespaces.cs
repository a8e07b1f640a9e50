namespace Microsoft.Xrm.Sdk;

/// <summary>The XML namespaces of the service's data contracts.</summary>
internal static class Namespaces
{
    internal const string Contracts = "http://schemas.microsoft.com/xrm/2011/Contracts";
    internal const string Contracts71 = "http://schemas.microsoft.com/xrm/7.1/Contracts";
    internal const string Organization = "http://schemas.microsoft.com/xrm/2014/Contracts";
    internal const string Services = "http://schemas.microsoft.com/xrm/2011/Contracts/Services";
    internal const string Metadata = "http://schemas.microsoft.com/xrm/2011/Metadata";
    internal const string MetadataQuery = "http://schemas.microsoft.com/xrm/2011/Metadata/Query";
    internal const string Metadata2013 = "http://schemas.microsoft.com/xrm/2013/Metadata";
    internal const string Metadata71 = "http://schemas.microsoft.com/xrm/7.1/Metadata";
    internal const string Metadata9 = "http://schemas.microsoft.com/xrm/9.0/Metadata";
}
