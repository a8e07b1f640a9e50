using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>What a Create, Update or SetState writes to a contract.</summary>
static class ContractWrite
{
    /// <summary>The written columns; of SetState the state. Requests: none.</summary>
    /// <remarks>SetState may raise Update as well, or not: a step that guards the state stands on both.</remarks>
    internal static ContractRow Of(PluginCall call) => call.IsMessage("SetState") || call.IsMessage("SetStateDynamicEntity")
        ? new ContractRow(new Entity(ContractRow.Table, call.Required<EntityReference>("EntityMoniker").Id)) { State = (ContractState)call.Required<OptionSetValue>("State").Value }
        : new ContractRow(call.Target);
}
