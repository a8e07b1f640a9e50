using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>What servers export today and the published schemas do not know yet. It is taken out before validating; nothing else is.</summary>
internal static class OldSchema
{
    static readonly string[] TopLevel =
    [
        "CustomControls", "EntityDataProviders", "EntityDataSources", "AppModules", "AppModuleSiteMaps", "CanvasApps", "connectionreferences", "EntityImageConfigs",
        "AttributeImageConfigs", "AIModels", "Connectors",
    ];

    static readonly Dictionary<string, string[]> Elements = new(StringComparer.Ordinal)
    {
        ["Entity"] = ["CustomControlDefaultConfigs"],
        ["entity"] =
        [
            "EntitySetName", "IsInteractionCentricEnabled", "IsSLAEnabled", "IsBPFEntity", "IsDocumentRecommendationsEnabled", "IsOfflineInMobileClient",
            "DaysSinceRecordLastModified", "MobileOfflineFilters", "SyncToExternalSearchIndex", "IsRetrieveAuditEnabled", "IsRetrieveMultipleAuditEnabled",
            "CanModifyMobileClientOffline", "CanEnableSyncToExternalSearchIndex", "IsEnabledForExternalChannels", "IsMSTeamsIntegrationEnabled", "IsSolutionAware",
            "IconVectorName",
        ],
        ["attribute"] =
        [
            "IsGlobalFilterEnabled", "IsSortableEnabled", "CanModifyGlobalFilterSettings", "CanModifyIsSortableSettings", "ExternalName", "IsDataSourceSecret",
            "AutoNumberFormat", "IsSearchable", "IsFilterable", "IsRetrievable", "IsLocalizable",
        ],
        ["EntityRelationship"] = ["CascadeArchive", "CascadeRollupView"],
        ["EntityRelationshipRole"] = ["RelationshipRoleType", "NavigationPropertyName"],
        ["optionset"] = ["ExternalTypeName"],
        ["PluginAssembly"] = ["PluginAssemblyId"],
        ["SdkMessageProcessingStep"] = ["PluginTypeId", "PluginTypeExportKey"],
        ["Workflow"] = 
        [
            "BusinessProcessType", "ModernFlowType", "JsonFileName", "IsCustomProcessingStepAllowedForOtherPublishers", "ProcessTriggerScope", "LocalizedNames", "Descriptions",
        ],
        ["Role"] = ["IsAutoAssigned", "Description"],
        ["FieldPermission"] = ["CanReadUnmasked"],
        ["WebResource"] = ["IsAvailableForMobileOffline", "DependencyXml"],
    };

    static readonly Dictionary<string, string[]> Attributes = new(StringComparer.Ordinal)
    {
        ["ImportExportXml"] = ["OrganizationVersion", "OrganizationSchemaType", "CRMServerServiceabilityVersion"],
        ["option"] = ["ExternalValue", "IsHidden", "Color"],
        ["PluginAssembly"] = ["PluginAssemblyId"],
        ["PluginType"] = ["PluginTypeId"],
        ["Role"] = ["isinherited"],
    };

    /// <summary>Marks of a changed form in managed solutions, which neither schema has.</summary>
    static readonly string[] FormMarks = ["solutionaction", "ordinalvalue"];

    static readonly string[] NewTypes = ["file", "image", "multiselectpicklist"];

    public static void Strip(XElement customizations)
    {
        customizations.Elements().Where(element => TopLevel.Contains(element.Name.LocalName, StringComparer.Ordinal)).Remove();
        customizations.Elements("Entities").Descendants("attribute").Where(a => NewTypes.Contains(a.Element("Type")?.Value, StringComparer.Ordinal)).Remove();
        customizations.Descendants("forms").Where(forms => (string?)forms.Attribute("type") == "card").Remove();
        foreach (var element in customizations.DescendantsAndSelf().ToList())
        {
            var name = element.Name.LocalName;
            if (Elements.TryGetValue(name, out var elements)) element.Elements().Where(child => elements.Contains(child.Name.LocalName, StringComparer.Ordinal)).Remove();
            element.Attribute("unmodified")?.Remove();      // reported by its own rule
            if (Attributes.TryGetValue(name, out var attributes)) element.Attributes().Where(attribute => attributes.Contains(attribute.Name.LocalName, StringComparer.Ordinal)).Remove();
        }

        customizations.Descendants("EntityRelationshipRole").Where(role => !role.HasElements).Remove();
        foreach (var entity in customizations.Elements("Entities").Elements("Entity")) AddTypeCode(entity);
        foreach (var step in customizations.Elements("SdkMessageProcessingSteps").Elements("SdkMessageProcessingStep")) MoveMessage(step);
    }

    /// <summary>What <c>ui9</c> does not know in forms.</summary>
    public static void StripFragment(XElement fragment)
    {
        if (fragment.Name.LocalName != "form") return;

        foreach (var element in fragment.DescendantsAndSelf())
        {
            element.Attributes().Where(attribute => FormMarks.Contains(attribute.Name.LocalName, StringComparer.Ordinal)).Remove();
            if (element.Name.LocalName == "column") element.Attribute("id")?.Remove();
        }
    }

    /// <summary>The old schema demands a number that servers no longer write.</summary>
    static void AddTypeCode(XElement entity)
    {
        if (entity.Element("ObjectTypeCode") is null) entity.Element("Name")?.AddAfterSelf(new XElement("ObjectTypeCode", 10000));
    }

    /// <summary>Exports have the message first and without braces; the schema wants it after Rank and in braces.</summary>
    static void MoveMessage(XElement step)
    {
        if (step.Element("SdkMessageId") is not { } message || step.Element("Rank") is not { } rank || message != step.Elements().First()) return;

        message.Remove();
        message.Value = Guid.TryParse(message.Value, out var id) ? id.ToString("B") : message.Value;
        rank.AddAfterSelf(message);
    }
}
