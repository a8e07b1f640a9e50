using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Local;

/// <summary>What became of an attempt to deactivate an account.</summary>
/// <param name="Refusal">The message that the user sees, or null when the account is inactive now.</param>
internal sealed record DeactivationAttempt(string? Refusal)
{
    const int Inactive = 1;
    const int InactiveReason = 2;

    // IsvAborted: a plug-in refused the request with a message for its user.
    const int RefusedByPlugin = unchecked((int)0x80040265);

    public bool IsRefused => Refusal is not null;

    /// <summary>Deactivates as the command Deactivate does, and reads the row back.</summary>
    /// <exception cref="FaultException{OrganizationServiceFault}">The request failed for another reason than a refusal of the solution.</exception>
    /// <exception cref="InvalidOperationException">The update went through and the account is not inactive.</exception>
    public static DeactivationAttempt Of(IOrganizationService user, Guid account)
    {
        try
        {
            user.Update(new Entity("account", account)
            {
                ["statecode"] = new OptionSetValue(Inactive),
                ["statuscode"] = new OptionSetValue(InactiveReason),
            });
        }
        catch (FaultException<OrganizationServiceFault> refusal) when (refusal.Detail.ErrorCode == RefusedByPlugin)
        {
            return new DeactivationAttempt(refusal.Detail.Message);
        }

        var state = user.Retrieve("account", account, new ColumnSet("statecode")).GetAttributeValue<OptionSetValue>("statecode");
        return state?.Value == Inactive
            ? new DeactivationAttempt(Refusal: null)
            : throw new InvalidOperationException($"Account {account} was updated to inactive, but its state reads {state?.Value}.");
    }
}
