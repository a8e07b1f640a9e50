using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Offboarding.Tests.LocalDataverse.Solutions;

/// <summary>A user-owned table of a test solution, or columns that it adds to a standard table.</summary>
internal sealed record TestTable(string SchemaName)
{
    public List<XElement> Columns { get; } = [];

    public List<XElement> Keys { get; } = [];

    /// <summary>Only the columns above, for a table that is there.</summary>
    public bool IsExtension { get; init; }

    string Name => SchemaName.ToLowerInvariant();

    public static XElement Column(string schemaName, string type, params object[] more) => new(
        "attribute",
        new XAttribute("PhysicalName", schemaName),
        new XElement("Type", type),
        new XElement("Name", schemaName.ToLowerInvariant()),
        new XElement("LogicalName", schemaName.ToLowerInvariant()),
        more);

    public static XElement Text(string schemaName, int maxLength = 100, params object[] more) =>
        Column(schemaName, "nvarchar", [new XElement("Format", "text"), new XElement("MaxLength", maxLength), .. more]);

    public static XElement Choice(string schemaName, params (int Value, string Label)[] options) => Column(
        schemaName,
        "picklist",
        new XElement("AppDefaultValue", -1),
        new XElement("optionset", new XElement("OptionSetType", "picklist"), new XElement("options", options.Select(option =>
            new XElement("option", new XAttribute("value", option.Value), new XElement("labels", TestSolution.Label("label", option.Label)))))));

    public static XElement Key(string name, params string[] columns) => new(
        "EntityKey", new XElement("Name", name), new XElement("LogicalName", name), new XElement(
            "EntityKeyAttributes", columns.Select(column => new XElement("AttributeName", column))));

    public static XElement Lookup(string schemaName) => Column(schemaName, "lookup", new XElement("LookupTypes"));

    public static XElement OneToMany(string name, string from, string column, string to, string onDelete = "RemoveLink", string onAssign = "NoCascade") => new(
        "EntityRelationship",
        new XAttribute("Name", name),
        new XElement("EntityRelationshipType", "OneToMany"),
        new XElement("ReferencingEntityName", from),
        new XElement("ReferencedEntityName", to),
        new XElement("CascadeAssign", onAssign),
        new XElement("CascadeDelete", onDelete),
        new XElement("ReferencingAttributeName", column));

    public static XElement ManyToMany(string name, string first, string second) => new(
        "EntityRelationship",
        new XAttribute("Name", name),
        new XElement("EntityRelationshipType", "ManyToMany"),
        new XElement("FirstEntityName", first),
        new XElement("SecondEntityName", second),
        new XElement("IntersectEntityName", name));

    public XElement ToXml() => new(
        "Entity",
        new XElement("Name", new XAttribute("LocalizedName", SchemaName), SchemaName),
        new XElement("EntityInfo", new XElement(
            "entity",
            new XAttribute("Name", SchemaName),
            IsExtension ? null : new XElement("LocalizedNames", TestSolution.Label("LocalizedName", SchemaName)),
            new XElement("attributes", IsExtension ? Columns : System().Concat(Columns)),
            IsExtension ? null : new XElement("EntitySetName", Name + "s"),
            new XElement("EntityKeys", Keys),
            IsExtension ? null : new XElement("OwnershipTypeMask", "UserOwned"))));

    public IEnumerable<XElement> Relationships() => IsExtension
        ? []
        : [OneToMany($"lk_{Name}_createdby", SchemaName, "CreatedBy", "SystemUser", "NoCascade"), OneToMany(
            $"business_unit_{Name}", SchemaName, "OwningBusinessUnit", "BusinessUnit", "Restrict")];

    IEnumerable<XElement> System() =>
    [
        Column(SchemaName + "Id", "primarykey", new XElement("RequiredLevel", "systemrequired"), new XElement("ValidForUpdateApi", 0)),
        Text("tst_Name", 100, new XElement("DisplayMask", "PrimaryName|ValidForAdvancedFind|ValidForForm|ValidForGrid|RequiredForForm")),
        ReadOnly("CreatedBy", "lookup"),
        ReadOnly("CreatedOn", "datetime"),
        ReadOnly("ModifiedBy", "lookup"),
        ReadOnly("ModifiedOn", "datetime"),
        Column("OverriddenCreatedOn", "datetime"),
        Column("OwnerId", "owner", new XElement("RequiredLevel", "systemrequired")),
        ReadOnly("OwningBusinessUnit", "lookup"),
        ReadOnly("OwningUser", "lookup"),
        ReadOnly("OwningTeam", "lookup"),
        Column("statecode", "state", new XElement("optionset", new XElement("states", State(0, 1, "Active"), State(1, 2, "Inactive")))),
        Column(
            "statuscode",
            "status",
            new XElement("optionset", new XElement("statuses", Status(1, 0, "Active"), Status(2, 1, "Inactive"), Status(3, 1, "Ended")))),
    ];

    static XElement ReadOnly(string schemaName, string type) => Column(
        schemaName, type, new XElement("ValidForUpdateApi", 0), new XElement("ValidForCreateApi", 0));

    static XElement State(int value, int defaultStatus, string label) => new(
        "state", new XAttribute("value", value), new XAttribute("defaultstatus", defaultStatus), new XElement(
            "labels", TestSolution.Label("label", label)));

    static XElement Status(int value, int state, string label) => new(
        "status", new XAttribute("value", value), new XAttribute("state", state), new XElement("labels", TestSolution.Label("label", label)));
}
