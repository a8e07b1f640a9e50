namespace Offboarding.Tests.Packaging;

/// <summary>The small solution with screens: a quick view, a chart, a dashboard, commands, an app with its site map. <c>check</c> finds nothing in it.</summary>
public static class ScreenSolution
{
    public const string Quick = "Entities/tst_Machine/FormXml/quick/{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b03}.xml";
    public const string Chart = "Entities/tst_Machine/Visualizations/{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b04}.xml";
    public const string Dashboard = "Dashboards/{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b05}.xml";
    public const string Ribbon = "Entities/tst_Machine/RibbonDiff.xml";
    public const string App = "AppModules/tst_Machines/AppModule.xml";
    public const string Map = "AppModuleSiteMaps/tst_Machines/AppModuleSiteMap.xml";

    public static SourceFolder Write() => SmallSolution.Write()
        .Replace("src/Other/Customizations.xml", "<WebResources />", "<Dashboards /><WebResources />")
        .Replace("src/Other/Customizations.xml", "<SdkMessageProcessingSteps />", "<SdkMessageProcessingSteps /><AppModuleSiteMaps /><AppModules />")
        .Replace("src/" + SmallSolution.Table, "<RibbonDiffXml />", "<Visualizations /><RibbonDiffXml />")
        .Replace("src/" + SmallSolution.Manifest, "<RootComponents>", """
            <RootComponents><RootComponent type="60" id="{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b05}" behavior="0" />
            <RootComponent type="62" schemaName="tst_Machines" behavior="0" /><RootComponent type="80" schemaName="tst_Machines" behavior="0" />
            """)
        .Replace("src/" + SmallSolution.Form, "</row>\n", "</row>" + Cell("c1", "<control id=\"quick\" classid=\"{5C5600E0-1D6E-4205-A272-BE80DA87FD42}\" datafieldname=\"tst_accountid\" disabled=\"false\"><parameters><QuickForms>&lt;QuickFormIds&gt;&lt;QuickFormId entityname=\"tst_machine\"&gt;5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b03&lt;/QuickFormId&gt;&lt;/QuickFormIds&gt;</QuickForms></parameters></control>") + "\n")
        .Write("src/" + Quick, $$"""
            <forms><systemform><formid>{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b03}</formid><IntroducedVersion>1.0.0.0</IntroducedVersion><FormPresentation>1</FormPresentation><FormActivationState>1</FormActivationState>
            <form>{{Tab("d", "<control id=\"tst_name\" classid=\"{4273EDBD-AC1D-40D3-9FB2-095C621B552D}\" datafieldname=\"tst_name\" disabled=\"true\" />")}}</form>
            <IsCustomizable>1</IsCustomizable><CanBeDeleted>1</CanBeDeleted><LocalizedNames>{{Labels("LocalizedName", "Glance", "Blick")}}</LocalizedNames></systemform></forms>
            """)
        .Write("src/" + Chart, $$"""
            <visualization><savedqueryvisualizationid>{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b04}</savedqueryvisualizationid>
            <datadescription><datadefinition><fetchcollection><fetch mapping="logical" aggregate="true"><entity name="tst_machine"><attribute groupby="true" alias="group" name="tst_colour" /><attribute alias="measure" name="tst_machineid" aggregate="count" /></entity></fetch></fetchcollection>
            <categorycollection><category alias="group"><measurecollection><measure alias="measure" /></measurecollection></category></categorycollection></datadefinition></datadescription>
            <isdefault>0</isdefault><LocalizedNames>{{Labels("LocalizedName", "By colour", "Nach Farbe")}}</LocalizedNames></visualization>
            """)
        .Write("src/" + Dashboard, $$"""
            <Dashboard><LocalizedNames>{{Labels("LocalizedName", "Overview", "Übersicht")}}</LocalizedNames><FormId>{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b05}</FormId>
            <FormXml><forms type="dashboard"><form>{{Tab("e", "<control id=\"tile\" classid=\"{E7A81278-8635-4D9E-8D4D-59480B391C5B}\" indicationOfSubgrid=\"true\"><parameters><TargetEntityType>tst_machine</TargetEntityType><ChartGridMode>Chart</ChartGridMode><ViewId>{6f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a04}</ViewId><VisualizationId>{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b04}</VisualizationId></parameters></control>")}}</form></forms></FormXml></Dashboard>
            """)
        .Write("src/" + Ribbon, """
            <RibbonDiffXml><CustomActions><CustomAction Id="tst.Go.CustomAction" Location="Mscrm.Form.tst_machine.MainTab.Save.Controls._children" Sequence="55"><CommandUIDefinition>
            <Button Id="tst.Go.Button" Command="tst.Go.Command" Sequence="55" TemplateAlias="o1" LabelText="$LocLabels:tst.Go.Label" Alt="$LocLabels:tst.Go.Label" /></CommandUIDefinition></CustomAction></CustomActions>
            <Templates><RibbonTemplates Id="Mscrm.Templates" /></Templates>
            <CommandDefinitions><CommandDefinition Id="tst.Go.Command"><EnableRules><EnableRule Id="tst.Existing" /></EnableRules><DisplayRules><DisplayRule Id="tst.MayRead" /></DisplayRules>
            <Actions><JavaScriptFunction FunctionName="Tst.go" Library="$webresource:tst_/js/form.js" /></Actions></CommandDefinition></CommandDefinitions>
            <RuleDefinitions><TabDisplayRules /><DisplayRules><DisplayRule Id="tst.MayRead"><EntityPrivilegeRule EntityName="tst_machine" PrivilegeType="Read" PrivilegeDepth="Basic" /></DisplayRule></DisplayRules>
            <EnableRules><EnableRule Id="tst.Existing"><FormStateRule State="Existing" /></EnableRule></EnableRules></RuleDefinitions>
            <LocLabels><LocLabel Id="tst.Go.Label"><Titles><Title description="Go" languagecode="1033" /><Title description="Los" languagecode="1031" /></Titles></LocLabel></LocLabels></RibbonDiffXml>
            """)
        .Write("src/" + Map, """
            <AppModuleSiteMap><SiteMapUniqueName>tst_Machines</SiteMapUniqueName><SiteMap><Area Id="tst_area"><Titles><Title LCID="1033" Title="Work" /><Title LCID="1031" Title="Arbeit" /></Titles>
            <Group Id="tst_group"><Titles><Title LCID="1033" Title="Machines" /><Title LCID="1031" Title="Maschinen" /></Titles>
            <SubArea Id="tst_home" Url="/workplace/home_dashboards.aspx" DefaultDashboard="5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b05"><Titles><Title LCID="1033" Title="Overview" /><Title LCID="1031" Title="Übersicht" /></Titles></SubArea>
            <SubArea Id="tst_machines" Entity="tst_machine"><Titles><Title LCID="1033" Title="Machines" /><Title LCID="1031" Title="Maschinen" /></Titles><Privilege Entity="tst_machine" Privilege="Write" /></SubArea>
            </Group></Area></SiteMap></AppModuleSiteMap>
            """)
        .Write("src/" + App, $$"""
            <AppModule><UniqueName>tst_Machines</UniqueName><WebResourceId>af9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a08</WebResourceId>
            <AppModuleComponents><AppModuleComponent type="1" schemaName="tst_machine" /><AppModuleComponent type="60" id="{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b05}" /><AppModuleComponent type="62" schemaName="tst_Machines" /></AppModuleComponents>
            <AppModuleRoleMaps><Role id="{8f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a06}" /><Role id="{627090ff-40a3-4053-8790-584edc5be201}" /></AppModuleRoleMaps>
            <LocalizedNames>{{Labels("LocalizedName", "Machines", "Maschinen")}}</LocalizedNames></AppModule>
            """);

    /// <summary>One tab with one section and one cell; <paramref name="mark"/> keeps its ids apart from those of other forms.</summary>
    static string Tab(string mark, string control) => $$"""
        <tabs><tab name="{{mark}}" id="{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7{{mark}}01}"><labels>{{Labels("label", "Tab", "Register")}}</labels><columns><column width="100%"><sections>
        <section name="s{{mark}}" id="{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7{{mark}}02}"><labels>{{Labels("label", "Section", "Abschnitt")}}</labels><rows>{{Cell(mark + "3", control)}}</rows></section></sections></column></columns></tab></tabs>
        """;

    static string Cell(string mark, string control) => $$"""<row><cell id="{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7f{{mark}}}" showlabel="true"><labels>{{Labels("label", "Cell", "Feld")}}</labels>{{control}}</cell></row>""";

    static string Labels(string element, string english, string german) => $"<{element} description=\"{english}\" languagecode=\"1033\" /><{element} description=\"{german}\" languagecode=\"1031\" />";
}
