using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.SecondEngine;

namespace Offboarding.Tests.Engines;

/// <summary>The embedded Dataverse with the packed solution, without default rules, as the engine of shared scenarios.</summary>
sealed class EmbeddedEngine : IScenarioEngine
{
    readonly SolutionEnvironment world = new(withDefaults: false);

    public IOrganizationService Service => world.Administrator;

    public void Speak(int language)
    {
        var query = new QueryByAttribute("usersettings") { ColumnSet = new ColumnSet("uilanguageid") };
        query.AddAttributeValue("systemuserid", world.Local.AdministratorId);
        var settings = Assert.Single(Service.RetrieveMultiple(query).Entities);
        Service.Update(new Entity(settings.LogicalName, settings.Id) { ["uilanguageid"] = language });
    }

    public Guid Migrate(Entity row) => world.CreatePastTheProduct(row);

    public Guid Create(Entity row) => Service.Create(row);

    public void Update(Entity row) => Service.Update(row);

    public void Delete(EntityReference row) => Service.Delete(row.LogicalName, row.Id);

    public ParameterCollection Execute(OrganizationRequest request) => Service.Execute(request).Results;

    public string? RefusalOf(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (FaultException<OrganizationServiceFault> refusal)
        {
            return refusal.Detail.Message;
        }
    }

    public void Dispose() => world.Dispose();
}
