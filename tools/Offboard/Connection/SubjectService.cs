using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Connection;

/// <summary>Requests of data subjects on an organization, as commands name them.</summary>
internal static class SubjectService
{
    /// <summary>The service that acts as who was asked for.</summary>
    public static IOrganizationService Of(IOrganization organization, OrganizationSettings settings) => settings.Actor is { } user ? organization.As(user) : organization.Service();

    /// <summary>The request with a number, as DSR-000001, or an id. Sends one request.</summary>
    /// <exception cref="CommandFailure">There is none, or several have the number.</exception>
    public static Entity Find(IOrganizationService service, string request)
    {
        var query = new QueryExpression("off_subjectrequest") { ColumnSet = new ColumnSet("off_name", "off_kind"), TopCount = 2 };
        if (Guid.TryParse(request, out var id)) query.Criteria.AddCondition("off_subjectrequestid", ConditionOperator.Equal, id);
        else query.Criteria.AddCondition("off_name", ConditionOperator.Equal, request);

        var found = service.RetrieveMultiple(query).Entities;
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CommandFailure($"--request {request}: there is no such request of a data subject.", "Give its number, such as DSR-000001, or its id."),
            _ => throw new CommandFailure($"--request {request}: more than one request has this number.", "Give its id."),
        };
    }
}
