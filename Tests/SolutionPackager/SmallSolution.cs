namespace Offboarding.Tests.Packaging;

/// <summary>
/// A complete small solution with every kind of component that ours has: a table with form and view, a choice, a lookup, a role, a
/// plug-in with step and Custom API, an environment variable, a web resource. <c>check</c> finds nothing in it; each test spoils one thing.
/// </summary>
public static class SmallSolution
{
    public const string AssemblyId = "0f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a01";
    public const string PluginTypeId = "3f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a02";
    public const string Form = "Entities/tst_Machine/FormXml/main/{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a03}.xml";
    public const string View = "Entities/tst_Machine/SavedQueries/{6f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a04}.xml";
    public const string Step = "SdkMessageProcessingSteps/{7f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a05}.xml";
    public const string Table = "Entities/tst_Machine/Entity.xml";
    public const string Assembly = "PluginAssemblies/TstPlugins-0F9AC1D4-6C3F-4F0E-8F4A-5D4C1F5B7A01/TstPlugins.dll.data.xml";
    public const string Manifest = "Other/Solution.xml";
    public const string Relationships = "Other/Relationships/Account.xml";
    public const string Role = "Roles/Operator.xml";
    public const string CustomApi = "customapis/tst_Count/customapi.xml";
    public const string Variable = "environmentvariabledefinitions/tst_Limit/environmentvariabledefinition.xml";
    public const string WebResource = "WebResources/tst_/js/form.js.data.xml";

    static readonly PluginDll Dll = new();
    static readonly byte[] DllBytes = Dll.ToBytes();

    /// <summary>The solution in <c>src/</c>, its DLL in <c>build/</c>, and the configuration beside them.</summary>
    public static SourceFolder Write() => new SourceFolder()
        .Write("pac.config.json", """
            {
              "solution": "TestMachines", "publisher": "tester", "version": "1.0.0.0", "source": "src", "notPacked": ["Data"], "optional": {},
              "assemblies": ["build/Tst.Plugins.dll"],
              "output": { "managed": "out/TestMachines_managed.zip", "unmanaged": "out/TestMachines.zip" },
              "deploymentSettings": ["settings.json"]
            }
            """)
        .Write("settings.json", """{ "EnvironmentVariables": [ { "SchemaName": "tst_Limit", "Value": "5" } ], "ConnectionReferences": [] }""")
        .Write("src/Data/defaults.csv", "a,b\n")
        .Write("build/Tst.Plugins.dll", DllBytes)
        .Write("src/" + Manifest, ManifestXml)
        .Write("src/Other/Customizations.xml", """
            <ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <Entities /><Roles /><Workflows /><FieldSecurityProfiles /><Templates /><EntityMaps /><EntityRelationships /><OrganizationSettings /><optionsets />
              <WebResources /><CustomControls /><SolutionPluginAssemblies /><SdkMessageProcessingSteps /><EntityDataProviders />
              <Languages><Language>1033</Language><Language>1031</Language></Languages>
            </ImportExportXml>
            """)
        .Write("src/Other/Relationships.xml", """<EntityRelationships><EntityRelationship Name="tst_account_machine" /></EntityRelationships>""")
        .Write("src/" + Relationships, RelationshipXml)
        .Write("src/" + Table, TableXml)
        .Write("src/Entities/tst_Machine/RibbonDiff.xml", """
            <RibbonDiffXml><CustomActions /><Templates><RibbonTemplates Id="Mscrm.Templates" /></Templates><CommandDefinitions />
            <RuleDefinitions><TabDisplayRules /><DisplayRules /><EnableRules /></RuleDefinitions><LocLabels /></RibbonDiffXml>
            """)
        .Write("src/" + Form, FormXml)
        .Write("src/" + View, ViewXml)
        .Write("src/OptionSets/tst_reason.xml", $"""
            <optionset Name="tst_reason" localizedName="Reason">
              <OptionSetType>picklist</OptionSetType><IsGlobal>1</IsGlobal><IntroducedVersion>1.0.0.0</IntroducedVersion><IsCustomizable>1</IsCustomizable>
              <displaynames>{Labels("displayname", "Reason", "Grund")}</displaynames><Descriptions>{Labels("Description", "Why", "Warum")}</Descriptions>
              <options><option value="372500000" ExternalValue="worn" IsHidden="0"><labels>{Labels("label", "Worn out", "Verschlissen")}</labels></option></options>
            </optionset>
            """)
        .Write("src/" + Role, """
            <Role id="{8f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a06}" name="Operator"><IsCustomizable>1</IsCustomizable>
              <RolePrivileges>
                <RolePrivilege name="prvReadtst_Machine" level="Basic" />
                <RolePrivilege name="prvReadAccount" level="Basic" />
              </RolePrivileges>
            </Role>
            """)
        .Write("src/" + Assembly, $"""
            <PluginAssembly FullName="{Dll.FullName}" PluginAssemblyId="{AssemblyId}" CustomizationLevel="1">
              <IsolationMode>2</IsolationMode><SourceType>0</SourceType><IntroducedVersion>1.0</IntroducedVersion>
              <FileName>/PluginAssemblies/TstPlugins-0F9AC1D4-6C3F-4F0E-8F4A-5D4C1F5B7A01/TstPlugins.dll</FileName>
              <PluginTypes>
                <PluginType AssemblyQualifiedName="Tst.Plugins.CountMachines, {Dll.FullName}" PluginTypeId="{PluginTypeId}" Name="Tst.Plugins.CountMachines">
                  <FriendlyName>Counts machines</FriendlyName>
                </PluginType>
              </PluginTypes>
            </PluginAssembly>
            """)
        .Write("src/" + Step, $$"""
            <SdkMessageProcessingStep Name="Count on update" SdkMessageProcessingStepId="{7f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a05}">
              <SdkMessageId>20bebb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId>
              <PluginTypeName>Tst.Plugins.CountMachines, {{Dll.FullName}}</PluginTypeName>
              <PluginTypeId>{{PluginTypeId}}</PluginTypeId>
              <PrimaryEntity>tst_machine</PrimaryEntity>
              <AsyncAutoDelete>0</AsyncAutoDelete>
              <FilteringAttributes>tst_name,tst_reason</FilteringAttributes>
              <InvocationSource>0</InvocationSource><Mode>0</Mode><Rank>1</Rank><EventHandlerTypeCode>4602</EventHandlerTypeCode><Stage>20</Stage>
              <IsCustomizable>1</IsCustomizable><IsHidden>0</IsHidden><SupportedDeployment>0</SupportedDeployment><IntroducedVersion>1.0</IntroducedVersion>
              <SdkMessageProcessingStepImages>
                <SdkMessageProcessingStepImage Name="PreImage">
                  <SdkMessageProcessingStepImageId>{9f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a07}</SdkMessageProcessingStepImageId>
                  <Attributes>tst_accountid</Attributes>
                  <EntityAlias>PreImage</EntityAlias><ImageType>0</ImageType><MessagePropertyName>Target</MessagePropertyName><IsCustomizable>1</IsCustomizable>
                </SdkMessageProcessingStepImage>
              </SdkMessageProcessingStepImages>
            </SdkMessageProcessingStep>
            """)
        .Write("src/" + CustomApi, $"""
            <customapi uniquename="tst_Count">
              <allowedcustomprocessingsteptype>0</allowedcustomprocessingsteptype><bindingtype>0</bindingtype>
              <description default="Counts">{Labels("label", "Counts", "Zählt")}</description>
              <displayname default="Count">{Labels("label", "Count", "Zählen")}</displayname>
              <iscustomizable>0</iscustomizable><isfunction>0</isfunction><isprivate>0</isprivate><name>tst_Count</name>
              <plugintypeid><plugintypeexportkey>{PluginTypeId}</plugintypeexportkey></plugintypeid><workflowsdkstepenabled>0</workflowsdkstepenabled>
            </customapi>
            """)
        .Write("src/" + Variable, $"""
            <environmentvariabledefinition schemaname="tst_Limit"><defaultvalue>3</defaultvalue>
              <description default="Most">{Labels("label", "Most", "Höchstens")}</description>
              <displayname default="Limit">{Labels("label", "Limit", "Grenze")}</displayname>
              <introducedversion>1.0.0.0</introducedversion><iscustomizable>1</iscustomizable><isrequired>0</isrequired><secretstore>0</secretstore><type>100000001</type>
            </environmentvariabledefinition>
            """)
        .Write("src/WebResources/tst_/js/form.js", "\"use strict\";\n")
        .Write("src/" + WebResource, """
            <WebResource>
              <WebResourceId>{af9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a08}</WebResourceId><Name>tst_/js/form.js</Name><DisplayName>Form</DisplayName>
              <LanguageCode>0</LanguageCode><WebResourceType>3</WebResourceType><IntroducedVersion>1.0.0.0</IntroducedVersion>
              <IsEnabledForMobileClient>0</IsEnabledForMobileClient><IsAvailableForMobileOffline>0</IsAvailableForMobileOffline><IsCustomizable>1</IsCustomizable>
              <CanBeDeleted>1</CanBeDeleted><IsHidden>0</IsHidden><FileName>/WebResources/tst_jsformjsAF9AC1D4-6C3F-4F0E-8F4A-5D4C1F5B7A08</FileName>
            </WebResource>
            """);

    static string Labels(string element, string english, string german) =>
        $"""<{element} description="{english}" languagecode="1033" /><{element} description="{german}" languagecode="1031" />""";

    /// <summary>A column with the children that every type has, in the server's order.</summary>
    static string Column(string type, string name, string english, string german, string specific = "", string mask = "ValidForAdvancedFind|ValidForForm|ValidForGrid") => $"""
        <attribute PhysicalName="{name}">
          <Type>{type}</Type><Name>{name.ToLowerInvariant()}</Name><LogicalName>{name.ToLowerInvariant()}</LogicalName><RequiredLevel>none</RequiredLevel>
          <DisplayMask>{mask}</DisplayMask><ValidForUpdateApi>1</ValidForUpdateApi><ValidForReadApi>1</ValidForReadApi><ValidForCreateApi>1</ValidForCreateApi>
          <IsCustomField>1</IsCustomField><IsAuditEnabled>0</IsAuditEnabled><IsSecured>0</IsSecured><IntroducedVersion>1.0.0.0</IntroducedVersion>
          <IsCustomizable>1</IsCustomizable>{specific}
          <displaynames>{Labels("displayname", english, german)}</displaynames>
          <Descriptions>{Labels("Description", english, german)}</Descriptions>
        </attribute>

        """;

    static string TableXml { get; } = $"""
        <Entity>
          <Name LocalizedName="Machine" OriginalName="Machine">tst_Machine</Name>
          <EntityInfo>
            <entity Name="tst_Machine">
              <LocalizedNames>{Labels("LocalizedName", "Machine", "Maschine")}</LocalizedNames>
              <LocalizedCollectionNames>{Labels("LocalizedCollectionName", "Machines", "Maschinen")}</LocalizedCollectionNames>
              <Descriptions>{Labels("Description", "A machine", "Eine Maschine")}</Descriptions>
              <attributes>
        {Column("lookup", "tst_AccountId", "Customer", "Kunde", "<LookupStyle>single</LookupStyle><LookupTypes />")}
        {Column("picklist", "tst_Colour", "Colour", "Farbe", $"""
                <AppDefaultValue>-1</AppDefaultValue>
                <optionset Name="tst_machine_tst_colour">
                  <OptionSetType>picklist</OptionSetType><IntroducedVersion>1.0.0.0</IntroducedVersion><IsCustomizable>1</IsCustomizable>
                  <displaynames>{Labels("displayname", "Colour", "Farbe")}</displaynames><Descriptions>{Labels("Description", "Colour", "Farbe")}</Descriptions>
                  <options>
                    <option value="372500000" ExternalValue="red" IsHidden="0"><labels>{Labels("label", "Red", "Rot")}</labels></option>
                    <option value="372500001" ExternalValue="blue" IsHidden="0"><labels>{Labels("label", "Blue", "Blau")}</labels></option>
                  </options>
                </optionset>
        """)}
        {Column("primarykey", "tst_MachineId", "Machine", "Maschine", mask: "ValidForAdvancedFind|RequiredForGrid")}
        {Column("nvarchar", "tst_Name", "Name", "Name", "<Format>text</Format><MaxLength>100</MaxLength><Length>200</Length>", "PrimaryName|ValidForAdvancedFind|ValidForForm|ValidForGrid|RequiredForForm")}
        {Column("picklist", "tst_Reason", "Reason", "Grund", "<AppDefaultValue>-1</AppDefaultValue><OptionSetName>tst_reason</OptionSetName>")}
              </attributes>
              <EntitySetName>tst_machines</EntitySetName>
              <OwnershipTypeMask>UserOwned</OwnershipTypeMask>
              <IsActivity>0</IsActivity>
              <IntroducedVersion>1.0.0.0</IntroducedVersion>
            </entity>
          </EntityInfo>
          <FormXml />
          <SavedQueries />
          <RibbonDiffXml />
        </Entity>
        """;

    static string RelationshipXml { get; } = $"""
        <EntityRelationships>
          <EntityRelationship Name="tst_account_machine">
            <EntityRelationshipType>OneToMany</EntityRelationshipType><IsCustomizable>1</IsCustomizable><IntroducedVersion>1.0.0.0</IntroducedVersion>
            <IsHierarchical>0</IsHierarchical>
            <ReferencingEntityName>tst_Machine</ReferencingEntityName><ReferencedEntityName>Account</ReferencedEntityName>
            <CascadeAssign>NoCascade</CascadeAssign><CascadeDelete>RemoveLink</CascadeDelete><CascadeReparent>NoCascade</CascadeReparent>
            <CascadeShare>NoCascade</CascadeShare><CascadeUnshare>NoCascade</CascadeUnshare>
            <ReferencingAttributeName>tst_AccountId</ReferencingAttributeName>
            <RelationshipDescription><Descriptions>{Labels("Description", "Machines", "Maschinen")}</Descriptions></RelationshipDescription>
          </EntityRelationship>
        </EntityRelationships>
        """;

    static string FormXml { get; } = $$"""
        <forms>
          <systemform>
            <formid>{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a03}</formid><IntroducedVersion>1.0.0.0</IntroducedVersion><FormPresentation>1</FormPresentation>
            <FormActivationState>1</FormActivationState>
            <form>
              <tabs><tab name="general" id="{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a09}" IsUserDefined="0" locklevel="0" showlabel="true" expanded="true" verticallayout="true">
                <labels>{{Labels("label", "General", "Allgemein")}}</labels>
                <columns><column width="100%"><sections>
                  <section name="what" id="{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a10}" IsUserDefined="0" locklevel="0" showlabel="true" showbar="false" layout="varwidth" columns="1" labelwidth="115" celllabelalignment="Left" celllabelposition="Left">
                    <labels>{{Labels("label", "What", "Was")}}</labels>
                    <rows>
                      <row><cell id="{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a11}" showlabel="true"><labels>{{Labels("label", "Name", "Name")}}</labels>
                        <control id="tst_name" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="tst_name" disabled="false" /></cell></row>
                    </rows>
                  </section>
                </sections></column></columns>
              </tab></tabs>
              <formLibraries><Library name="tst_/js/form.js" libraryUniqueId="{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a12}" /></formLibraries>
            </form>
            <IsCustomizable>1</IsCustomizable><CanBeDeleted>1</CanBeDeleted>
            <LocalizedNames>{{Labels("LocalizedName", "Machine", "Maschine")}}</LocalizedNames>
            <Descriptions>{{Labels("Description", "Form", "Formular")}}</Descriptions>
          </systemform>
        </forms>
        """;

    static string ViewXml { get; } = $$"""
        <savedqueries>
          <savedquery>
            <IsCustomizable>1</IsCustomizable><CanBeDeleted>0</CanBeDeleted><isquickfindquery>0</isquickfindquery><isprivate>0</isprivate><isdefault>1</isdefault>
            <savedqueryid>{6f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a04}</savedqueryid>
            <layoutxml>
              <grid name="resultset" jump="tst_name" select="1" icon="1" preview="1">
                <row name="result" id="tst_machineid"><cell name="tst_name" width="200" /><cell name="customer.accountnumber" width="100" /></row>
              </grid>
            </layoutxml>
            <querytype>0</querytype>
            <fetchxml>
              <fetch version="1.0" output-format="xml-platform" mapping="logical">
                <entity name="tst_machine">
                  <attribute name="tst_machineid" /><attribute name="tst_name" /><order attribute="tst_name" descending="false" />
                  <link-entity name="account" from="accountid" to="tst_accountid" alias="customer" link-type="outer"><attribute name="accountnumber" /></link-entity>
                </entity>
              </fetch>
            </fetchxml>
            <IntroducedVersion>1.0.0.0</IntroducedVersion>
            <LocalizedNames>{{Labels("LocalizedName", "Machines", "Maschinen")}}</LocalizedNames>
            <Descriptions>{{Labels("Description", "All", "Alle")}}</Descriptions>
          </savedquery>
        </savedqueries>
        """;

    static string ManifestXml { get; } = $$"""
        <ImportExportXml version="9.1.0.643" SolutionPackageVersion="9.1" languagecode="1033" generatedBy="CrmLive" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <SolutionManifest>
            <!-- a comment stays -->
            <UniqueName>TestMachines</UniqueName>
            <LocalizedNames>{{Labels("LocalizedName", "Machines", "Maschinen")}}</LocalizedNames>
            <Descriptions />
            <Version>1.0.0.0</Version>
            <Managed>2</Managed>
            <Publisher>
              <UniqueName>tester</UniqueName>
              <LocalizedNames>{{Labels("LocalizedName", "Tester", "Tester")}}</LocalizedNames>
              <Descriptions />
              <EMailAddress xsi:nil="true" /><SupportingWebsiteUrl xsi:nil="true" />
              <CustomizationPrefix>tst</CustomizationPrefix><CustomizationOptionValuePrefix>37250</CustomizationOptionValuePrefix>
              <Addresses />
            </Publisher>
            <RootComponents>
              <RootComponent type="1" schemaName="tst_machine" behavior="0" />
              <RootComponent type="9" schemaName="tst_reason" behavior="0" />
              <RootComponent type="20" id="{8f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a06}" behavior="0" />
              <RootComponent type="61" schemaName="tst_/js/form.js" behavior="0" />
              <RootComponent type="91" id="{0f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a01}" schemaName="{{Dll.FullName}}" behavior="0" />
              <RootComponent type="92" id="{7f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a05}" behavior="0" />
            </RootComponents>
            <MissingDependencies />
          </SolutionManifest>
        </ImportExportXml>
        """;
}
