using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Offboarding.Tests.Packaging;

/// <summary>
/// A solution as others have them: kinds of components we do not use, an order that does not follow from names, an element and a folder
/// nobody has heard of, texts that a careless XML writer would change.
/// </summary>
public static class ForeignSolution
{
    public const string Flow = "Workflows/Notify-0C4F9A6E-2F5B-4F0E-8F4A-111111111111.json";

    public static IReadOnlyDictionary<string, byte[]> Parts(bool managed) => new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["solution.xml"] = Utf8($"""
            <ImportExportXml version="9.2.25063.198" SolutionPackageVersion="9.2" languagecode="1033" generatedBy="CrmLive" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <SolutionManifest><UniqueName>Foreign</UniqueName><Version>3.1.0.7</Version><Managed>{(managed ? 1 : 0)}</Managed><RootComponents /></SolutionManifest>
            </ImportExportXml>
            """),
        ["customizations.xml"] = Utf8(Customizations),
        ["[Content_Types].xml"] = Utf8("""<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="text/xml" /></Types>"""),
        [Flow] = Utf8("""{ "properties": {} }"""),
        ["WebResources/x_page11111111-2222-3333-4444-555555555555"] = Utf8("<html>\r\n</html>"),
        ["WebResources/x_pagemain22222222-2222-3333-4444-555555555555"] = Utf8("main"),
        ["PluginAssemblies/XPlugins-0C4F9A6E-2F5B-4F0E-8F4A-222222222222/XPlugins.dll"] = [0x4D, 0x5A, 0, 1, 2, 255],
        ["CanvasApps/x_app_12345_DocumentUri.msapp"] = [80, 75, 3, 4, 0],
        ["CanvasApps/x_app_12345_BackgroundImageUri"] = [137, 80, 78, 71],
        ["Reports/Machines33333333.rdl"] = Utf8("<Report />"),
        ["bots/x_bot/bot.xml"] = Utf8("<bot schemaname=\"x_bot\" />"),
        ["botcomponents/x_bot.topic.OnError/data"] = Utf8("kind: AdaptiveDialog\n"),
        ["pluginpackages/x_Package/package/x_Package.nupkg"] = [80, 75, 3, 4, 9],
        ["pluginpackages/x_Package/pluginpackage.xml"] = Utf8("<pluginpackage uniquename=\"x_Package\"><version>1.0.0</version></pluginpackage>"),
        ["appactions/x__{!EntityLogicalName}.New!x_app/appaction.xml"] = Utf8("<appaction />"),
        ["Assets/set.xml"] = Utf8("<set />"),
        ["a thing of tomorrow/ü.bin"] = [1, 2, 3],
    };

    public static byte[] Zip(bool managed = false) => Zip(Parts(managed));

    public static byte[] Zip(IReadOnlyDictionary<string, byte[]> parts, Func<string, string>? rename = null)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                var escaped = name.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal)
                    .Replace(" ", "%20", StringComparison.Ordinal).Replace("ü", "%C3%BC", StringComparison.Ordinal);
                using var writer = zip.CreateEntry(rename?.Invoke(escaped) ?? escaped).Open();
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    const string Customizations = """
        <ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" OrganizationVersion="9.2.26034.167">
          <Entities>
            <Entity>
              <Name LocalizedName="Zebra" OriginalName="">x_Zebra</Name>
              <EntityInfo><entity Name="x_Zebra" unmodified="1"><HelpText> </HelpText><Note>line one
        line two &amp; &lt;b&gt;</Note></entity></EntityInfo>
              <FormXml>
                <forms type="main">
                  <systemform><formid>{ffffffff-0000-0000-0000-000000000001}</formid><form /></systemform>
                  <systemform><formid>{00000000-0000-0000-0000-000000000002}</formid><form /></systemform>
                </forms>
                <forms type="card"><systemform><formid>{77777777-0000-0000-0000-000000000003}</formid><form /></systemform></forms>
              </FormXml>
              <SavedQueries><savedqueries>
                <savedquery><savedqueryid>{bbbbbbbb-0000-0000-0000-000000000001}</savedqueryid></savedquery>
                <savedquery><savedqueryid>{aaaaaaaa-0000-0000-0000-000000000001}</savedqueryid></savedquery>
              </savedqueries></SavedQueries>
              <RibbonDiffXml />
              <CustomControlDefaultConfigs><CustomControlDefaultConfig /></CustomControlDefaultConfigs>
            </Entity>
            <Entity><Name>x_Ant</Name><FormXml /><RibbonDiffXml /></Entity>
          </Entities>
          <Roles><Role id="{1}" name="Reader / Writer" /><Role id="{2}" name="Reader : Writer" /></Roles>
          <Workflows>
            <Workflow WorkflowId="{0c4f9a6e-2f5b-4f0e-8f4a-111111111111}" Name="Notify"><JsonFileName>/Workflows/Notify-0C4F9A6E-2F5B-4F0E-8F4A-111111111111.json</JsonFileName></Workflow>
            <Workflow WorkflowId="{0c4f9a6e-2f5b-4f0e-8f4a-333333333333}" Name="No file" />
          </Workflows>
          <FieldSecurityProfiles />
          <Templates><EmailTemplates><emailtemplate><body>&lt;![CDATA[x]]&gt;</body></emailtemplate></EmailTemplates></Templates>
          <EntityMaps />
          <EntityRelationships>
            <EntityRelationship Name="x_z"><ReferencedEntityName>Account</ReferencedEntityName></EntityRelationship>
            <EntityRelationship Name="x_a"><FirstEntityName>x_Zebra</FirstEntityName></EntityRelationship>
            <EntityRelationship Name="x_m"><ReferencedEntityName>account</ReferencedEntityName></EntityRelationship>
          </EntityRelationships>
          <optionsets />
          <Reports><Report><name>Machines</name><FileName>/Reports/Machines33333333.rdl</FileName></Report></Reports>
          <Dashboards><Dashboard><FormId>{66666666-0000-0000-0000-000000000001}</FormId><FormXml><forms type="dashboard"><form /></forms></FormXml></Dashboard></Dashboards>
          <WebResources>
            <WebResource><WebResourceId>{22222222-2222-3333-4444-555555555555}</WebResourceId><Name>x_page/main</Name><FileName>/WebResources/x_pagemain22222222-2222-3333-4444-555555555555</FileName></WebResource>
            <WebResource><WebResourceId>{11111111-2222-3333-4444-555555555555}</WebResourceId><Name>x_page</Name><FileName>/WebResources/x_page11111111-2222-3333-4444-555555555555</FileName></WebResource>
          </WebResources>
          <SolutionPluginAssemblies><PluginAssembly FullName="X.Plugins, Version=1.0.0.0"><FileName>/PluginAssemblies/XPlugins-0C4F9A6E-2F5B-4F0E-8F4A-222222222222/XPlugins.dll</FileName></PluginAssembly></SolutionPluginAssemblies>
          <SdkMessageProcessingSteps />
          <CanvasApps><CanvasApp><Name>x_app_12345</Name><BackgroundColor xsi:nil="true" /></CanvasApp></CanvasApps>
          <connectionreferences><connectionreference connectionreferencelogicalname="x_ref"><connectorid>/providers/shared_office365</connectorid></connectionreference></connectionreferences>
          <!-- nobody knows this one -->
          <thingsoftomorrow kind="new"><thing id="1">  <b>bold</b> text </thing></thingsoftomorrow>
          <Languages><Language>1033</Language></Languages>
        </ImportExportXml>
        """;
}
