using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>RetrieveRequest.RelatedEntitiesQuery: rows that refer to a row come with it, by relationship.</summary>
public class RelatedRowsTests
{
    static readonly Relationship Contacts = new("contact_customer_accounts");
    static readonly Relationship Children = new("account_parent_account");

    [Fact]
    public void Rows_of_several_relationships_come_with_a_row_and_each_query_keeps_its_conditions()
    {
        using var environment = LocalEnvironment.Create();
        var account = environment.Administrator.Create(new Entity("account") { ["name"] = "Contoso" });
        var other = environment.Administrator.Create(new Entity("account") { ["name"] = "Fabrikam", ["parentaccountid"] = new EntityReference("account", account) });
        foreach (var (name, parent) in new[] { ("Ada", account), ("Berta", account), ("Cara", other) })
            environment.Administrator.Create(new Entity("contact") { ["lastname"] = name, ["parentcustomerid"] = new EntityReference("account", parent) });
        var berta = new QueryExpression("contact") { ColumnSet = new ColumnSet("lastname") };
        berta.Criteria.AddCondition("lastname", ConditionOperator.Equal, "Berta");

        var answer = ((RetrieveResponse)environment.Administrator.Execute(new RetrieveRequest
        {
            Target = new EntityReference("account", account),
            ColumnSet = new ColumnSet("name"),
            RelatedEntitiesQuery = new RelationshipQueryCollection { [Contacts] = berta, [Children] = new QueryExpression("account") { ColumnSet = new ColumnSet("name") } },
        })).Entity;

        Assert.Equal("Berta", Assert.Single(answer.RelatedEntities[Contacts].Entities)["lastname"]);
        Assert.Equal(other, Assert.Single(answer.RelatedEntities[Children].Entities).Id);
    }

    [Fact]
    public void A_relationship_in_which_nothing_refers_to_the_table_is_refused_by_name()
    {
        using var environment = LocalEnvironment.Create();
        var account = environment.Administrator.Create(new Entity("account") { ["name"] = "Contoso" });

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new RetrieveRequest
        {
            Target = new EntityReference("account", account),
            ColumnSet = new ColumnSet("name"),
            RelatedEntitiesQuery = new RelationshipQueryCollection { [new Relationship("account_primary_contact")] = new QueryExpression("contact") },
        }));

        Assert.Contains("account_primary_contact", fault.Message, System.StringComparison.Ordinal);
    }
}
