using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>Single rows by reference, which may name an alternate key.</summary>
internal static class Rows
{
    /// <summary>One request.</summary>
    public static Entity Read(this IOrganizationService service, EntityReference row, ColumnSet columns) =>
        ((RetrieveResponse)service.Execute(new RetrieveRequest { Target = row, ColumnSet = columns })).Entity;
}
