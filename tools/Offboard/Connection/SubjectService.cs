using Microsoft.Xrm.Sdk;

namespace Offboard.Connection;

/// <summary>Requests of data subjects on an organization, as commands name them.</summary>
internal static class SubjectService
{
    static readonly NamedRow Request = new("off_subjectrequest", "--request", "request of a data subject", "DSR-000001");

    /// <summary>The request with a number, as DSR-000001, or an id. Sends one request.</summary>
    /// <exception cref="CommandFailure">There is none, or several have the number.</exception>
    public static Entity Find(IOrganizationService service, string request) => Request.Find(service, request, "off_kind");
}
