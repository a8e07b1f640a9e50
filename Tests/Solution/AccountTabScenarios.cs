using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse;
using SolutionPackager;

namespace Offboarding.Tests.Solution;

/// <summary>The tab on Microsoft's account form only adds, and can be left out.</summary>
public class AccountTabScenarios
{
    const string AccountForm = "{8448b78f-8f42-454e-8e2a-f8196b0419af}";

    [Fact]
    public void The_tab_adds_one_section_with_the_panel_and_changes_nothing_else()
    {
        var form = Form(Artifacts.ManagedZip)!;

        var tab = Assert.Single(form.Descendants("tab"));
        Assert.Equal("Added", (string?)tab.Attribute("solutionaction"));
        Assert.Equal("off_/html/account-panel.html", Assert.Single(form.Descendants("control")).Descendants("Url").Single().Value);
        Assert.Equal(["tabs"], form.Element("form")!.Elements().Select(element => element.Name.LocalName));
        Assert.DoesNotContain(form.Elements(), element => element.Name.LocalName is "IsCustomizable" or "CanBeDeleted");
    }

    [Fact]
    public void A_package_with_the_tab_says_which_solution_the_form_belongs_to() =>
        Assert.StartsWith("msdynce_AppCommon", (string)Root(Artifacts.ManagedZip, "solution.xml").Descendants("Required").Single().Attribute("solution")!, StringComparison.Ordinal);

    [Theory]
    [InlineData(PackageKind.Managed)]
    [InlineData(PackageKind.Unmanaged)]
    public void Left_out_the_tab_and_its_dependency_are_gone_and_the_rest_imports(PackageKind kind)
    {
        var zip = Packer.Pack(Artifacts.Config, kind, ["account-tab"]);
        using var environment = LocalEnvironment.Create();

        environment.ImportSolution(zip);

        Assert.Null(Form(zip));
        Assert.Empty(Root(zip, "solution.xml").Descendants("MissingDependency"));
    }

    static XElement? Form(byte[] zip) => Root(zip, "customizations.xml").Descendants("systemform").SingleOrDefault(form => form.Element("formid")!.Value == AccountForm);

    static XElement Root(byte[] zip, string part)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var stream = archive.GetEntry(part)!.Open();
        return XElement.Load(stream);
    }
}
