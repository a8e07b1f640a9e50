using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Tests.DataverseSdk;

/// <summary>Catches a fault of the service, as plugins do, and tells it in its own words.</summary>
public sealed class CatchingPlugin : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        try
        {
            throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { ErrorCode = -2147220969 }, new FaultReason("gone"));
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            throw new InvalidPluginExecutionException($"{fault.Message} {fault.Detail.ErrorCode}", fault);
        }
    }
}
