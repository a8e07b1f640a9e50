using System;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Text;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.DataverseSdk;

public class DataContractTests
{
    static readonly XNamespace Contracts = "http://schemas.microsoft.com/xrm/2011/Contracts";
    static readonly XNamespace Contracts71 = "http://schemas.microsoft.com/xrm/7.1/Contracts";
    static readonly XNamespace Generic = "http://schemas.datacontract.org/2004/07/System.Collections.Generic";
    static readonly XNamespace Metadata = "http://schemas.microsoft.com/xrm/2011/Metadata";
    static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    [Fact]
    public void A_row_is_written_as_the_service_writes_it()
    {
        var xml = Write(new Entity("account", Guid.Parse("11111111-1111-1111-1111-111111111111")) { ["statecode"] = new OptionSetValue(1) });

        Assert.Equal(Contracts + "Entity", xml.Name);
        Assert.Equal(
            ["Attributes", "EntityState", "FormattedValues", "Id", "KeyAttributes", "LogicalName", "RelatedEntities", "RowVersion"],
            xml.Elements().Select(e => e.Name.LocalName));
        var pair = xml.Element(Contracts + "Attributes")!.Element(Contracts + "KeyValuePairOfstringanyType")!;
        Assert.Equal("statecode", pair.Element(Generic + "key")!.Value);
        Assert.Equal(Contracts + "OptionSetValue", TypeOf(pair.Element(Generic + "value")!));
        Assert.Equal("1", pair.Element(Generic + "value")!.Element(Contracts + "Value")!.Value);
    }

    [Fact]
    public void The_values_of_a_row_survive_writing_and_reading()
    {
        var owner = new EntityReference("systemuser", Guid.NewGuid());
        var row = new Entity("account", Guid.NewGuid())
        {
            ["name"] = "Contoso",
            ["revenue"] = new Money(12.5m),
            ["ownerid"] = owner,
            ["createdon"] = new DateTime(2027, 6, 30, 12, 0, 0, DateTimeKind.Utc),
            ["off_kinds"] = new OptionSetValueCollection([new OptionSetValue(1), new OptionSetValue(2)]),
            ["contacts"] = new EntityCollection([new Entity("contact")]),
            ["a.name"] = new AliasedValue("account", "name", "Parent"),
            ["fax"] = null,
        };
        row.RelatedEntities[new Relationship("account_tasks")] = new EntityCollection([new Entity("task")]);
        row.FormattedValues["revenue"] = "12,50 €";

        var read = Read<Entity>(Write(row));

        Assert.Equal(row.Attributes.Keys, read.Attributes.Keys);
        Assert.Equal("Contoso", read["name"]);
        Assert.Equal(new Money(12.5m), read["revenue"]);
        Assert.Equal(owner, read["ownerid"]);
        Assert.Equal(row["createdon"], read["createdon"]);
        Assert.Equal([1, 2], read.GetAttributeValue<OptionSetValueCollection>("off_kinds").Select(o => o.Value));
        Assert.Equal("contact", read.GetAttributeValue<EntityCollection>("contacts")[0].LogicalName);
        Assert.Equal("Parent", read.GetAttributeValue<AliasedValue>("a.name").Value);
        Assert.Null(read["fax"]);
        Assert.Equal("task", read.RelatedEntities[new Relationship("account_tasks")][0].LogicalName);
        Assert.Equal("12,50 €", read.FormattedValues["revenue"]);
    }

    [Fact]
    public void A_key_is_written_in_the_namespace_of_version_7_1()
    {
        var xml = Write(new EntityReference("account", "accountnumber", "A-1"));

        Assert.NotNull(xml.Element(Contracts + "KeyAttributes")!.Element(Contracts71 + "KeyValuePairOfstringanyType"));
        Assert.Equal("A-1", Read<EntityReference>(xml).KeyAttributes["accountnumber"]);
    }

    [Fact]
    public void A_fault_survives_writing_and_reading()
    {
        var fault = new OrganizationServiceFault
        {
            ErrorCode = -2147220891,
            Message = "refused",
            TraceText = "trace",
            Timestamp = new DateTime(2027, 6, 30, 0, 0, 0, DateTimeKind.Utc),
            ErrorDetails = { ["OperationStatus"] = "0" },
            InnerFault = new OrganizationServiceFault { Message = "inner" },
        };

        var xml = Write(fault);
        var read = Read<OrganizationServiceFault>(xml);

        Assert.Equal(Contracts + "OrganizationServiceFault", xml.Name);
        Assert.Equal((-2147220891, "refused", "trace", "inner"), (read.ErrorCode, read.Message, read.TraceText, read.InnerFault.Message));
        Assert.Equal("0", read.ErrorDetails["OperationStatus"]);
    }

    [Fact]
    public void A_query_survives_writing_and_reading()
    {
        var query = new QueryExpression("off_contract") { ColumnSet = new ColumnSet("off_name"), TopCount = 5 };
        query.Criteria.AddCondition("off_accountid", ConditionOperator.In, Guid.Empty, Guid.NewGuid());
        query.AddLink("account", "off_accountid", "accountid", JoinOperator.LeftOuter).EntityAlias = "a";

        var read = (QueryExpression)Read<QueryBase>(Write<QueryBase>(query));

        Assert.Equal(("off_contract", 5), (read.EntityName, read.TopCount));
        Assert.Equal(2, read.Criteria.Conditions.Single().Values.Count);
        Assert.Equal((JoinOperator.LeftOuter, "a"), (read.LinkEntities.Single().JoinOperator, read.LinkEntities.Single().EntityAlias));
    }

    [Fact]
    public void A_request_survives_writing_and_reading_as_its_own_type()
    {
        var request = new RetrieveRequest { Target = new EntityReference("account", Guid.NewGuid()), ColumnSet = new ColumnSet("name") };

        var read = Assert.IsType<RetrieveRequest>(Read<OrganizationRequest>(Write<OrganizationRequest>(request)));

        Assert.Equal(request.Target, read.Target);
        Assert.Equal(["name"], read.ColumnSet.Columns);
    }

    [Fact]
    public void Metadata_of_a_table_survives_writing_and_reading()
    {
        var table = new EntityMetadata { LogicalName = "off_contract", DisplayName = new Label("Vertrag", 1031), IsActivity = false };
        Set(table, nameof(table.Attributes), new AttributeMetadata[]
        {
            new StringAttributeMetadata("off_Name") { LogicalName = "off_name", MaxLength = 100, FormatName = StringFormatName.Text },
            new DateTimeAttributeMetadata { LogicalName = "off_start", DateTimeBehavior = DateTimeBehavior.DateOnly },
            new PicklistAttributeMetadata { OptionSet = new OptionSetMetadata { Options = { new OptionMetadata(new Label("DE", 1033), 727000000) } } },
        });

        var xml = Write(table);
        var read = Read<EntityMetadata>(xml);

        Assert.Equal(Metadata + "EntityMetadata", xml.Name);
        Assert.Equal(("off_contract", "Vertrag"), (read.LogicalName, read.DisplayName.UserLocalizedLabel.Label));
        Assert.Equal(100, Assert.IsType<StringAttributeMetadata>(read.Attributes[0]).MaxLength);
        Assert.Equal(StringFormatName.Text, ((StringAttributeMetadata)read.Attributes[0]).FormatName);
        Assert.Equal(DateTimeBehavior.DateOnly, Assert.IsType<DateTimeAttributeMetadata>(read.Attributes[1]).DateTimeBehavior);
        Assert.Equal(727000000, Assert.IsType<PicklistAttributeMetadata>(read.Attributes[2]).OptionSet.Options.Single().Value);
    }

    /// <summary>The service fills what callers may only read.</summary>
    static void Set(object target, string property, object value) =>
        target.GetType().GetProperty(property)!.SetValue(target, value);

    static XName TypeOf(XElement element)
    {
        var parts = element.Attribute(Instance + "type")!.Value.Split(':');
        return parts.Length == 1 ? element.GetDefaultNamespace() + parts[0] : element.GetNamespaceOfPrefix(parts[0])! + parts[1];
    }

    static XElement Write<T>(T value)
    {
        using var stream = new MemoryStream();
        new DataContractSerializer(typeof(T)).WriteObject(stream, value);
        return XElement.Parse(Encoding.UTF8.GetString(stream.ToArray()));
    }

    static T Read<T>(XElement xml)
    {
        using var reader = xml.CreateReader();
        return (T)new DataContractSerializer(typeof(T)).ReadObject(reader)!;
    }
}
