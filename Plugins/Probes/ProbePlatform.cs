using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Probes;

/// <summary><c>off_ProbePlatform</c>: what a plug-in meets on this platform, where its documentation leaves it open. For <c>offboard probe</c>; no rule of the product leans on it.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_ProbePlatform (global action). In: Probe (String: <c>context</c>, <c>fault</c> or <c>caught</c>), and four optional parameters of as many types,
/// which a caller leaves out to see what becomes of them. Out: Json (String).</para>
/// <para>Requests: <c>context</c> 2 reads, of which one as SYSTEM; <c>fault</c> and <c>caught</c> 1 read of a row that does not exist. Writes nothing.</para>
/// </remarks>
public sealed class ProbePlatform : IPlugin
{
    /// <summary>Tells whether assemblies live on between requests: it is the same as long as they do.</summary>
    static readonly Guid Loaded = Guid.NewGuid();

    static readonly string[] Optional = ["Text", "Number", "Flag", "Id"];

    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        switch (call.RequiredText("Probe"))
        {
            case "context":
                call.Return("Json", Context(call));
                break;
            case "fault":
                ReadNothing(call);
                break;
            case "caught":
                Catch(call);
                break;
            case var other:
                throw Refusal.Of("OFF-9004", call.Language, "parameter", "Probe", "value", other, "expected", "context, fault, caught");
        }
    }

    static string Context(PluginCall call)
    {
        var context = call.Context;
        using var json = new JsonText();
        return json.Text("loaded", Loaded.ToString("D"))
            .YesNo("dated", context.OperationCreatedOn != default)
            .Text("operation", context.OperationId.ToString("D"))
            .YesNo("offline", context.IsExecutingOffline)
            .Number("depth", context.Depth)
            .Text("caller", WhoIs(call.AsCaller).ToString("D"))
            .Text("system", WhoIs(call.AsSystem).ToString("D"))
            .Array("present", present =>
            {
                foreach (var name in Optional.Where(context.InputParameters.Contains)) present.Object(JsonText.Item, item => item.Text("name", name));
            })
            .Finish();
    }

    static Guid WhoIs(IOrganizationService service) => ((WhoAmIResponse)service.Execute(new WhoAmIRequest())).UserId;

    /// <summary>Fails as a read of a row fails that is not there.</summary>
    static void ReadNothing(PluginCall call) => call.AsSystem.Retrieve("account", Guid.NewGuid(), new ColumnSet("accountid"));

    /// <summary>The one place that goes on after the fault of a service, to see whether the platform lets it. It must not.</summary>
    static void Catch(PluginCall call)
    {
        try
        {
            ReadNothing(call);
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            call.Return("Json", "{}");
        }
    }
}
