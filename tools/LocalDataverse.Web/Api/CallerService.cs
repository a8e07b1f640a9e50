using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api;

/// <summary>As whom a request acts: the user of its token, or another on whose behalf it asks.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/impersonate-another-user-web-api; the engine asks for the privilege.</remarks>
internal static class CallerService
{
    const string ById = "MSCRMCallerID";
    const string ByObjectId = "CallerObjectId";

    /// <param name="request">What is asked.</param>
    /// <param name="user">The user of the token, or of the session of a page of this server. Null: neither.</param>
    /// <param name="environment">The environment.</param>
    /// <exception cref="System.ServiceModel.FaultException">0x80040277: no valid token or session; 0x80048D1A: the user to act for does not exist.</exception>
    public static IOrganizationService Of(WebApiRequest request, Guid? user, LocalEnvironment environment)
    {
        var caller = user ?? throw WebFault.Of(
            WebFault.Unauthorized, "The request has no valid bearer token. Send the header Authorization: Bearer followed by a token that the server printed when it started.");
        if (Impersonated(request, environment) is { } other && other != caller) return environment.ServiceFor(caller, other);

        return environment.ServiceFor(caller);
    }

    static Guid? Impersonated(WebApiRequest request, LocalEnvironment environment)
    {
        if (request.Header(ByObjectId) is { } objectId) return User("azureactivedirectoryobjectid", ByObjectId, objectId, environment);
        if (request.Header(ById) is { } id) return User("systemuserid", ById, id, environment);

        return null;
    }

    static Guid User(string column, string header, string text, LocalEnvironment environment)
    {
        if (Guid.TryParse(text, out var id))
        {
            var query = new QueryExpression("systemuser") { ColumnSet = new ColumnSet("systemuserid"), TopCount = 1 };
            query.Criteria.AddCondition(column, ConditionOperator.Equal, id);
            if (environment.Administrator.RetrieveMultiple(query).Entities is [var found]) return found.Id;
        }

        throw WebFault.Of(WebFault.InvalidCaller, $"The header {header} names no user of this environment: '{text}'.");
    }
}
