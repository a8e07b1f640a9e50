using System;
using System.Activities;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;
using Offboarding.WorkflowActivities;

namespace Offboarding.Tests.Solution;

/// <summary>What the solution registers is what the assemblies hold.</summary>
public class StepTests
{
    /// <summary>Columns that the platform's tables have, and no file of ours describes.</summary>
    static readonly HashSet<string> Standard =
        new(["subject", "description", "to", "cc", "bcc", "statecode", "statuscode", "name", "regardingobjectid", "ownerid", "emailaddress1", "emailaddress2", "emailaddress3", "firstname", "lastname", "birthdate"], StringComparer.Ordinal);

    static IEnumerable<XElement> Steps => SolutionSource.Below("SdkMessageProcessingSteps").Select(file => file.Value);

    [Fact]
    public void Every_plugin_and_every_workflow_activity_is_registered_and_nothing_else()
    {
        var plugins = typeof(ContractRow).Assembly.GetExportedTypes().Where(type => typeof(IPlugin).IsAssignableFrom(type) && !type.IsAbstract);
        var activities = typeof(PreviewOffboarding).Assembly.GetExportedTypes().Where(type => typeof(CodeActivity).IsAssignableFrom(type) && !type.IsAbstract);
        var expected = plugins.Concat(activities).Select(type => $"{type.FullName}, {type.Assembly.FullName}");

        var registered = SolutionSource.Below("PluginAssemblies").SelectMany(file => file.Value.Descendants("PluginType")).Select(type => (string)type.Attribute("AssemblyQualifiedName")!);

        Assert.Equal(expected.Order(StringComparer.Ordinal), registered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_registered_type_is_run_by_a_step_or_an_operation_but_that_whose_steps_a_command_registers()
    {
        const string observer = "Offboarding.Plugins.Probes.ProbeObserver";
        var used = Steps.Select(step => step.Element("PluginTypeId")!.Value)
            .Concat(SolutionSource.Below("customapis").SelectMany(file => file.Value.Descendants("plugintypeexportkey")).Select(key => key.Value));
        var plugins = SolutionSource.Files.Where(file => file.Key.EndsWith("/OffboardingPlugins.dll.data.xml", StringComparison.Ordinal)).SelectMany(file => file.Value.Descendants("PluginType"));

        Assert.Single(plugins, type => (string)type.Attribute("Name")! == observer);
        Assert.Equal(plugins.Where(type => (string)type.Attribute("Name")! != observer).Select(type => (string)type.Attribute("PluginTypeId")!).Order(StringComparer.Ordinal), used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Filters_and_images_name_columns_of_their_table()
    {
        var own = SolutionSource.OwnColumns.ToLookup(column => column.Table.ToLowerInvariant(), column => column.Column.Element("LogicalName")!.Value);
        var wrong = from step in Steps
                    let table = step.Element("PrimaryEntity")?.Value ?? ""
                    from list in step.Elements("FilteringAttributes").Concat(step.Descendants("Attributes"))
                    from column in list.Value.Split(',')
                    where !Standard.Contains(column) && !own[table].Contains(column, StringComparer.Ordinal)
                    select $"{(string)step.Attribute("Name")!}: {column}";

        Assert.NotEmpty(Steps);
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_change_of_any_fact_or_of_unreadable_values_is_checked_with_all_facts_at_hand()
    {
        var step = Steps.Single(step => step.Element("PluginTypeName")!.Value.StartsWith("Offboarding.Plugins.Contracts.ContractCheck,", StringComparison.Ordinal) && step.Element("FilteringAttributes") is not null);
        var facts = ContractRow.FactColumns.Values.Append(ContractRow.Columns.Unreadable).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(facts, step.Element("FilteringAttributes")!.Value.Split(',').ToHashSet(StringComparer.Ordinal));
        Assert.Superset(facts, step.Descendants("Attributes").Single().Value.Split(',').ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_gate_stands_before_and_inside_the_transaction_of_update_delete_and_merge_and_inside_that_of_set_state()
    {
        var messages = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["20bebb1b-ea3e-db11-86a7-000a3a5473e8"] = "Update", ["a1bdbb1b-ea3e-db11-86a7-000a3a5473e8"] = "Delete", ["dbbdbb1b-ea3e-db11-86a7-000a3a5473e8"] = "Merge",
            ["1cbebb1b-ea3e-db11-86a7-000a3a5473e8"] = "SetState",
        };

        var gate = Steps.Where(step => step.Element("PluginTypeName")!.Value.StartsWith("Offboarding.Plugins.Deactivation.AccountDeactivationGate,", StringComparison.Ordinal))
            .Select(step => $"{messages[step.Element("SdkMessageId")!.Value]} {step.Element("Stage")!.Value}");

        Assert.Equal(["Delete 10", "Delete 20", "Merge 10", "Merge 20", "SetState 20", "Update 10", "Update 20"], gate.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_what_may_come_a_moment_later_is_done_asynchronously()
    {
        var later = Steps.Where(step => step.Element("Mode")!.Value != "0").Select(step => step.Element("PluginTypeName")!.Value.Split(',')[0]);

        Assert.Equal(["Offboarding.Plugins.Cases.DecisionFactsStep", "Offboarding.Plugins.Feedback.EndedCaseFolds", "Offboarding.Plugins.KeepInTouch.IncomingInquiry"], later.Order(StringComparer.Ordinal));
    }
}
