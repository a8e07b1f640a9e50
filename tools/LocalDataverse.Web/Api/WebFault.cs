using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Web.Api;

/// <summary>The faults of the Web API itself, beside those of the engine's messages.</summary>
internal static class WebFault
{
    /// <summary>The URL or the query in it cannot be understood.</summary>
    public const int BadUrl = unchecked((int)0x80060888);

    /// <summary>The URL names nothing that is served.</summary>
    public const int NoResource = unchecked((int)0x8006088A);

    /// <summary>The body is not what the resource takes.</summary>
    public const int BadPayload = unchecked((int)0x80048D19);

    /// <summary>InvalidPropertyInODataRequestBody.</summary>
    public const int UndeclaredProperty = unchecked((int)0x80090801);

    /// <summary>InvalidUrlForODataBindProperty.</summary>
    public const int BadBindUrl = unchecked((int)0x80090800);

    /// <summary>InvalidCallerId.</summary>
    public const int InvalidCaller = unchecked((int)0x80048D1A);

    /// <summary>UnauthorizedAccess.</summary>
    public const int Unauthorized = unchecked((int)0x80040277);

    /// <summary>BadRequest.</summary>
    public const int BadRequest = unchecked((int)0x8005F100);

    public static FaultException<OrganizationServiceFault> Of(int code, string message) =>
        new(new OrganizationServiceFault { ErrorCode = code, Message = message }, new FaultReason(message));

    public static FaultException<OrganizationServiceFault> Unsupported(string what) => Of((int)FaultCode.NotSupported, $"The embedded Dataverse does not support {what}.");

    public static FaultException<OrganizationServiceFault> Method(string method, string resource) =>
        Of((int)FaultCode.NotSupported, $"The requested resource does not support http method '{method}': {resource}.");

    public static FaultException<OrganizationServiceFault> Payload(string message) => Of(BadPayload, message);
}
