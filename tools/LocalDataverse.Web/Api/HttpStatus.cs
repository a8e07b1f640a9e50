using System.Collections.Frozen;
using System.Collections.Generic;
using Microsoft.AspNetCore.Http;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Web.Api;

/// <summary>The HTTP status of a fault. This is the only place that decides; what is not named here is a bad request.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors#identify-status-codes</remarks>
internal static class HttpStatus
{
    const int AttributePermissionReadIsMissing = unchecked((int)0x8004F504);
    const int PrincipalPrivilegeDenied = unchecked((int)0x80040231);
    const int PrivilegeCreateIsDisabled = unchecked((int)0x80040276);
    const int InvalidAccessRights = unchecked((int)0x8004020D);
    const int SandboxAccessDenied = unchecked((int)0x80048405);
    const int InvalidOperation = unchecked((int)0x8004023B);

    static readonly FrozenDictionary<int, int> ByCode = new Dictionary<int, int>
    {
        [WebFault.Unauthorized] = StatusCodes.Status401Unauthorized,
        [(int)FaultCode.IsvAbortedUnauthorized] = StatusCodes.Status401Unauthorized,

        [(int)FaultCode.AccessDenied] = StatusCodes.Status403Forbidden,
        [(int)FaultCode.AttributePermissionUpdateIsMissing] = StatusCodes.Status403Forbidden,
        [(int)FaultCode.AttributePrivilegeCreateIsMissing] = StatusCodes.Status403Forbidden,
        [(int)FaultCode.PrivilegeDenied] = StatusCodes.Status403Forbidden,
        [(int)FaultCode.QueryContainedSecuredAttributeWithoutAccess] = StatusCodes.Status403Forbidden,
        [(int)FaultCode.TargetPrincipalLacksReadPrivilege] = StatusCodes.Status403Forbidden,
        [(int)FaultCode.IsvAbortedForbidden] = StatusCodes.Status403Forbidden,
        [AttributePermissionReadIsMissing] = StatusCodes.Status403Forbidden,
        [PrincipalPrivilegeDenied] = StatusCodes.Status403Forbidden,
        [PrivilegeCreateIsDisabled] = StatusCodes.Status403Forbidden,
        [InvalidAccessRights] = StatusCodes.Status403Forbidden,
        [SandboxAccessDenied] = StatusCodes.Status403Forbidden,

        [WebFault.NoResource] = StatusCodes.Status404NotFound,
        [(int)FaultCode.ObjectDoesNotExist] = StatusCodes.Status404NotFound,
        [(int)FaultCode.RecordNotFoundByEntityKey] = StatusCodes.Status404NotFound,
        [(int)FaultCode.IsvAbortedNotFound] = StatusCodes.Status404NotFound,

        [(int)FaultCode.CannotDeleteDueToAssociation] = StatusCodes.Status405MethodNotAllowed,
        [(int)FaultCode.NotSupported] = StatusCodes.Status405MethodNotAllowed,
        [(int)FaultCode.IsvAbortedMethodNotAllowed] = StatusCodes.Status405MethodNotAllowed,
        [InvalidOperation] = StatusCodes.Status405MethodNotAllowed,

        [(int)FaultCode.IsvAbortedRequestTimeout] = StatusCodes.Status408RequestTimeout,
        [(int)FaultCode.IsvAbortedConflict] = StatusCodes.Status409Conflict,
        [(int)FaultCode.IsvAbortedGone] = StatusCodes.Status410Gone,

        [(int)FaultCode.ConcurrencyVersionMismatch] = StatusCodes.Status412PreconditionFailed,
        [(int)FaultCode.DuplicateRecord] = StatusCodes.Status412PreconditionFailed,
        [(int)FaultCode.DuplicateRecordEntityKey] = StatusCodes.Status412PreconditionFailed,
        [(int)FaultCode.IsvAbortedPreconditionFailed] = StatusCodes.Status412PreconditionFailed,

        [(int)FaultCode.IsvAbortedRequestEntityTooLarge] = StatusCodes.Status413PayloadTooLarge,
        [(int)FaultCode.IsvAbortedFailedDependency] = StatusCodes.Status424FailedDependency,

        [(int)FaultCode.ThrottlingBurstRequestLimitExceeded] = StatusCodes.Status429TooManyRequests,
        [(int)FaultCode.ThrottlingConcurrencyLimitExceeded] = StatusCodes.Status429TooManyRequests,
        [(int)FaultCode.ThrottlingTimeExceeded] = StatusCodes.Status429TooManyRequests,
        [(int)FaultCode.IsvAbortedTooManyRequests] = StatusCodes.Status429TooManyRequests,

        [(int)FaultCode.IsvUnExpected] = StatusCodes.Status500InternalServerError,
        [(int)FaultCode.IsvAbortedInternalServerError] = StatusCodes.Status500InternalServerError,
        [(int)FaultCode.UnExpected] = StatusCodes.Status500InternalServerError,
        [(int)FaultCode.SqlError] = StatusCodes.Status500InternalServerError,
        [(int)FaultCode.SqlTimeout] = StatusCodes.Status500InternalServerError,
        [(int)FaultCode.NotImplemented] = StatusCodes.Status501NotImplemented,
        [(int)FaultCode.SdkMessageNotImplemented] = StatusCodes.Status501NotImplemented,
        [(int)FaultCode.IsvAbortedBadGateway] = StatusCodes.Status502BadGateway,
        [(int)FaultCode.SandboxWorkerNotAvailable] = StatusCodes.Status503ServiceUnavailable,
        [(int)FaultCode.IsvAbortedServiceUnavailable] = StatusCodes.Status503ServiceUnavailable,
        [(int)FaultCode.IsvAbortedGatewayTimeout] = StatusCodes.Status504GatewayTimeout,
    }.ToFrozenDictionary();

    public static int Of(int code) => ByCode.GetValueOrDefault(code, StatusCodes.Status400BadRequest);
}
