using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class MetadataTests
{
    [Fact]
    public void A_table_says_what_it_is_and_what_columns_it_has()
    {
        using var environment = LocalEnvironment.Create();

        var task = ((RetrieveEntityResponse)environment.Administrator.Execute(new RetrieveEntityRequest { LogicalName = "task", EntityFilters = EntityFilters.Entity | EntityFilters.Attributes })).EntityMetadata;

        Assert.Equal(
            ("activityid", "subject", "tasks", 4212, true),
            (task.PrimaryIdAttribute, task.PrimaryNameAttribute, task.EntitySetName, task.ObjectTypeCode, task.IsActivity));
        Assert.Equal(200, Assert.IsType<StringAttributeMetadata>(task.Attributes.Single(column => column.LogicalName == "subject")).MaxLength);
    }

    [Fact]
    public void A_state_column_says_its_states_and_their_default_status()
    {
        using var environment = LocalEnvironment.Create();

        var state = ((RetrieveAttributeResponse)environment.Administrator.Execute(new RetrieveAttributeRequest { EntityLogicalName = "account", LogicalName = "statecode" })).AttributeMetadata;
        var missing = Observation.FaultOf(() => environment.Administrator.Execute(new RetrieveAttributeRequest { EntityLogicalName = "account", LogicalName = "horn" }));

        var options = Assert.IsType<StateAttributeMetadata>(state).OptionSet.Options.Cast<StateOptionMetadata>().ToList();
        Assert.Equal(
            [(0, 1), (1, 2)],
            options.Select(option => (option.Value, option.DefaultStatus)).Select(pair => (pair.Value!.Value, pair.DefaultStatus!.Value)));
        Assert.Equal(-2147217149, missing.ErrorCode);
    }

    [Fact]
    public void A_table_that_is_not_installed_is_learned_from_a_fault()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new RetrieveEntityRequest { LogicalName = "unicorn", EntityFilters = EntityFilters.Entity }));

        Assert.Equal(-2147217150, fault.ErrorCode);
    }
}
