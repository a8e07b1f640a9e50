using System;
using System.IO;
using System.Linq;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The page of steps and the registration say what the assembly holds.</summary>
public class ActivitiesPageTests
{
    [Fact]
    public void The_page_of_steps_is_as_generated()
    {
        var rendered = ActivitiesPage.Render();
        var page = Path.Combine(SharedFacts.RepositoryRoot, ActivitiesPage.Path);
        if (File.Exists(page) && File.ReadAllText(page) == rendered) return;

        var fresh = Path.Combine(SharedFacts.RepositoryRoot, "artifacts", Path.GetFileName(ActivitiesPage.Path));
        File.WriteAllText(fresh, rendered);
        Assert.Fail($"{ActivitiesPage.Path} is stale: put {fresh} in its place.");
    }

    [Fact]
    public void Every_step_stands_in_the_group_of_the_solution_under_the_words_of_its_type()
    {
        foreach (var activity in ActivitiesPage.Activities)
        {
            var registered = ActivitiesPage.Registrations[activity.FullName!];

            Assert.Equal($"Customer Offboarding ({activity.Assembly.GetName().Version})", registered.Element("WorkflowActivityGroupName")!.Value);
            Assert.Equal(activity.Name, ((string)registered.Attribute("Name")!).Replace(" ", "", StringComparison.Ordinal), ignoreCase: true);
        }
    }

    [Fact]
    public void Every_step_is_named_in_a_test_that_runs_it_from_the_zip()
    {
        var source = string.Concat(Directory.GetFiles(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "WorkflowActivities"), "*Scenarios.cs").Select(File.ReadAllText));

        Assert.All(ActivitiesPage.Activities, activity => Assert.Contains($"\"{activity.FullName}\"", source, StringComparison.Ordinal));
    }
}
